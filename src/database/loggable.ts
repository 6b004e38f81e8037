import { QueryFailedError } from 'typeorm';

/** The part of an error of PostgreSQL's that names things, not values. */
interface DatabaseFailure {
  readonly code?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
  readonly routine?: string;
  readonly severity?: string;
}

/**
 * A failure as the log may tell it. PostgreSQL quotes the value it stumbles over (`invalid input syntax for
 * type date: "…"`), and JSON.parse the text around the mistake: of those two only what kind it was is told.
 */
export function loggable(failure: unknown): { message: string; stack: string } {
  const { name, message, stack = '' } = failure instanceof Error ? failure : new Error(String(failure));
  const frames = stack
    .replace(message, '')
    .split('\n')
    .filter((line) => /^ +at /.test(line));
  const told = withoutValues(failure) ?? `${name}: ${message}`;
  return { message: told, stack: [told, ...frames].join('\n') };
}

function withoutValues(failure: unknown): string | undefined {
  if (failure instanceof SyntaxError) return failure.name;
  const error = (failure instanceof QueryFailedError ? failure.driverError : failure) as DatabaseFailure;
  if (error?.severity === undefined || error.routine === undefined) return undefined;
  const { code, table, column, constraint, routine } = error;
  return `PostgreSQL ${[code, routine, table, column, constraint].filter((part) => part !== undefined).join(' ')}`;
}
