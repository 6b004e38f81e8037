import { QueryFailedError } from 'typeorm';
import { Conflict } from '../rules/problem.js';
import type { Refusal } from '../rules/refusals.js';

/**
 * Runs a write that only the database can judge, because someone else may be writing this very moment.
 *
 * @throws Conflict for `reason`, when the write breaks the named constraint.
 */
export async function whenBroken<T>(
  constraint: string,
  reason: Refusal,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const broken =
      error instanceof QueryFailedError && (error.driverError as { constraint?: string }).constraint;
    throw broken === constraint ? new Conflict(reason) : error;
  }
}
