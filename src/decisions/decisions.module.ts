import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/consultations.module.js';
import { AddReservation } from './add-reservation.js';
import { AgendaController } from './agenda.controller.js';
import { ConfirmMinutes } from './confirm-minutes.js';
import { CorrectDecision } from './correct-decision.js';
import { DecideConsultation } from './decide-consultation.js';
import { DecisionsController } from './decisions.controller.js';
import { DecisionsQueries } from './decisions.queries.js';
import { DecisionsToReport } from './decisions-to-report.js';
import { CorrectPostponement } from './correct-postponement.js';
import { KeepAgenda } from './keep-agenda.js';
import { OrderAgenda } from './order-agenda.js';
import { ReadAgenda } from './read-agenda.js';
import { ReportDecision } from './report-decision.js';
import { ReportingController } from './reporting.controller.js';

/** What later folders ask for too. */
const offered = [
  AddReservation,
  ConfirmMinutes,
  CorrectDecision,
  DecideConsultation,
  CorrectPostponement,
  KeepAgenda,
  OrderAgenda,
  ReadAgenda,
  ReportDecision,
];

@Module({
  imports: [ConsultationsModule],
  controllers: [AgendaController, DecisionsController, ReportingController],
  providers: [...offered, DecisionsQueries, DecisionsToReport],
  exports: offered,
})
export class DecisionsModule {}
