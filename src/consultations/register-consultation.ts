import { Injectable } from '@nestjs/common';
import type { Caller } from '../http/caller.js';
import { findNumber, takeNumber } from '../organisation/register.js';
import type { ConsultationView, RegisterConsultationBody } from './consultations.dto.js';
import { TakeStep } from './take-step.js';

@Injectable()
export class RegisterConsultation {
  constructor(private readonly takeStep: TakeStep) {}

  /** Enters the referral in the consultee's register, under a number of its own. */
  async register(caller: Caller, id: string, body: RegisterConsultationBody): Promise<ConsultationView> {
    return this.takeStep.take(caller, id, 'register', async (consultation, { tx }, today) => {
      const consultee = consultation.consulteeCode!; // without a body there is no one the policy lets register
      const year = Number(today.slice(0, 4));
      const entry =
        (body.caseNumber && (await findNumber(tx, consultee, body.caseNumber))) ||
        (await takeNumber(tx, consultee, year, body.caseNumber));
      consultation.registerCode = entry.registerCode;
      consultation.ownNumberKey = entry.numberKey;
      consultation.ownCaseNumber = entry.number;
      consultation.receivedOn = body.receivedOn ?? today;
    });
  }
}
