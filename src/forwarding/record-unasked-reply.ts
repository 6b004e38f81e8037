import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import type { Attempt, Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { addingToIt, begin } from '../changes/step.js';
import { warningsView } from '../changes/warnings-view.js';
import { Consultation } from '../consultations/consultation.entity.js';
import { aboutConsultation } from '../consultations/consultation.kind.js';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import { readConsultation } from '../consultations/read-consultation.js';
import { because as ofBodies } from '../organisation/refusals.js';
import { woundUpAmong } from '../organisation/register.js';
import { listedAs } from '../referrals/consultees.js';
import type { Referral } from '../referrals/referral.entity.js';
import { REFERRAL } from '../referrals/referral.kind.js';
import { personalNumberWarnings } from '../rules/personal-data.js';
import { Conflict, Invalid } from '../rules/problem.js';
import { insertReply, oddReply, refuseWrong } from './record-reply.js';
import type { RecordUnaskedReplyBody } from './recorded-reply.dto.js';
import { because } from './refusals.js';

/** Its issuer is locked before it is, so that the body is not wound up meanwhile. */
const REFERRAL_OF_A_BODY = {
  ...REFERRAL,
  lock: async (attempt: Attempt, id: string): Promise<Referral> => {
    await attempt.tx.query(
      'SELECT FROM bodies WHERE code = (SELECT issuer_code FROM referrals WHERE id = $1) FOR SHARE',
      [id],
    );
    return REFERRAL.lock(attempt, id);
  },
};

@Injectable()
export class RecordUnaskedReply {
  constructor(private readonly makeChange: MakeChange) {}

  /** The reply has a consultation of its own, received from the start; nothing was sent. Taken back, it is withdrawn. */
  async record(caller: Caller, id: string, body: RecordUnaskedReplyBody): Promise<ConsultationView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { tx, today } = attempt;
      const { change, row: referral } = await begin(
        attempt,
        REFERRAL_OF_A_BODY,
        id,
        'record-unasked-reply',
        addingToIt,
      );
      if ((await woundUpAmong(tx, [referral.issuerCode])).length > 0) throw new Conflict(ofBodies.woundUp);
      await refuseWrong(change, { ...referral, referralId: id }, body);
      if (!body.anotherOfTheName) await refuseKnown(change, id, body.name);
      const consultation = await received(change, referral, body);
      await change.insert(Consultation, consultation, {
        ...aboutConsultation(consultation, 'record-reply'),
        verb: 'record-unasked-reply',
        objectType: 'consultation',
      });
      await insertReply(change, consultation.id, body, 'withdrawn');
      const view = await readConsultation(tx, caller, consultation.id, today);
      return {
        ...view,
        ...warningsView([...oddReply(today, body), ...personalNumberWarnings(body.name)], caller),
      };
    });
  }
}

/** @throws Invalid where the referral has a consultee of that name that is still asked or has replied. */
async function refuseKnown({ tx }: Change, referralId: string, name: string): Promise<void> {
  const known: { name: string }[] = await tx.query(
    "SELECT consultee_name AS name FROM consultations WHERE referral_id = $1 AND consultee_name IS NOT NULL AND state <> 'withdrawn'",
    [referralId],
  );
  if (known.some((one) => listedAs(one) === listedAs({ name })))
    throw new Invalid({ pointer: '/name', ...because.repliedAlready });
}

async function received(
  { tx, today }: Change,
  referral: Referral,
  { name, email, kind, receivedOn }: RecordUnaskedReplyBody,
): Promise<Consultation> {
  const [row]: { number: string }[] = await tx.query('SELECT number FROM cases WHERE id = $1', [
    referral.caseId,
  ]);
  const replyBy = referral.replyBy ?? receivedOn;
  return Object.assign(new Consultation(), {
    caseId: referral.caseId,
    referralId: referral.id,
    issuerCode: referral.issuerCode,
    consulteeName: name,
    consulteeEmail: email ?? null,
    consulteeKind: kind ?? null,
    title: referral.title,
    caseNumber: row!.number,
    state: 'received' as const,
    stateSince: today,
    replyBy,
    originalReplyBy: replyBy,
    replyBySetOn: today,
    replyRequired: false,
    reachedIssuerOn: receivedOn,
    unasked: true,
  });
}
