import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Change } from '../changes/change.js';
import { PromiseDeliveries, type Recipient } from '../delivery/promise-deliveries.js';
import type { Referral } from '../referrals/referral.entity.js';

interface Asked {
  consultation_id: string;
  consultee_code: string | null;
  consultee_name: string | null;
  consultee_email: string | null;
}

/** Asks the consultees on a sent referral's list who have not been asked yet, and promises each the packet. */
@Injectable()
export class AskConsultees {
  constructor(private readonly promiseDeliveries: PromiseDeliveries) {}

  /** The caller holds the referral's lock, so nobody is asked twice. */
  async ask(change: Change, referral: Referral, today: string): Promise<void> {
    const asked = await openConsultations(change.tx, referral, today);
    for (const { consultation_id } of asked) {
      await change.remember(
        { id: consultation_id, state: 'sent' },
        {
          verb: 'ask',
          objectType: 'consultation',
          body: referral.issuerCode,
          caseId: referral.caseId,
          referralId: referral.id,
          consultationId: consultation_id,
        },
      );
    }
    await this.promiseDeliveries.promise(
      change.tx,
      asked.map((consultation) => ({
        kind: 'packet' as const,
        topic: 'referral-sent',
        senderBody: referral.issuerCode,
        recipient: recipientOf(consultation),
        caseId: referral.caseId,
        referralId: referral.id,
        consultationId: consultation.consultation_id,
      })),
    );
  }
}

/** Title, number and dates are frozen with the packet. */
async function openConsultations(tx: EntityManager, referral: Referral, today: string): Promise<Asked[]> {
  const unasked: { position: number }[] = await tx.query(
    'SELECT position FROM referral_consultees WHERE referral_id = $1 AND consultation_id IS NULL ORDER BY position',
    [referral.id],
  );
  const [ids, positions] = [unasked.map(() => randomUUID()), unasked.map(({ position }) => position)];
  return tx.query(
    `WITH asked AS (
       SELECT listed.*, new.id AS new_id FROM unnest($2::uuid[], $3::int[]) AS new (id, position)
       JOIN referral_consultees listed ON listed.referral_id = $1 AND listed.position = new.position
     ), opened AS (
       INSERT INTO consultations (id, case_id, referral_id, issuer_code, consultee_code, consultee_name, consultee_email,
         title, case_number, state, state_since, reply_by, original_reply_by, reply_by_set_on, reply_required)
       SELECT asked.new_id, referrals.case_id, referrals.id, referrals.issuer_code, asked.body_code, asked.name,
         asked.email, referrals.title, cases.number, 'sent', $4, coalesce(asked.reply_by, referrals.reply_by),
         coalesce(asked.reply_by, referrals.reply_by), $4, asked.reply_required
       FROM asked JOIN referrals ON referrals.id = $1 JOIN cases ON cases.id = referrals.case_id
       RETURNING id
     ), noted AS (
       UPDATE referral_consultees SET consultation_id = asked.new_id FROM asked
       WHERE referral_consultees.referral_id = $1 AND referral_consultees.position = asked.position
       RETURNING referral_consultees.position
     )
     SELECT new_id AS consultation_id, body_code AS consultee_code, name AS consultee_name, email AS consultee_email
     FROM asked WHERE EXISTS (SELECT FROM opened) AND EXISTS (SELECT FROM noted) ORDER BY position`,
    [referral.id, ids, positions, today],
  );
}

/** A body's registrar, or whoever reads the address or the letter. */
export function recipientOf(consultation: Omit<Asked, 'consultation_id'>): Recipient {
  const { consultee_code: body, consultee_email: email, consultee_name: name } = consultation;
  if (body !== null) return { body, role: 'registrar' };
  if (email !== null) return { email, ...(name !== null && { name }) };
  return { name: name ?? '' };
}
