import { QueryFailedError } from 'typeorm';

/**
 * Runs a write that only the database can judge, because someone else may be writing this very moment.
 *
 * @throws what `problem` makes, when the write breaks the named constraint.
 */
export async function whenBroken<T>(
  constraint: string,
  problem: () => Error,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const broken =
      error instanceof QueryFailedError && (error.driverError as { constraint?: string }).constraint;
    throw broken === constraint ? problem() : error;
  }
}
