import type { Consultation } from '../consultations/consultation.entity.js';
import type { Change } from '../changes/change.js';
import { Invalid, type InvalidValue } from '../rules/problem.js';
import { emptyStatement, type StatementContent, type StatementOrigin } from '../statements/statement.js';
import { contentOf, writeVersion } from '../statements/write-version.js';
import type { Outcome } from '../rules/consultation-states.js';
import { because } from './refusals.js';

/** The parts of a statement that a decision or a correction can change. */
export type Wording = Partial<Pick<StatementContent, 'clauses' | 'stance' | 'assessment' | 'recipients'>>;

/**
 * The statement as decided: the latest version, or a new one when the wording changed. The caller
 * holds the consultation's lock.
 */
export async function decidedStatement(
  change: Change,
  consultation: Consultation,
  { clauses, stance, assessment, recipients }: Wording,
  origin: StatementOrigin,
): Promise<StatementContent> {
  const latest = await contentOf(change.tx, consultation.id, consultation.statementVersion);
  const changes = {
    ...(clauses && { clauses }),
    ...(stance !== undefined && { stance }),
    ...(assessment !== undefined && { assessment }),
    ...(recipients && { recipients }),
  };
  const content = { ...emptyStatement, ...latest, ...changes };
  if (Object.keys(changes).length > 0) {
    await writeVersion(change, consultation, content, origin);
  }
  return content;
}

/** As proposed means the proposed wording; amended or own text means another, which must be given. @throws Invalid */
export function checkOutcome(outcome: Outcome, { clauses, stance, assessment }: Wording): void {
  const given = Object.entries({ clauses, stance, assessment }).filter(([, value]) => value !== undefined);
  if (outcome === 'as-proposed') {
    const [first, ...rest] = given.map(([field]) => notWithAsProposed(field));
    if (first) throw new Invalid(first, ...rest);
  } else if (given.length === 0 || (outcome === 'own-text' && clauses === undefined)) {
    throw new Invalid({ pointer: '/clauses', ...because.wordingRequired });
  }
}

function notWithAsProposed(field: string): InvalidValue {
  return { pointer: `/${field}`, ...because.notWithAsProposed };
}
