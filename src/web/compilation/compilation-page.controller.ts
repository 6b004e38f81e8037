import { Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../changes/caller.js';
import { AnswerRemark } from '../../compilation/answer-remark.js';
import { AnswerRemarkBody } from '../../compilation/compilation.dto.js';
import { CompileReplies } from '../../compilation/compile-replies.js';
import { ConsultationsQueries } from '../../consultations/consultations.queries.js';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { ReferralsQueries } from '../../referrals/referrals.queries.js';
import { NotFound } from '../../rules/problem.js';
import { doneSentence } from '../../rules/words.js';
import { Act } from '../steps/act.js';
import { SharedCompilationsQueries } from '../../compilation/shared-compilations.queries.js';
import { PageQuery } from '../../lists/paging.dto.js';
import { ORDERS } from './compilation-compared.js';
import { compilationPage, type CompilationProps } from './compilation-page.js';
import { FORM_SENT, nameOfField, nameOfStand, pageOfRemarks, remarkSent } from './compilation-remarks.js';
import { FindKeptForm } from '../frame/find-kept-form.js';
import { OpenRecord } from '../steps/open-record.js';
import { Readers } from '../frame/readers.js';
import type { Http } from '../steps/record-steps.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import type { Values } from '../steps/shown-step.js';

/** Of the versions that were shared. */
const pageAsked = (asked: unknown): number => Math.min(Math.max(Math.floor(Number(asked)) || 1, 1), 50);

const DONE = doneSentence('consultation', 'answer-remark');

type Shown = Pick<CompilationProps, 'typed' | 'again'> & { readonly status: number };

/** The replies to a referral side by side, and the issuer's answers to the remarks in them. */
@PagesAt('remisser/:id/sammanstallning')
export class CompilationPageController {
  constructor(
    private readonly act: Act,
    private readonly answerRemark: AnswerRemark,
    private readonly compileReplies: CompileReplies,
    private readonly consultations: ConsultationsQueries,
    private readonly findKeptForm: FindKeptForm,
    private readonly openRecord: OpenRecord,
    private readonly readers: Readers,
    private readonly referrals: ReferralsQueries,
    private readonly shared: SharedCompilationsQueries,
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
    const again = kept && ('kept' as const);
    await this.openRecord.open({ request, reply }, query, {
      confidential: read.referral.confidential,
      number: read.referral.caseNumber,
      path: read.path,
      done: query['klart'] === 'svar' ? DONE : undefined,
      isBack: kept !== undefined,
      page: (opened) => compilationPage({ ...opened, ...read, typed: kept?.fields ?? {}, again }),
    });
  }

  /** Answers one remark. */
  @PostForm()
  async answer(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const sent = (request.body ?? {}) as Values;
    const remark = remarkSent(sent);
    if (!remark) throw new NotFound();
    const name = nameOfField(remark);
    await this.act.act(request, reply, {
      body: AnswerRemarkBody,
      read: (typed) => ({
        remark: remark.number,
        text: typed[name],
        stand: typed[nameOfStand(name)],
        replaces: sent['_earlier'] || undefined,
      }),
      take: async (caller, body) => {
        const { referralId } = await this.consultations.one(caller, remark.consultationId);
        if (referralId !== id) throw new NotFound();
        return this.answerRemark.answer(caller, remark.consultationId, body as AnswerRemarkBody);
      },
      show: ({ values, again, status }) =>
        this.show({ request, reply }, id, {
          typed: { ...values, _earlier: sent['_earlier'] },
          again,
          status,
        }),
      done: `/remisser/${id}/sammanstallning?klart=svar&${FORM_SENT}=${name}#${name}`,
    });
  }

  private async read(caller: Caller, id: string, asked: Values) {
    const referral = await this.referrals.one(caller, id, 'actions');
    const view = await this.compileReplies.compile(caller, id);
    const pageOfVersions = pageAsked(asked['delade']);
    const { items: versions, nextCursor } = await this.shared.ofReferral(
      caller,
      id,
      Object.assign(new PageQuery(), { page: pageOfVersions }),
    );
    const ofVersions = { page: pageOfVersions, hasMore: nextCursor !== null };
    const order =
      ORDERS.find((each) => each === asked['visa']) ?? (view.questions.length > 0 ? 'fragor' : 'att-satser');
    const page = pageOfRemarks(view, asked);
    return { referral, view, versions, ofVersions, order, page, path: `/remisser/${id}/sammanstallning` };
  }

  private async show({ request, reply }: Http, id: string, { status, ...shown }: Shown): Promise<void> {
    const read = await this.read(callerOf(request), id, shown.typed);
    const opened = { reader: this.readers.of(request), done: undefined, warnings: [] };
    await sendStaffPage(reply, status, compilationPage({ ...opened, ...read, ...shown }));
  }
}
