import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ConsultationView } from '../consultations/consultations.dto.js';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { PageQuery } from '../lists/paging.dto.js';
import { RecordId } from '../http/record-id.pipe.js';
import { WriteBody } from '../http/write.dto.js';
import { ListedIn } from '../http/resource-headers.js';
import { AddReservation } from './add-reservation.js';
import { ConfirmMinutes } from './confirm-minutes.js';
import { CorrectDecision } from './correct-decision.js';
import { CorrectPostponement } from './correct-postponement.js';
import { DecideConsultation } from './decide-consultation.js';
import {
  AddReservationBody,
  ConfirmBody,
  CorrectDecisionBody,
  DecideBody,
  DecideByDelegationBody,
  DecisionCorrectionsPage,
  ReservationsPage,
  ReservationView,
} from './decisions.dto.js';
import {
  CorrectPostponementBody,
  PrepareBody,
  TableBody,
  ReferBackBody,
  ScheduleBody,
} from './scheduling.dto.js';
import { DecisionsQueries } from './decisions.queries.js';
import { KeepAgenda } from './keep-agenda.js';

@ApiTags('Decisions')
@Controller('consultations/:id')
export class DecisionsController {
  constructor(
    private readonly keepAgenda: KeepAgenda,
    private readonly correctingPostponement: CorrectPostponement,
    private readonly decideConsultation: DecideConsultation,
    private readonly correctDecision: CorrectDecision,
    private readonly confirmMinutes: ConfirmMinutes,
    private readonly addReservation: AddReservation,
    private readonly queries: DecisionsQueries,
  ) {}

  /**
   * Put the approved statement on the agenda of one of the body's meetings.
   * @remarks Sätt upp det godkända yttrandet på föredragningslistan till ett av organets sammanträden.
   */
  @Does('consultation.schedule')
  @Post('schedule')
  @HttpCode(200)
  async schedule(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: ScheduleBody,
  ): Promise<ConsultationView> {
    return this.keepAgenda.schedule(caller, id, body);
  }

  /**
   * Take it off the agenda again.
   * @remarks Ta bort ärendet från föredragningslistan.
   */
  @Does('consultation.unschedule')
  @Post('unschedule')
  @HttpCode(200)
  async unschedule(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<ConsultationView> {
    return this.keepAgenda.unschedule(caller, id);
  }

  /**
   * Record that the meeting tabled the matter: it comes up again as it is, on the agenda of the next meeting when that is given.
   * @remarks För in att ärendet bordlagts: det kommer upp igen som det är, på nästa sammanträdes föredragningslista när det anges.
   */
  @Does('consultation.table')
  @Post('table')
  @HttpCode(200)
  async table(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: TableBody,
  ): Promise<ConsultationView> {
    return this.keepAgenda.table(caller, id, body);
  }

  /**
   * Record that a committee prepared the matter and what it proposes: it goes on to the board, to its meeting's agenda when that is given.
   * @remarks För in att ett utskott berett ärendet och vad det föreslår: det går vidare till nämnden, till dess sammanträdes föredragningslista när det anges.
   */
  @Does('consultation.prepare')
  @Post('prepare')
  @HttpCode(200)
  async prepare(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: PrepareBody,
  ): Promise<ConsultationView> {
    return this.keepAgenda.prepare(caller, id, body);
  }

  /**
   * Correct section, day, reason or proposal of a tabling, a referral back or a preparation, or take it back; the latest
   * unless another is named. Where the matter is stays what it is.
   * @remarks Rätta paragraf, dag, skäl eller förslag för en bordläggning, återremiss eller beredning, eller ta tillbaka den;
   * den senaste om ingen annan anges. Var ärendet är ändras inte.
   */
  @Does('consultation.correct-postponement')
  @Post('correct-postponement')
  @HttpCode(200)
  async correctPostponement(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: CorrectPostponementBody,
  ): Promise<ConsultationView> {
    return this.correctingPostponement.correct(caller, id, body);
  }

  /**
   * Record that the board referred the matter back for more work.
   * @remarks För in att nämnden återremitterat ärendet för mer arbete.
   */
  @Does('consultation.refer-back')
  @Post('refer-back')
  @HttpCode(200)
  async referBack(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: ReferBackBody,
  ): Promise<ConsultationView> {
    return this.keepAgenda.referBack(caller, id, body);
  }

  /**
   * Record what the board or its committee decided.
   * @remarks För in vad nämnden eller dess utskott beslutade.
   */
  @Does('consultation.decide')
  @Post('decide')
  @HttpCode(200)
  async decide(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: DecideBody,
  ): Promise<ConsultationView> {
    return this.decideConsultation.decide(caller, id, body);
  }

  /**
   * Record a decision by delegation, or the chair's urgent one.
   * @remarks För in ett beslut på delegation, eller ordförandens brådskande beslut.
   */
  @Does('consultation.decide-by-delegation')
  @Post('decide-by-delegation')
  @HttpCode(200)
  async decideByDelegation(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: DecideByDelegationBody,
  ): Promise<ConsultationView> {
    return this.decideConsultation.decideByDelegation(caller, id, body);
  }

  /**
   * Correct a decision that was recorded wrongly; the earlier wording stays readable.
   * @remarks Rätta ett beslut som förts in fel; den tidigare lydelsen går att läsa.
   */
  @Does('consultation.correct')
  @Post('correct')
  @HttpCode(200)
  async correct(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: CorrectDecisionBody,
  ): Promise<ConsultationView> {
    return this.correctDecision.correct(caller, id, body);
  }

  /**
   * List what corrections of the decision replaced.
   * @remarks Lista vad rättelser av beslutet har ersatt.
   */
  @Get('corrections')
  async corrections(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: PageQuery,
  ): Promise<DecisionCorrectionsPage> {
    return this.queries.corrections(caller, id, query);
  }

  /**
   * Record that the minutes were confirmed.
   * @remarks För in att protokollet är justerat.
   */
  @Does('consultation.confirm')
  @Post('confirm')
  @HttpCode(200)
  async confirm(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: ConfirmBody,
  ): Promise<ConsultationView> {
    return this.confirmMinutes.confirm(caller, id, body);
  }

  /**
   * List the reservations.
   * @remarks Lista reservationerna.
   */
  @Get('reservations')
  async listReservations(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: PageQuery,
  ): Promise<ReservationsPage> {
    return this.queries.reservations(caller, id, query);
  }

  /**
   * Add a reservation, until the minutes are confirmed.
   * @remarks Lägg till en reservation, tills protokollet är justerat.
   */
  @Does('consultation.add-reservation')
  @Post('reservations')
  @ListedIn('consultations/:id/reservations')
  async reserve(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: AddReservationBody,
  ): Promise<ReservationView> {
    return this.addReservation.add(caller, id, body);
  }
}
