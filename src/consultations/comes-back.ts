import type { EntityManager } from 'typeorm';
import type { Attempt } from '../changes/change.js';
import { woundUpAmong } from '../organisation/register.js';
import { Conflict } from '../rules/problem.js';
import type { Consultation } from './consultation.entity.js';
import { CONSULTATION } from './consultation.kind.js';
import { because } from './refusals.js';

/**
 * A consultation that a step brings back to life. Its consultee, its case and its referral are locked before it is, so
 * that none of them ends meanwhile.
 */
export const CONSULTATION_THAT_COMES_BACK = {
  ...CONSULTATION,
  lock: async (attempt: Attempt, id: string): Promise<Consultation> => {
    for (const [table, key, column] of [
      ['bodies', 'code', 'consultee_code'],
      ['cases', 'id', 'case_id'],
      ['referrals', 'id', 'referral_id'],
    ] as const)
      await attempt.tx.query(
        `SELECT FROM ${table} WHERE ${key} = (SELECT ${column} FROM consultations WHERE id = $1) FOR SHARE`,
        [id],
      );
    return CONSULTATION.lock(attempt, id);
  },
};

/** Nobody is left to answer for a body that has been wound up, nor to ask one that took over from who asked. @throws Conflict naming those. */
export async function consulteesAreThere(
  tx: EntityManager,
  consultations: readonly Consultation[],
): Promise<void> {
  const gone = await woundUpAmong(
    tx,
    consultations.map(({ consulteeCode }) => consulteeCode),
  );
  if (gone.length > 0) throw new Conflict(because.consulteeWoundUp(gone.join(', ')));
  const [itself]: object[] = await tx.query(
    `SELECT FROM consultations WHERE id = ANY($1) AND took_over(consultee_code, issuer_code) LIMIT 1`,
    [consultations.map(({ id }) => id)],
  );
  if (itself) throw new Conflict(because.issuerConsultsItself);
}
