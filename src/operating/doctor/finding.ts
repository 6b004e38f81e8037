import type { Connected } from '../command-line/on-database.js';

/** What the doctor found of one thing. */
export interface Finding {
  readonly state: 'ok' | 'warning' | 'error';
  readonly says: string;
  /** What the operator should do; where nothing is wrong, nothing. */
  readonly advice?: string;
}

export type Report = Finding & { readonly check: string };

export type Check = (connected: Connected) => Promise<Finding>;

export const ok = (says: string): Finding => ({ state: 'ok', says });
export const warning = (says: string, advice: string): Finding => ({ state: 'warning', says, advice });
export const error = (says: string, advice: string): Finding => ({ state: 'error', says, advice });

/** A value of a query with one row and one column. */
export async function asked<T>({ client }: Connected, sql: string, values: unknown[] = []): Promise<T> {
  const { rows } = await client.query<Record<string, T>>(sql, values);
  return Object.values(rows[0]!)[0]!;
}

const MARKS: Readonly<Record<Finding['state'], string>> = { ok: 'bra', warning: 'obs', error: 'FEL' };

/** As an operator reads it in a terminal. */
export function lineOf({ check, state, says, advice }: Report): string {
  const line = `${MARKS[state]}  ${check.padEnd(14)} ${says}`;
  return advice ? `${line}\n${' '.repeat(20)}→ ${advice}` : line;
}
