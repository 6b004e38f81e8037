import { Injectable } from '@nestjs/common';
import { MakeChange } from '../changes/make-change.js';
import { CASE } from '../cases/case.kind.js';
import { ReferralCase } from '../cases/referral-case.entity.js';
import { warningsView } from '../changes/warnings-view.js';
import { occasionOf } from '../changes/step.js';
import { caseIsVisible } from '../identity/visibility.js';
import { because as numberTaken } from '../organisation/refusals.js';
import { whenBroken } from '../organisation/when-broken.js';
import { aboutConsultation, CONSULTATION } from './consultation.kind.js';
import type { Caller } from '../changes/caller.js';
import { takeOrFindNumber } from '../organisation/register.js';
import { notBefore, notInTheFuture } from '../http/field-rules.js';
import type {
  ConsultationView,
  CorrectRegistrationBody,
  RegisterConsultationBody,
} from './consultations.dto.js';
import { Consultation } from './consultation.entity.js';
import { longAgo } from '../rules/odd-days.js';
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
    return this.makeChange.step(
      caller,
      CONSULTATION,
      id,
      'correct-registration',
      async (consultation, change) => {
        await enter(consultation, change, body.caseNumber);
        if (consultation.referralId === null) await renumberCase(change, consultation);
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

/** A body's own replies stand under their case's number: all of them are corrected as one. */
async function renumberCase(change: Change, consultation: Consultation): Promise<void> {
  const { caseId, registerCode, ownNumberKey, ownCaseNumber } = consultation;
  const referralCase = await change.lock(ReferralCase, caseId, caseIsVisible);
  Object.assign(referralCase, { registerCode, numberKey: ownNumberKey, number: ownCaseNumber });
  await whenBroken('cases_number_taken', numberTaken.caseNumberTaken(referralCase.number), () =>
    change.save(ReferralCase, referralCase, occasionOf(CASE, referralCase, 'edit')),
  );
  const others: object[] = await change.tx.query(
    `SELECT * FROM consultations WHERE case_id = $1 AND referral_id IS NULL AND id <> $2 ORDER BY id FOR NO KEY UPDATE`,
    [caseId, consultation.id],
  );
  for (const row of others) {
    const other = Object.assign(change.track(Consultation, row), {
      registerCode,
      ownNumberKey,
      ownCaseNumber,
    });
    const verb = 'correct-registration';
    const occasion = { verb, objectType: 'consultation', ...aboutConsultation(other, verb) };
    await change.save(Consultation, other, occasion);
  }
}
