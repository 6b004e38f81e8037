import { Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../changes/caller.js';
import { GatherRemarksBody, SummarizeRepliesBody } from '../../compilation/compilation-notes.dto.js';
import { CompileReplies } from '../../compilation/compile-replies.js';
import { WriteNote } from '../../compilation/write-note.js';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { ReferralsQueries } from '../../referrals/referrals.queries.js';
import { authorize } from '../../rules/policy.js';
import { NotFound } from '../../rules/problem.js';
import { Act, type PageForm } from '../steps/act.js';
import {
  compilationNotesPage,
  DONE,
  FORM_SENT,
  nameOfText,
  pageOfPassages,
  type NotesProps,
} from './compilation-notes-page.js';
import { FindKeptForm } from '../frame/find-kept-form.js';
import { OpenRecord } from '../steps/open-record.js';
import { Readers } from '../frame/readers.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import type { Values } from '../steps/shown-step.js';

/** The issuer's own words on the replies: summaries, and which passages are one. */
@PagesAt('remisser/:id/sammanstallning/avsnitt')
export class CompilationNotesController {
  constructor(
    private readonly act: Act,
    private readonly compileReplies: CompileReplies,
    private readonly findKeptForm: FindKeptForm,
    private readonly openRecord: OpenRecord,
    private readonly readers: Readers,
    private readonly referrals: ReferralsQueries,
    private readonly writeNote: WriteNote,
  ) {}

  @GetPage()
  async page(
    @Param('id', RecordId) id: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const kept = await this.findKeptForm.find(request, reply);
    const read = await this.read(callerOf(request), id, { ...query, ...kept?.fields });
    await this.openRecord.open({ request, reply }, query, {
      confidential: read.referral.confidential,
      number: read.referral.caseNumber,
      path: read.path,
      done: DONE[String(query['klart'])],
      isBack: kept !== undefined,
      page: (opened) =>
        compilationNotesPage({
          ...opened,
          ...read,
          typed: kept?.fields ?? {},
          again: kept && ('kept' as const),
        }),
    });
  }

  /** Takes what one of the forms asks for. */
  @PostForm()
  async write(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const sent = (request.body ?? {}) as Values;
    await this.act.act(request, reply, {
      ...this.formOf(id, sent),
      show: async ({ values, again, status }) => {
        const read = await this.read(callerOf(request), id, values);
        const opened = { reader: this.readers.of(request), done: undefined, warnings: [] };
        const typed = { ...values, _earlier: sent['_earlier'] };
        const page = compilationNotesPage({ ...opened, ...read, typed, again });
        await sendStaffPage(reply, status, page);
      },
    });
  }

  /** @throws NotFound for a form that the page does not have. */
  private formOf(id: string, sent: Values): Omit<PageForm, 'show'> {
    const form = String(sent[FORM_SENT]);
    const [, what, at] = /^(fraga|sammanfatta|hor-till|for-sig)-(\d{1,5})$/.exec(form) ?? [];
    if (what === undefined) throw new NotFound();
    const earlier = { replaces: sent['_earlier'] || undefined };
    const path = `/remisser/${id}/sammanstallning/avsnitt?klart=`;
    if (what === 'hor-till' || what === 'for-sig')
      return {
        body: GatherRemarksBody,
        read: (typed) => ({
          passage: typed['avsnitt'],
          under: what === 'for-sig' ? null : (typed[nameOfText(form)] ?? ''),
          ...earlier,
        }),
        take: (caller, body) => this.writeNote.gather(caller, id, body as GatherRemarksBody),
        done: `${path}ihop-fort`,
      };
    return {
      body: SummarizeRepliesBody,
      read: (typed) => ({
        ...(what === 'fraga' ? { question: at } : { passage: typed['avsnitt'] }),
        text: typed[nameOfText(form)] || null,
        ...earlier,
      }),
      take: (caller, body) => this.writeNote.summarize(caller, id, body as SummarizeRepliesBody),
      done: `${path}sammanfattning`,
    };
  }

  /** For those who may write here. @throws NotFound, NotPermitted */
  private async read(
    caller: Caller,
    id: string,
    asked: Values,
  ): Promise<Pick<NotesProps, 'referral' | 'view' | 'page' | 'path'>> {
    const referral = await this.referrals.one(caller, id);
    const view = await this.compileReplies.compile(caller, id);
    authorize(caller.actor, 'referral.summarize-replies', { issuer: referral.issuer });
    return {
      referral,
      view,
      page: pageOfPassages(view, asked),
      path: `/remisser/${id}/sammanstallning/avsnitt`,
    };
  }
}
