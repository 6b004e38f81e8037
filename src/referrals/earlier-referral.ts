import type { EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { referralIsVisible, scopeOf } from '../identity/visibility.js';
import { Invalid } from '../rules/problem.js';
import type { Question } from './referral.entity.js';
import type { ConsulteeBody } from './referrals.dto.js';
import { because } from './refusals.js';

/** What another referral may take from one that was before it. */
export interface EarlierReferral {
  readonly id: string;
  readonly letter: string | null;
  readonly questions: Question[];
  readonly consultees: ConsulteeBody[];
}

/** An earlier referral of the same issuer. @throws Invalid when the caller sees none of that id. */
export async function earlierReferral(
  tx: EntityManager,
  caller: Caller,
  id: string,
  issuer: string,
  pointer: string,
): Promise<EarlierReferral> {
  const [earlier]: EarlierReferral[] = await tx.query(
    `SELECT referrals.id, letter, questions,
       (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('body', body_code, 'name', name, 'kind', kind, 'email', email,
          'replyRequired', reply_required)) ORDER BY position), '[]')
        FROM referral_consultees WHERE referral_id = referrals.id) AS consultees
     FROM referrals WHERE referrals.id = $3 AND issuer_code = $4 AND ${referralIsVisible('referrals')}`,
    [...scopeOf(caller.actor), id, issuer],
  );
  if (earlier) return earlier;
  throw new Invalid({ pointer, ...because.unknownReferral });
}
