import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../http/current-caller.js';
import { NotFound } from '../rules/problem.js';
import { ADMINISTRATION } from './administration/section.js';
import { Act } from './act.js';
import { FindKeptForm } from './find-kept-form.js';
import { inboxPage } from './inbox-page.js';
import { severalAt, type InboxShown } from './inbox-several.js';
import { KeptWarnings } from './kept-warnings.js';
import { meetingsPath } from './meeting-address.js';
import { ReadInbox } from './read-inbox.js';
import { Readers } from './readers.js';
import type { Http } from './record-steps.js';
import { ReplySteps } from './reply-steps.js';
import { sendStaffPage } from './send-staff-page.js';
import { chosenIn, TakeSeveral } from './take-several.js';

/** What the reader has to do. */
@ApiExcludeController()
@Controller('inkorg')
export class InboxController {
  constructor(
    private readonly act: Act,
    private readonly findKeptForm: FindKeptForm,
    private readonly readers: Readers,
    private readonly readInbox: ReadInbox,
    private readonly replySteps: ReplySteps,
    private readonly takeSeveral: TakeSeveral,
    private readonly warnings: KeptWarnings,
  ) {}

  /** The elected have no queues: what they come for is what their board meets about. Nor have administrators, who see to what has failed. */
  @Get()
  @RouteConfig({ page: true })
  async inbox(
    @Query() { klart, markera }: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { staffOf, readerOf, isAdministrator, isMunicipalAdministrator } = this.readers.of(request).actor;
    if (staffOf.length === 0 && readerOf.length > 0)
      return void (await reply.redirect(meetingsPath(readerOf[0]!), 303));
    if (staffOf.length === 0 && (isAdministrator || isMunicipalAdministrator))
      return void (await reply.redirect(ADMINISTRATION, 303));
    const kept = await this.findKeptForm.find(request, reply);
    const { results } = await this.warnings.takeAll(request, reply);
    const { verb } = severalAt(this.replySteps.page, klart) ?? {};
    const marked = typeof markera === 'string' ? markera : undefined;
    await this.show({ request, reply }, 200, {
      results,
      verb,
      marked,
      typed: kept?.fields,
      again: kept && 'kept',
    });
  }

  /** Takes one step of each matter that is marked. */
  @Post()
  @RouteConfig({ page: true, form: true })
  async take(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const fields = (request.body ?? {}) as Record<string, unknown>;
    const action = severalAt(this.replySteps.page, fields['gor']);
    if (!action) throw new NotFound();
    await this.act.act(request, reply, {
      body: action.body,
      read: () => ({}),
      take: (caller, body) => this.takeSeveral.take(caller, action, chosenIn(fields), body),
      show: ({ values: typed, again, status }) => {
        const shown = { results: [], verb: undefined, marked: undefined, typed, again };
        return this.show({ request, reply }, status, shown);
      },
      done: `/inkorg?klart=${action.path}`,
    });
  }

  private async show(
    { request, reply }: Http,
    status: number,
    shown: Omit<InboxShown, 'steps'>,
  ): Promise<void> {
    const inbox = await this.readInbox.of(callerOf(request));
    const page = inboxPage(this.readers.of(request), inbox, { steps: this.replySteps.page, ...shown });
    await sendStaffPage(reply, status, page);
  }
}
