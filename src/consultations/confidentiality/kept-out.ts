import type { EntityManager } from 'typeorm';
import type { ConfidentialType } from '../../confidentiality/confidentiality.dto.js';
import { UNANSWERED_STATES } from '../../rules/consultation-states.js';
import type { Reason } from '../../rules/problem.js';

interface Kept {
  readonly consultee: string;
  readonly nobody_sees: boolean;
  /** The officer of the matter, where they are not on a list. */
  readonly officer: string | null;
}

/** At the consultee alone: an issuer's marking keeps nobody there from their work, but in its own reply to an outside sender. */
const KEPT = `
  SELECT consultee_code AS consultee, NOT somebody_sees(consultee_code, own_seen_by, statement_seen_by, NULL) AS nobody_sees,
    CASE WHEN NOT (is_open_to(own_seen_by, own) AND is_open_to(statement_seen_by, own)) THEN officer END AS officer
  FROM consultations
  CROSS JOIN LATERAL marks_of(officer, (now() AT TIME ZONE 'Europe/Stockholm')::date) AS own
  WHERE $2 = CASE WHEN $1 = 'case' AND referral_id IS NULL THEN case_id WHEN $1 IN ('consultation', 'statement') THEN id END
    AND consultee_code IS NOT NULL AND state = ANY($3)
  ORDER BY consultee_code`;

/** Whom a marking keeps from work that waits for them: rightly perhaps, but nobody should find out by silence. */
export async function keptOut(tx: EntityManager, type: ConfidentialType, id: string): Promise<Reason[]> {
  if (type === 'document') return [];
  const kept: Kept[] = await tx.query(KEPT, [type, id, UNANSWERED_STATES]);
  return kept.flatMap(({ consultee, nobody_sees, officer }) => {
    if (nobody_sees) return [consulteeKeptOut(consultee)];
    return officer === null ? [] : [officerKeptOut(officer)];
  });
}

const consulteeKeptOut = (consultee: string): Reason => ({
  code: 'consultee-may-not-see',
  detail: {
    sv: `Hos ${consultee} får ingen längre se ärendet, och ingen där påminns om det.`,
    en: `Nobody at ${consultee} may see the matter any longer, and nobody there is reminded of it.`,
  },
});

const officerKeptOut = (officer: string): Reason => ({
  code: 'officer-may-not-see',
  detail: {
    sv: `Handläggaren ${officer} får inte längre se ärendet.`,
    en: `The case officer ${officer} may not see the matter any longer.`,
  },
});
