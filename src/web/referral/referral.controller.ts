import { Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt } from '../../http/page-routes.js';
import { RecordId } from '../../http/record-id.pipe.js';
import type { ReferralView } from '../../referrals/referrals.dto.js';
import type { Texts } from '../../rules/texts.js';
import { doneSentence } from '../../rules/words.js';
import type { ExtensionSeen } from '../reply/extension-head.js';
import { ExtensionSteps } from '../reply/extension-steps.js';
import { OpenRecord } from '../steps/open-record.js';
import { PublicationSteps } from '../publication/publication-steps.js';
import { ReadReferralPage } from './read-referral-page.js';
import { doneAt, RecordSteps } from '../steps/record-steps.js';
import { referralPage } from './referral-page.js';
import type { ReferralChoices } from './referral-step-fields.js';
import { ReferralSteps } from './referral-steps.js';
import { StepRoutes } from '../steps/step-routes.js';

/** A referral as its issuer follows it, with the forms of its steps. */
@PagesAt('remisser/:id')
export class ReferralPageController extends StepRoutes<ReferralView, ReferralChoices> {
  constructor(
    private readonly readPage: ReadReferralPage,
    private readonly openRecord: OpenRecord,
    private readonly extensionSteps: ExtensionSteps,
    private readonly publicationSteps: PublicationSteps,
    steps: ReferralSteps,
    recordSteps: RecordSteps,
  ) {
    super(recordSteps, steps.page);
  }

  /** A consultee is sent to its own part. */
  @GetPage()
  async page(
    @Param('id', RecordId) id: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const caller = callerOf(request);
    const seen = await this.readPage.read(caller, id);
    if (!seen.isSeenAtIssuer) {
      const own = await this.readPage.ownPart(caller, id);
      caller.readings.forget();
      if (own) return void (await reply.redirect(`/svar/${own}`, 303));
    }
    await this.openRecord.open({ request, reply }, query, {
      confidential: seen.referral.confidential,
      number: seen.referral.caseNumber,
      path: `/remisser/${id}`,
      done: this.doneAt(query['klart']),
      page: (opened) => referralPage({ ...opened, seen, steps: this.steps }),
    });
  }

  /** Sending it, what was settled of a request for time and taking it out of the public register lead here too. */
  private doneAt(path: unknown): Texts | undefined {
    if (path === 'skicka') return doneSentence('referral', 'send');
    const { extensionSteps, publicationSteps } = this;
    return (
      doneAt(this.steps, path) ?? doneAt(extensionSteps.page, path) ?? doneAt(publicationSteps.page, path)
    );
  }
}

/** What is made of a request for more time. */
@PagesAt('anstand/:id')
export class ExtensionPageController extends StepRoutes<ExtensionSeen> {
  constructor(steps: ExtensionSteps, recordSteps: RecordSteps) {
    super(recordSteps, steps.page);
  }
}
