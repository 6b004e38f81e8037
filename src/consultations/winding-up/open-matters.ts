import type { EntityManager } from 'typeorm';
import { actingAsTheService } from '../../database/acting.js';
import type { ConsultationState } from '../../rules/consultation-states.js';

/** What a body has left open, by the numbers that registers know it by; whoever winds it up sees no more of it. */
export interface OpenMatters {
  readonly cases: readonly string[];
  /** Consultations that it has not decided on; its own replies go with their cases. */
  readonly replies: readonly string[];
  /** What it has decided and not forwarded: that is sent in its own name, whoever does it. */
  readonly decided: readonly string[];
  /** What the successor is a party to already, so that it cannot take the body's place. */
  readonly doubled: readonly string[];
  /** Bodies whose register it keeps. */
  readonly keepsFor: readonly string[];
}

export const HANDED_OVER: readonly ConsultationState[] = [
  'sent',
  'registered',
  'drafting',
  'in-review',
  'approved',
  'on-agenda',
];

/** As the service: whoever winds a body up is its administrator, to whom no matter is open. */
export async function openMatters(
  tx: EntityManager,
  body: string,
  successor: string | null,
): Promise<OpenMatters> {
  const [found]: [OpenMatters] = await actingAsTheService(() =>
    tx.query(
      `SELECT ARRAY(SELECT number FROM cases WHERE issuer_code = $1 AND state = 'open' ORDER BY number) AS cases,
         ARRAY(SELECT ${NUMBER} FROM consultations asked
           WHERE ${OWN} AND state = ANY($3) ORDER BY 1) AS replies,
         ARRAY(SELECT ${NUMBER} FROM consultations asked
           WHERE ${OWN} AND state IN ('decided', 'confirmed') ORDER BY 1) AS decided,
         ARRAY(SELECT ${NUMBER} FROM consultations asked WHERE ${OWN} AND state = ANY($3)
             AND (issuer_code = $2 OR EXISTS (SELECT FROM consultations theirs
               WHERE theirs.referral_id = asked.referral_id AND theirs.consultee_code = $2))
           UNION
           SELECT number FROM cases JOIN consultations asked ON asked.case_id = cases.id
           WHERE cases.issuer_code = $1 AND cases.state = 'open' AND asked.consultee_code = $2 AND asked.state = ANY($4)
           ORDER BY 1) AS doubled,
         ARRAY(SELECT code FROM bodies WHERE register_kept_by = $1 AND active ORDER BY code) AS "keepsFor"`,
      [body, successor, HANDED_OVER, [...HANDED_OVER, 'decided', 'confirmed', 'forwarded']],
    ),
  );
  return found;
}

const NUMBER = 'coalesce(asked.own_case_number, asked.case_number)';
const OWN = 'asked.consultee_code = $1 AND asked.referral_id IS NOT NULL';
