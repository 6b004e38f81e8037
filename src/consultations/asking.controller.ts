import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { RecordId } from '../http/record-id.pipe.js';
import { CreatedIn } from '../http/resource-headers.js';
import { ReasonBody, WriteBody } from '../http/write.dto.js';
import { AlsoTable, answerWithTable, CurrentExchange, type Exchange } from '../lists/write-table.js';
import { AddConsulteeBody, ReferralView } from '../referrals/referrals.dto.js';
import { AddConsultees } from './add-consultees.js';
import { ConsultationsPage, ConsultationsQuery, ConsultationView } from './consultations.dto.js';
import { OpenConsultationBody } from './registering.dto.js';
import { ConsultationsQueries } from './consultations.queries.js';
import { consultationsTable } from './consultations.table.js';
import { CorrectReferral } from './correct-referral.js';
import { ForeseeReplies } from './foresee-replies.js';
import { OpenOwnConsultation } from './open-own-consultation.js';
import {
  CorrectReferralBody,
  SendBody,
  SendDryRunView,
  SendQuery,
  SupplementReferralBody,
} from './planning.dto.js';
import { ReopenReferral } from './reopen-referral.js';
import { SendReferral } from './send-referral.js';
import { SettleReferral } from './settle-referral.js';
import { SupplementReferral } from './supplement-referral.js';

const SENT = { $ref: getSchemaPath(ReferralView) };
const FORESEEN = { $ref: getSchemaPath(SendDryRunView) };

/** What makes consultations, and what settles them together. */
@ApiTags('Referrals')
@Controller()
export class AskingController {
  constructor(
    private readonly queries: ConsultationsQueries,
    private readonly sendReferral: SendReferral,
    private readonly foreseeReplies: ForeseeReplies,
    private readonly correctReferral: CorrectReferral,
    private readonly supplementReferral: SupplementReferral,
    private readonly settleReferral: SettleReferral,
    private readonly reopenReferral: ReopenReferral,
    private readonly addConsultees: AddConsultees,
    private readonly openOwnConsultation: OpenOwnConsultation,
  ) {}

  /**
   * Send the referral to its consultees. With `dryRun=true` nothing changes, and no `If-Match` is needed.
   * @remarks Skicka remissen till remissinstanserna. Med `dryRun=true` ändras inget, och då behövs ingen
   * `If-Match`.
   */
  @Does('referral.send')
  @Post('referrals/:id/send')
  @HttpCode(200)
  @ApiExtraModels(SendDryRunView)
  @ApiOkResponse({ schema: { oneOf: [SENT, FORESEEN] } })
  async send(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() { dryRun }: SendQuery,
    @Body() body: SendBody,
  ): Promise<ReferralView | SendDryRunView> {
    return dryRun ? this.foreseeReplies.foresee(caller, id, body) : this.sendReferral.send(caller, id, body);
  }

  /**
   * Correct the day the referral was sent, or what it says: then the packet has a next version, and every consultee is
   * told. What was there before stays readable.
   * @remarks Rätta den dag remissen skickades, eller det som står i den: då får det som skickas ut en ny version, och
   * alla remissinstanser får veta det. Det tidigare finns kvar.
   */
  @Does('referral.correct')
  @Post('referrals/:id/correct')
  @HttpCode(200)
  async correct(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: CorrectReferralBody,
  ): Promise<ReferralView> {
    return this.correctReferral.correct(caller, id, body);
  }

  /**
   * Supplement a referral that has been sent, with a document or other questions: the packet has a next version, and
   * every consultee is told.
   * @remarks Komplettera en skickad remiss med en handling eller andra frågor: det som skickas ut får en ny version,
   * och alla remissinstanser får veta det.
   */
  @Does('referral.supplement')
  @Post('referrals/:id/supplement')
  @HttpCode(200)
  async supplement(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: SupplementReferralBody,
  ): Promise<ReferralView> {
    return this.supplementReferral.supplement(caller, id, body);
  }

  /**
   * Close the referral: whoever has not decided by now is recorded as not having replied.
   * @remarks Avsluta remissen: den som inte har beslutat än antecknas som att inte ha svarat.
   */
  @Does('referral.close')
  @Post('referrals/:id/close')
  @HttpCode(200)
  async close(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<ReferralView> {
    return this.settleReferral.settle(caller, id, 'close');
  }

  /**
   * Reopen a referral that was closed by mistake: each consultation is where it was before.
   * @remarks Öppna en remiss som avslutats av misstag: varje remissinstans är där den var innan.
   */
  @Does('referral.reopen')
  @Post('referrals/:id/reopen')
  @HttpCode(200)
  async reopen(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: ReasonBody,
  ): Promise<ReferralView> {
    return this.reopenReferral.reopen(caller, id);
  }

  /**
   * Withdraw the referral.
   * @remarks Återkalla remissen.
   */
  @Does('referral.withdraw')
  @Post('referrals/:id/withdraw')
  @HttpCode(200)
  async withdraw(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: ReasonBody,
  ): Promise<ReferralView> {
    return this.settleReferral.settle(caller, id, 'withdraw');
  }

  /**
   * Add a consultee, also after sending: then it is asked at once.
   * @remarks Lägg till en remissinstans, också efter utskicket: då tillfrågas den genast.
   */
  @Does('referral.add-consultee')
  @Post('referrals/:id/consultees')
  @CreatedIn('referrals')
  async addConsultee(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: AddConsulteeBody,
  ): Promise<ReferralView> {
    return this.addConsultees.add(caller, id, body);
  }

  /**
   * List the consultations of a case.
   * @remarks Lista ett ärendes remissomgångar per remissinstans.
   */
  @Get('cases/:id/consultations')
  @AlsoTable(ConsultationsPage)
  async ofCase(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: ConsultationsQuery,
    @CurrentExchange() exchange: Exchange,
  ): Promise<ConsultationsPage | StreamableFile> {
    return answerWithTable(exchange, query, consultationsTable, (page) =>
      this.queries.ofCase(caller, id, page),
    );
  }

  /**
   * Open a body's own reply to the outside referral that a case begins with.
   * @remarks Öppna organets eget svar på den utifrån komna remiss som ärendet börjar med.
   */
  @Does('case.open-consultation')
  @Post('cases/:id/consultations')
  @CreatedIn('consultations')
  async open(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: OpenConsultationBody,
  ): Promise<ConsultationView> {
    return this.openOwnConsultation.open(caller, id, body);
  }
}
