import type { Change } from '../changes/change.js';
import { notInTheFuture } from '../http/field-rules.js';
import { Invalid } from '../rules/problem.js';
import { because } from './refusals.js';

const EARLIER = {
  body: { table: 'earlier_body_names', key: 'body_code' },
  person: { table: 'earlier_person_names', key: 'username' },
} as const;

/** What is said of a new name. */
interface Renaming {
  readonly nameFrom?: string | undefined;
  readonly nameIsCorrected?: boolean | undefined;
}

/**
 * Keeps what somebody was called until they got a new name; a name that was wrong was never theirs.
 *
 * @param before null where the name stays.
 * @returns what the audit event tells besides the names.
 * @throws Invalid for a day that is in the future, or before they got the name they have.
 */
export async function keepEarlierName(
  { tx, today }: Change,
  kind: keyof typeof EARLIER,
  id: string,
  before: string | null,
  { nameFrom, nameIsCorrected = false }: Renaming,
): Promise<object> {
  const told = { ...(nameFrom !== undefined && { nameFrom }), ...(nameIsCorrected && { nameIsCorrected }) };
  const [said] = Object.keys(told);
  if (before === null) {
    if (said !== undefined) throw new Invalid({ pointer: `/${said}`, ...because.notRenamed });
    return {};
  }
  if (nameFrom !== undefined && nameIsCorrected)
    throw new Invalid({ pointer: '/nameFrom', ...because.correctedOrNew });
  if (nameIsCorrected) return told;
  notInTheFuture('/nameFrom', nameFrom, today);
  const { table, key } = EARLIER[kind];
  const until = "coalesce($3::date::timestamp AT TIME ZONE 'Europe/Stockholm', clock_timestamp())";
  const [{ since }]: [{ since: string | null }] = await tx.query(
    `SELECT (max(until) AT TIME ZONE 'Europe/Stockholm')::date AS since FROM ${table}
     WHERE ${key} = $1 AND $2::text IS NOT NULL AND until > ${until}`,
    [id, before, nameFrom ?? null],
  );
  if (since !== null) throw new Invalid({ pointer: '/nameFrom', ...because.beforeTheLastName(since) });
  // A name that lasted no day is none.
  await tx.query(
    `INSERT INTO ${table} (${key}, name, until) VALUES ($1, $2, ${until}) ON CONFLICT DO NOTHING`,
    [id, before, nameFrom ?? null],
  );
  return told;
}
