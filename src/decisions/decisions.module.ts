import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/consultations.module.js';
import { AddReservation } from './add-reservation.js';
import { AgendaController } from './agenda.controller.js';
import { ConfirmMinutes } from './confirm-minutes.js';
import { CorrectDecision } from './correct-decision.js';
import { DecideConsultation } from './decide-consultation.js';
import { DecisionsController } from './decisions.controller.js';
import { DecisionsQueries } from './decisions.queries.js';
import { KeepAgenda } from './keep-agenda.js';
import { OrderAgenda } from './order-agenda.js';
import { ReadAgenda } from './read-agenda.js';

@Module({
  imports: [ConsultationsModule],
  controllers: [AgendaController, DecisionsController],
  providers: [
    AddReservation,
    ConfirmMinutes,
    CorrectDecision,
    DecideConsultation,
    DecisionsQueries,
    KeepAgenda,
    OrderAgenda,
    ReadAgenda,
  ],
  exports: [
    AddReservation,
    ConfirmMinutes,
    CorrectDecision,
    DecideConsultation,
    KeepAgenda,
    OrderAgenda,
    ReadAgenda,
  ],
})
export class DecisionsModule {}
