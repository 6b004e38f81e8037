import type { EntityManager } from 'typeorm';
import { numberKey, writtenNumber } from '../rules/case-number.js';
import { Conflict, Invalid } from '../rules/problem.js';
import { formatCaseNumber } from './case-number.js';
import { because } from './refusals.js';

/** A number in a register. */
export interface RegisterEntry {
  readonly registerCode: string;
  readonly numberKey: string;
  readonly number: string;
}

interface Register {
  readonly register_code: string;
  readonly case_number_template: string;
}

/**
 * Takes a number in the register that `body` keeps, or that is kept for it: the given one, else the
 * next of the year's series, written the register's way (the council's matters stand under KS numbers). The series' row is locked until `tx` ends, so numbers come without a
 * gap or a double, however many ask at once; a number given by hand earlier is stepped over.
 *
 * @throws Conflict when the given number stands in the register already.
 */
export async function takeNumber(
  tx: EntityManager,
  body: string,
  year: number,
  given?: string,
): Promise<RegisterEntry> {
  const register = await registerOf(tx, body);
  // Where none is given a client may leave it out or say null.
  if (given) {
    const entry = await enter(tx, register.register_code, given);
    if (!entry) throw numberTaken(given);
    return entry;
  }
  for (;;) {
    const next = await nextInSeries(tx, register.register_code, year);
    const number = formatCaseNumber(register.case_number_template, {
      body: register.register_code,
      year,
      n: next,
    });
    const entry = await enter(tx, register.register_code, number);
    if (entry) return entry;
  }
}

/** Whoever enters something new does it in a body that there is. @throws Invalid for one that has been wound up. */
export async function bodyIsThere(tx: EntityManager, body: string): Promise<void> {
  const [found]: { active: boolean }[] = await tx.query(
    'SELECT active FROM bodies WHERE code = $1 FOR SHARE',
    [body],
  );
  if (found && !found.active) throw new Invalid({ pointer: '/issuer', ...because.woundUp });
}

/** Locks bodies against being wound up until `tx` ends. Answers with the names of those that have been. */
export async function woundUpAmong(tx: EntityManager, codes: readonly (string | null)[]): Promise<string[]> {
  const bodies: { name: string; active: boolean }[] = await tx.query(
    'SELECT name, active FROM bodies WHERE code = ANY($1) ORDER BY code FOR SHARE',
    [codes],
  );
  return bodies.filter(({ active }) => !active).map(({ name }) => name);
}

/** Whoever arranges something for a body does so before it is wound up. @throws Conflict for one that has been. */
export async function refuseWoundUp(tx: EntityManager, body: string): Promise<void> {
  if ((await woundUpAmong(tx, [body])).length > 0) throw new Conflict(because.woundUp);
}

/**
 * Lets a body's series of a year go on after the last number that another system gave. Answers with where it stood here.
 *
 * @throws Invalid for a body whose register another one keeps, and for a number that the series has passed.
 */
export async function continueSeries(
  tx: EntityManager,
  { code, registerKeptBy }: { readonly code: string; readonly registerKeptBy: string | null },
  { year, lastNumber }: { readonly year: number; readonly lastNumber: number },
): Promise<{ year: number; lastNumber: number } | null> {
  if (registerKeptBy !== null)
    throw new Invalid({ pointer: '/caseNumberSeries', ...because.seriesKeptElsewhere(registerKeptBy) });
  const [series]: { last_number: number }[] = await tx.query(
    'SELECT last_number FROM case_number_series WHERE register_code = $1 AND year = $2 FOR UPDATE',
    [code, year],
  );
  const set: object[] = await tx.query(
    `INSERT INTO case_number_series AS series (register_code, year, last_number) VALUES ($1, $2, $3)
     ON CONFLICT (register_code, year) DO UPDATE SET last_number = $3 WHERE series.last_number <= $3
     RETURNING year`,
    [code, year, lastNumber],
  );
  if (set.length === 0)
    throw new Invalid({
      pointer: '/caseNumberSeries/lastNumber',
      ...because.seriesPassed(series?.last_number ?? lastNumber),
    });
  return series ? { year, lastNumber: series.last_number } : null;
}

/** The number as it stands in the register already, or undefined: a second round belongs under the first's. */
async function findNumber(
  tx: EntityManager,
  body: string,
  given: string,
): Promise<RegisterEntry | undefined> {
  const { register_code } = await registerOf(tx, body);
  const [row]: { number: string }[] = await tx.query(
    'SELECT number FROM register_entries WHERE register_code = $1 AND number_key = $2',
    [register_code, numberKey(given)],
  );
  return row && { registerCode: register_code, numberKey: numberKey(given), number: row.number };
}

/**
 * The number under which a consultation is registered: an existing one of the register, the given
 * one as a new entry, or the next of the series.
 */
export async function takeOrFindNumber(
  tx: EntityManager,
  body: string,
  year: number,
  given?: string,
): Promise<RegisterEntry> {
  const existing = given === undefined ? undefined : await findNumber(tx, body, given);
  return existing ?? takeNumber(tx, body, year, given);
}

async function registerOf(tx: EntityManager, body: string): Promise<Register> {
  const [register]: Register[] = await tx.query(
    `SELECT register.code AS register_code, register.case_number_template
     FROM bodies JOIN bodies register ON register.code = coalesce(bodies.register_kept_by, bodies.code)
     WHERE bodies.code = $1`,
    [body],
  );
  if (!register) throw unknownBody('/issuer');
  return register;
}

async function nextInSeries(tx: EntityManager, registerCode: string, year: number): Promise<number> {
  const [series]: { last_number: number }[] = await tx.query(
    `INSERT INTO case_number_series (register_code, year, last_number) VALUES ($1, $2, 1)
     ON CONFLICT (register_code, year) DO UPDATE SET last_number = case_number_series.last_number + 1
     RETURNING last_number`,
    [registerCode, year],
  );
  return series!.last_number;
}

async function enter(
  tx: EntityManager,
  registerCode: string,
  given: string,
): Promise<RegisterEntry | undefined> {
  const [key, number] = [numberKey(given), writtenNumber(given)];
  const rows: object[] = await tx.query(
    `INSERT INTO register_entries (register_code, number_key, number) VALUES ($1, $2, $3)
     ON CONFLICT DO NOTHING RETURNING number`,
    [registerCode, key, number],
  );
  return rows.length === 1 ? { registerCode, numberKey: key, number } : undefined;
}
function numberTaken(number: string): Conflict {
  return new Conflict(because.caseNumberTaken(number));
}

/** 422 for a body that does not exist, at the place in the request that names it. */
export function unknownBody(pointer: string): Invalid {
  return new Invalid({ pointer, ...because.unknownBody });
}
