import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { ConfidentialityModule } from '../confidentiality/confidentiality.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { OrganisationModule } from '../organisation/organisation.module.js';
import { ReferralsModule } from '../referrals/referrals.module.js';
import { AddConsultees } from './add-consultees.js';
import { AskConsultees } from './ask-consultees.js';
import { AskingController } from './asking.controller.js';
import { ConfidentialityController } from './confidentiality/confidentiality.controller.js';
import { MarkConfidential } from './confidentiality/mark-confidential.js';
import { TellOtherSide } from './confidentiality/tell-other-side.js';
import { CorrectReferral } from './correct-referral.js';
import { ConsultationsController } from './consultations.controller.js';
import { ConsultationsQueries } from './consultations.queries.js';
import { DeclineConsultation } from './decline-consultation.js';
import { ForeseeReplies } from './foresee-replies.js';
import { HandOver } from './hand-over.js';
import { Messages } from './messages.js';
import { OpenOwnConsultation } from './open-own-consultation.js';
import { QueuesController } from './queues.controller.js';
import { ReadQueues } from './queues.js';
import { CorrectConsultee } from './correct-consultee.js';
import { RecallConsultation } from './recall-consultation.js';
import { AllowRecordedReply } from './allow-recorded-reply.js';
import { RegisterConsultation } from './register-consultation.js';
import { ReopenConsultation } from './reopen-consultation.js';
import { ReopenReferral } from './reopen-referral.js';
import { SendReferral } from './send-referral.js';
import { Search } from './search/search.js';
import { SearchController } from './search/search.controller.js';
import { SettleReferral } from './settle-referral.js';
import { SupplementReferral } from './supplement-referral.js';
import { BodiesController } from './winding-up/bodies.controller.js';
import { EndArrangements } from './winding-up/end-arrangements.js';
import { TakeBackQuestions } from './winding-up/take-back-questions.js';
import { WindUpBody } from './winding-up/wind-up-body.js';
import { WindUpOnTheDay } from './winding-up/wind-up-on-the-day.js';

/** What later folders ask for too. */
const offered = [
  AddConsultees,
  ConsultationsQueries,
  DeclineConsultation,
  ForeseeReplies,
  HandOver,
  MarkConfidential,
  Messages,
  OpenOwnConsultation,
  ReadQueues,
  CorrectConsultee,
  RecallConsultation,
  AllowRecordedReply,
  CorrectReferral,
  RegisterConsultation,
  ReopenConsultation,
  ReopenReferral,
  Search,
  SendReferral,
  SettleReferral,
  SupplementReferral,
  WindUpBody,
];

@Module({
  imports: [CasesModule, ConfidentialityModule, DeliveryModule, OrganisationModule, ReferralsModule],
  controllers: [
    BodiesController,
    AskingController,
    ConfidentialityController,
    ConsultationsController,
    QueuesController,
    SearchController,
  ],
  providers: [...offered, AskConsultees, TellOtherSide, EndArrangements, TakeBackQuestions, WindUpOnTheDay],
  exports: offered,
})
export class ConsultationsModule {}
