import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../http/current-caller.js';
import { RecordId } from '../http/record-id.pipe.js';
import { beforeOpening } from './before-opening.js';
import { ExtensionSteps } from './extension-steps.js';
import { KeptWarnings } from './kept-warnings.js';
import { ReadReferralPage } from './read-referral-page.js';
import { Readers } from './readers.js';
import { RecordSteps, verbWords } from './record-steps.js';
import { referralPage } from './referral-page.js';
import { ReferralSteps } from './referral-steps.js';
import { sendStaffPage } from './send-staff-page.js';

/** A referral as its issuer follows it, with the forms of its steps. */
@ApiExcludeController()
@Controller('remisser/:id')
export class ReferralPageController {
  constructor(
    private readonly readPage: ReadReferralPage,
    private readonly readers: Readers,
    private readonly steps: ReferralSteps,
    private readonly recordSteps: RecordSteps,
    private readonly warnings: KeptWarnings,
  ) {}

  /** A consultee is sent to its own part. */
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
    const seen = await this.readPage.read(caller, id);
    const { referral } = seen;
    if (!seen.isSeenAtIssuer) {
      const own = await this.readPage.ownPart(caller, id);
      caller.readings.forget();
      if (own) return void (await reply.redirect(`/svar/${own}`, 303));
    }
    const verb = doneIn(klart, this.steps);
    if (referral.confidential && oppna !== 'ja' && !verb) {
      caller.readings.forget();
      return sendStaffPage(reply, 200, beforeOpening(reader, referral.caseNumber, `/remisser/${id}`));
    }
    const warnings = await this.warnings.take(request, reply);
    const done = verb && verb[reader.language];
    const pathOf = (each: string) => this.steps.pathOf(each);
    await sendStaffPage(reply, 200, referralPage({ reader, seen, pathOf, done, warnings }));
  }

  @Get(':step')
  @RouteConfig({ page: true })
  async step(
    @Param('id', RecordId) id: string,
    @Param('step') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.recordSteps.show(this.steps.page, id, path, { request, reply });
  }

  @Post(':step')
  @RouteConfig({ page: true, form: true })
  async take(
    @Param('id', RecordId) id: string,
    @Param('step') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.recordSteps.take(this.steps.page, id, path, { request, reply });
  }
}

/** Also what was settled of a request for time leads here. */
function doneIn(klart: unknown, { page }: ReferralSteps) {
  const action = page.actions.find(({ path }) => path === klart);
  if (action) return verbWords('referral', action.verb);
  if (klart === 'skicka') return verbWords('referral', 'send');
  const settled = { ge: 'grant', avsla: 'refuse', aterta: 'cancel', ratta: 'correct' } as const;
  return typeof klart === 'string' && Object.hasOwn(settled, klart)
    ? verbWords('extension', settled[klart as keyof typeof settled])
    : undefined;
}

/** What is made of a request for more time. */
@ApiExcludeController()
@Controller('anstand/:id')
export class ExtensionPageController {
  constructor(
    private readonly steps: ExtensionSteps,
    private readonly recordSteps: RecordSteps,
  ) {}

  @Get(':step')
  @RouteConfig({ page: true })
  async step(
    @Param('id', RecordId) id: string,
    @Param('step') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.recordSteps.show(this.steps.page, id, path, { request, reply });
  }

  @Post(':step')
  @RouteConfig({ page: true, form: true })
  async take(
    @Param('id', RecordId) id: string,
    @Param('step') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.recordSteps.take(this.steps.page, id, path, { request, reply });
  }
}
