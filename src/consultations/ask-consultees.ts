import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Attempt, Change } from '../changes/change.js';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import { Conflict } from '../rules/problem.js';
import { woundUpAmong } from '../organisation/register.js';
import type { Referral } from '../referrals/referral.entity.js';
import { REFERRAL } from '../referrals/referral.kind.js';
import type { Consultation } from './consultation.entity.js';
import { toConsultee } from './notices.js';
import { because } from './refusals.js';

type Asked = Pick<Consultation, 'id' | 'consulteeCode' | 'consulteeName' | 'consulteeEmail' | 'replyBy'>;

/** Asks the consultees on a sent referral's list who have not been asked yet, and promises each the packet. */
@Injectable()
export class AskConsultees {
  constructor(private readonly promiseDeliveries: PromiseDeliveries) {}

  /** The caller holds the referral's lock, so nobody is asked twice. @param sentOn the day they were: reminders are reckoned from it. */
  async ask(change: Change, referral: Referral, sentOn: string): Promise<void> {
    const { caseId, issuerCode } = referral;
    const opened = await openConsultations(change.tx, referral, sentOn);
    const asked = opened.map((consultation) => ({
      ...consultation,
      issuerCode,
      about: { caseId, referralId: referral.id, consultationId: consultation.id },
    }));
    for (const { id, about, replyBy } of asked) {
      const occasion = { verb: 'ask', objectType: 'consultation', body: issuerCode, ...about };
      await change.remember({ id, state: 'sent' }, occasion, { before: null, after: { replyBy, sentOn } });
    }
    await this.promiseDeliveries.promise(
      change.tx,
      asked.map((consultation) => toConsultee(consultation, 'referral-sent', { kind: 'packet' })),
    );
  }
}

/** A referral whose consultees are asked: its bodies are locked before it is, as by whoever winds one of them up. */
export const REFERRAL_THAT_ASKS = {
  ...REFERRAL,
  lock: async (attempt: Attempt, id: string): Promise<Referral> => {
    await attempt.tx.query(
      `SELECT FROM bodies WHERE code IN (SELECT issuer_code FROM referrals WHERE id = $1
         UNION SELECT body_code FROM referral_consultees WHERE referral_id = $1) ORDER BY code FOR SHARE`,
      [id],
    );
    return REFERRAL.lock(attempt, id);
  },
};

/**
 * Bodies that were wound up since the draft named them are not asked, nor is the issuer itself, which may have taken
 * over from the one that wrote the draft.
 *
 * @throws Conflict
 */
async function everyoneIsThere(tx: EntityManager, { id, issuerCode }: Referral): Promise<void> {
  const listed: { body: string }[] = await tx.query(
    `SELECT body_code AS body FROM referral_consultees
     WHERE referral_id = $1 AND consultation_id IS NULL AND body_code IS NOT NULL`,
    [id],
  );
  const bodies = listed.map(({ body }) => body);
  if (bodies.includes(issuerCode)) throw new Conflict(because.issuerConsultsItself);
  const gone = await woundUpAmong(tx, bodies);
  if (gone.length > 0) throw new Conflict(because.consulteeWoundUp(gone.join(', ')));
}

/** Title, number and dates are frozen with the packet. */
async function openConsultations(tx: EntityManager, referral: Referral, sentOn: string): Promise<Asked[]> {
  const unasked: { position: number }[] = await tx.query(
    'SELECT position FROM referral_consultees WHERE referral_id = $1 AND consultation_id IS NULL ORDER BY position',
    [referral.id],
  );
  await everyoneIsThere(tx, referral);
  const [ids, positions] = [unasked.map(() => randomUUID()), unasked.map(({ position }) => position)];
  return tx.query(
    `WITH asked AS (
       SELECT listed.*, new.id AS new_id FROM unnest($2::uuid[], $3::int[]) AS new (id, position)
       JOIN referral_consultees listed ON listed.referral_id = $1 AND listed.position = new.position
     ), opened AS (
       INSERT INTO consultations (id, case_id, referral_id, issuer_code, consultee_code, consultee_name, consultee_email,
         title, case_number, state, state_since, reply_by, original_reply_by, reply_by_set_on, reply_required, sent_on)
       SELECT asked.new_id, referrals.case_id, referrals.id, referrals.issuer_code, asked.body_code, asked.name,
         asked.email, referrals.title, cases.number, 'sent', $4, coalesce(asked.reply_by, referrals.reply_by),
         coalesce(asked.reply_by, referrals.reply_by), $4, asked.reply_required, $4
       FROM asked JOIN referrals ON referrals.id = $1 JOIN cases ON cases.id = referrals.case_id
       RETURNING id, reply_by
     ), noted AS (
       UPDATE referral_consultees SET consultation_id = asked.new_id FROM asked
       WHERE referral_consultees.referral_id = $1 AND referral_consultees.position = asked.position
       RETURNING referral_consultees.position
     )
     SELECT new_id AS id, body_code AS "consulteeCode", name AS "consulteeName", email AS "consulteeEmail",
       opened.reply_by AS "replyBy"
     FROM asked JOIN opened ON opened.id = asked.new_id WHERE EXISTS (SELECT FROM noted) ORDER BY position`,
    [referral.id, ids, positions, sentOn],
  );
}
