import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../changes/caller.js';
import { ConsultationsQueries } from '../consultations/consultations.queries.js';
import { callerOf } from '../http/current-caller.js';
import { RecordId } from '../http/record-id.pipe.js';
import { permits } from '../rules/policy.js';
import { NotFound } from '../rules/problem.js';
import { Act } from './act.js';
import { beforeOpening } from './before-opening.js';
import { ConsultationActions, type PageAction } from './consultation-actions.js';
import { FindKeptForm } from './find-kept-form.js';
import { KeptWarnings } from './kept-warnings.js';
import { ReadNames } from './read-names.js';
import { ReadReply } from './read-reply.js';
import { Readers } from './readers.js';
import { replyPage } from './reply-page.js';
import { numberOf } from './reply-parts.js';
import { sendStaffPage } from './send-staff-page.js';
import { ShowStep } from './show-step.js';
import { bodyOf } from './step-fields.js';
import { NIL, UploadForms } from './upload-forms.js';

/** One board's part of a referral, and the forms of its steps. */
@ApiExcludeController()
@Controller('svar/:id')
export class ReplyController {
  constructor(
    private readonly act: Act,
    private readonly actions: ConsultationActions,
    private readonly consultations: ConsultationsQueries,
    private readonly findKeptForm: FindKeptForm,
    private readonly names: ReadNames,
    private readonly readReply: ReadReply,
    private readonly readers: Readers,
    private readonly showStep: ShowStep,
    private readonly uploads: UploadForms,
    private readonly warnings: KeptWarnings,
  ) {}

  @Get()
  @RouteConfig({ page: true })
  async page(
    @Param('id', RecordId) id: string,
    @Query() { oppna, klart }: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const caller = callerOf(request);
    const reader = this.readers.of(request);
    const found = await this.readReply.read(caller, id);
    const done = typeof klart === 'string' ? this.actions.at(klart)?.verb : undefined;
    if (found.view.confidential && oppna !== 'ja' && !done) {
      caller.readings.forget();
      return sendStaffPage(reply, 200, beforeOpening(reader, numberOf(found), `/svar/${id}`));
    }
    const pathOf = (verb: string) => this.actions.pathOf(verb);
    const warnings = await this.warnings.take(request, reply);
    await sendStaffPage(reply, 200, replyPage({ reader, reply: found, pathOf, done, warnings }));
  }

  @Get(':step')
  @RouteConfig({ page: true })
  async step(
    @Param('id', RecordId) id: string,
    @Param('step') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const action = this.actions.at(path);
    if (!action) throw new NotFound();
    const kept = await this.findKeptForm.find(request, reply);
    const { _token, _version, _key, ...values } = kept?.fields ?? {};
    const again = kept ? ('kept' as const) : undefined;
    await this.showStep.show(request, reply, { id, action, values, again, status: 200 });
  }

  @Post(':step')
  @RouteConfig({ page: true, form: true, upload: true })
  async take(
    @Param('id', RecordId) id: string,
    @Param('step') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const action = this.actions.at(path);
    if (!action) throw new NotFound();
    if (action.verb === 'record-reply') return this.record({ request, reply }, id, action);
    await this.send({ request, reply }, id, action, (caller, body) => action.take(caller, id, body));
  }

  /** The reply comes as a file: it is kept first, and named in the step. */
  private async record(http: Http, id: string, action: PageAction): Promise<void> {
    const open = async (caller: Caller) => {
      const view = await this.consultations.one(caller, id);
      const body = view.issuer ?? '';
      return view.availableActions.includes(action.verb) && permits(caller.actor, 'document.upload', { body })
        ? view
        : undefined;
    };
    const canBeTaken = async () => (await open(callerOf(http.request))) !== undefined;
    await this.uploads.read(http.request, canBeTaken, (form) =>
      this.send(http, id, action, async (caller, body) => {
        const view = await open(caller);
        // No file is kept for a step that will be refused, or answered as the same form was before.
        if (!view || caller.terms.ifMatch !== `"${view.version}"`)
          return action.take(caller, id, { ...body, documentId: NIL });
        const names = await this.names.of([view.consultee]);
        const described = {
          title: `Svar från ${names.get(view.consultee ?? '') ?? view.consultee}`,
          kind: 'reply',
          body: view.issuer ?? '',
          direction: 'incoming',
          receivedOn: form.fields['receivedOn'],
        };
        return this.uploads.keepFor(caller, form, described, (documentId) =>
          action.take(caller, id, { ...body, documentId }),
        );
      }),
    );
  }

  private async send(
    { request, reply }: Http,
    id: string,
    action: PageAction,
    take: (caller: Caller, body: object) => Promise<unknown>,
  ): Promise<void> {
    await this.act.act(request, reply, {
      body: action.body,
      read: (typed) => bodyOf(action.verb, typed),
      take,
      show: (shown) => this.showStep.show(request, reply, { id, action, ...shown }),
      done: `/svar/${id}?klart=${action.path}`,
    });
  }
}

interface Http {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}
