import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ConsultationView } from '../consultations/consultations.dto.js';
import { ConsultationsQueries } from '../consultations/consultations.queries.js';
import { DeliveriesPage, DeliveriesQuery } from '../delivery/deliveries.dto.js';
import { DeliveriesQueries } from '../delivery/deliveries.queries.js';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { PageQuery } from '../lists/paging.dto.js';
import { RecordId } from '../http/record-id.pipe.js';
import { WriteBody } from '../http/write.dto.js';
import { AcknowledgeReceipt } from './acknowledge-receipt.js';
import { ForwardStatement } from './forward-statement.js';
import {
  DispatchesPage,
  DispatchView,
  ForwardBody,
  ForwardCorrectionBody,
  ForwardedView,
  RepliesPage,
} from './forwarding.dto.js';
import { ForwardingQueries } from './forwarding.queries.js';

@ApiTags('Forwarding')
@Controller()
export class ForwardingController {
  constructor(
    private readonly forwardStatement: ForwardStatement,
    private readonly acknowledgeReceipt: AcknowledgeReceipt,
    private readonly queries: ForwardingQueries,
    private readonly consultations: ConsultationsQueries,
    private readonly deliveries: DeliveriesQueries,
  ) {}

  /**
   * Forward the decided statement. The deliveries are made in the background.
   * @remarks Expediera det beslutade yttrandet. Leveranserna görs i bakgrunden.
   */
  @Does('consultation.forward')
  @Post('consultations/:id/forward')
  @HttpCode(202)
  async forward(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: ForwardBody,
  ): Promise<ForwardedView> {
    return this.forwardStatement.forward(caller, id, body);
  }

  /**
   * Forward a correction: a new dispatch that names the one it replaces.
   * @remarks Expediera en rättelse: en ny expediering som nämner den som den ersätter.
   */
  @Does('consultation.forward-correction')
  @Post('consultations/:id/forward-correction')
  @HttpCode(202)
  async forwardCorrection(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: ForwardCorrectionBody,
  ): Promise<ForwardedView> {
    return this.forwardStatement.forwardCorrection(caller, id, body);
  }

  /**
   * Register the statement as received.
   * @remarks Kvittera att yttrandet har kommit in.
   */
  @Does('consultation.acknowledge')
  @Post('consultations/:id/acknowledge')
  @HttpCode(200)
  async acknowledge(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<ConsultationView> {
    return this.acknowledgeReceipt.acknowledge(caller, id);
  }

  /**
   * List the deliveries about a consultation that are your side's, newest first.
   * @remarks Lista din sidas leveranser i ett remissvar, de senaste först.
   */
  @Get('consultations/:id/deliveries')
  async ofConsultation(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: DeliveriesQuery,
  ): Promise<DeliveriesPage> {
    await this.consultations.one(caller, id);
    return this.deliveries.ofConsultation(caller, id, query);
  }

  /**
   * List what was forwarded, newest first.
   * @remarks Lista det som expedierats, det senaste först.
   */
  @Get('consultations/:id/dispatches')
  async dispatches(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: PageQuery,
  ): Promise<DispatchesPage> {
    return this.queries.dispatches(caller, id, query);
  }

  /**
   * Read a dispatch with its content, whose hash can be verified.
   * @remarks Läs en expediering med dess innehåll, vars kontrollsumma går att verifiera.
   */
  @Get('dispatches/:id')
  async dispatch(@CurrentCaller() caller: Caller, @Param('id', RecordId) id: string): Promise<DispatchView> {
    return this.queries.dispatch(caller, id);
  }

  /**
   * List what has come in for a referral, and who is missing, overdue or late.
   * @remarks Lista vad som kommit in på en remiss, och vem som saknas eller är sen.
   */
  @Does('referral.compile')
  @Get('referrals/:id/replies')
  async replies(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: PageQuery,
  ): Promise<RepliesPage> {
    return this.queries.replies(caller, id, query);
  }
}
