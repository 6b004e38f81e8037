import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/consultations.module.js';
import { AddReservation } from './add-reservation.js';
import { ConfirmMinutes } from './confirm-minutes.js';
import { CorrectDecision } from './correct-decision.js';
import { DecideConsultation } from './decide-consultation.js';
import { DecisionsController } from './decisions.controller.js';
import { DecisionsQueries } from './decisions.queries.js';
import { KeepAgenda } from './keep-agenda.js';

@Module({
  imports: [ConsultationsModule],
  controllers: [DecisionsController],
  providers: [
    AddReservation,
    ConfirmMinutes,
    CorrectDecision,
    DecideConsultation,
    DecisionsQueries,
    KeepAgenda,
  ],
  exports: [AddReservation, ConfirmMinutes, CorrectDecision, DecideConsultation, KeepAgenda],
})
export class DecisionsModule {}
