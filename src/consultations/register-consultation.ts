import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { takeOrFindNumber } from '../organisation/register.js';
import { notInTheFuture } from '../http/field-rules.js';
import type {
  ConsultationView,
  CorrectRegistrationBody,
  RegisterConsultationBody,
} from './consultations.dto.js';
import type { Consultation } from './consultation.entity.js';
import { TakeStep } from './take-step.js';
import type { Change } from '../changes/change.js';

/** Enters a referral in the consultee's register under a number of its own, and corrects a wrong one. */
@Injectable()
export class RegisterConsultation {
  constructor(private readonly takeStep: TakeStep) {}

  async register(caller: Caller, id: string, body: RegisterConsultationBody): Promise<ConsultationView> {
    return this.takeStep.take(caller, id, 'register', async (consultation, change, today) => {
      notInTheFuture('/receivedOn', body.receivedOn, today);
      await enter(consultation, change, today, body.caseNumber);
      consultation.receivedOn = body.receivedOn ?? today;
    });
  }

  /** The earlier number stays readable in the audit trail, and taken in the register: it has been used. */
  async correct(caller: Caller, id: string, body: CorrectRegistrationBody): Promise<ConsultationView> {
    return this.takeStep.take(caller, id, 'correct-registration', (consultation, change, today) =>
      enter(consultation, change, today, body.caseNumber),
    );
  }
}

async function enter(
  consultation: Consultation,
  { tx }: Change,
  today: string,
  given?: string,
): Promise<void> {
  const consultee = consultation.consulteeCode!; // the policy lets only a body's registrar come here
  const entry = await takeOrFindNumber(tx, consultee, Number(today.slice(0, 4)), given);
  consultation.registerCode = entry.registerCode;
  consultation.ownNumberKey = entry.numberKey;
  consultation.ownCaseNumber = entry.number;
}
