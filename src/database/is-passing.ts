import { QueryFailedError } from 'typeorm';

const DISK_FULL = '53100';

/** What the database cannot do now and can do soon, by what PostgreSQL, Node, pg and TypeORM say then. */
// prettier-ignore
const PASSING = new Set([
  '55P03', '57014', // a lock not had in time, a statement that took too long
  '40001', '40P01', // at odds with another transaction
  '08000', '08001', '08003', '08004', '08006', // the connection
  '57P01', '57P02', '57P03', '57P05', '25P03', // ended by the administrator or by a limit, starting, in recovery
  '53000', '53200', '53300', '53400', // too many connections, or too little memory for this one
  DISK_FULL,
  '25006', // a standby that is not promoted yet: it takes no changes
  'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN',
  'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ERR_STREAM_DESTROYED',
]);
const PASSING_WORDS =
  /timeout exceeded when trying to connect|timeout expired|Query read timeout|Connection terminated|not queryable|already released|after calling end on the pool/;

/** Whether it is the database, or the way to it, that failed, and the same may do soon. */
export function isPassing(failure: unknown): boolean {
  const error = saidByDatabase(failure);
  if (error?.code !== undefined) return PASSING.has(error.code);
  return PASSING_WORDS.test(error?.message ?? '');
}

/** Whether there is no room for what is to be kept: that passes when an operator has made some. */
export const isDiskFull = (failure: unknown): boolean => saidByDatabase(failure)?.code === DISK_FULL;

const saidByDatabase = (failure: unknown): { code?: string; message?: string } | undefined =>
  failure instanceof QueryFailedError ? failure.driverError : (failure as Error | undefined);
