import { Injectable } from '@nestjs/common';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { CONSULTATION } from './consultation.kind.js';
import type { Caller } from '../changes/caller.js';
import { takeOrFindNumber } from '../organisation/register.js';
import { notBefore, notInTheFuture } from '../http/field-rules.js';
import type { ConsultationView } from './consultations.dto.js';
import type { CorrectRegistrationBody, RegisterConsultationBody } from './registering.dto.js';
import type { Consultation } from './consultation.entity.js';
import { longAgo } from '../rules/odd-days.js';
import { Invalid } from '../rules/problem.js';
import { because } from './refusals.js';
import type { Change } from '../changes/change.js';

/** Enters a referral in the consultee's register under a number of its own, and corrects a wrong one. */
@Injectable()
export class RegisterConsultation {
  constructor(private readonly makeChange: MakeChange) {}

  /** Also what its issuer has settled meanwhile: then the state stays what it is. */
  async register(caller: Caller, id: string, body: RegisterConsultationBody): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'register', async (consultation, change) => {
      const { today } = change;
      notInTheFuture('/receivedOn', body.receivedOn, today);
      notBefore('/receivedOn', body.receivedOn, consultation.sentOn, because.beforeSent);
      await enter(consultation, change, body.caseNumber);
      consultation.receivedOn = body.receivedOn ?? today;
      // A recorded reply that is taken back leads to where the consultation was: registered, from now on.
      await change.tx.query(
        "UPDATE recorded_replies SET recorded_from = 'registered' WHERE consultation_id = $1 AND recorded_from = 'sent'",
        [id],
      );
      return { answer: warningsView(longAgo(today, body.receivedOn), caller) };
    });
  }

  /** The earlier number stays readable in the audit trail, and taken in the register: it has been used. */
  async correct(caller: Caller, id: string, body: CorrectRegistrationBody): Promise<ConsultationView> {
    const { caseNumber, receivedOn } = body;
    return this.makeChange.step(
      caller,
      CONSULTATION,
      id,
      'correct-registration',
      async (consultation, change) => {
        if (caseNumber === undefined && receivedOn === undefined)
          throw new Invalid({ pointer: '', ...because.nothingCorrected });
        if (caseNumber !== undefined && consultation.referralId === null)
          throw new Invalid({ pointer: '/caseNumber', ...because.numberOfTheCase });
        notInTheFuture('/receivedOn', receivedOn, change.today);
        notBefore('/receivedOn', receivedOn, consultation.sentOn, because.beforeSent);
        if (caseNumber !== undefined) await enter(consultation, change, caseNumber);
        if (receivedOn !== undefined) consultation.receivedOn = receivedOn;
        return { answer: warningsView(longAgo(change.today, receivedOn), caller) };
      },
    );
  }
}

async function enter(consultation: Consultation, { tx, today }: Change, given?: string): Promise<void> {
  const consultee = consultation.consulteeCode!; // the policy lets only a body's registrar come here
  const entry = await takeOrFindNumber(tx, consultee, Number(today.slice(0, 4)), given);
  consultation.registerCode = entry.registerCode;
  consultation.ownNumberKey = entry.numberKey;
  consultation.ownCaseNumber = entry.number;
}
