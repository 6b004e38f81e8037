import { createHash } from 'node:crypto';
import { isUUID } from 'class-validator';
import { DateTime } from 'luxon';
import { Invalid } from '../rules/problem.js';
import { isCivilDate } from '../http/field-rules.js';
import type { PageQuery, PageView, TableQuery } from './paging.dto.js';
import { because } from '../http/refusals.js';

/** A list is counted no further than this, so that the time a count takes does not grow with the data. */
export const MOST_COUNTED = 10_000;

/** Where a page ended: the values of the sort columns of its last row, id last. */
export type CursorKey = readonly (string | number)[];

/**
 * A place in the answer to one question: in another list, or with other filters or another sort, it would leave rows out
 * or show them twice.
 *
 * @param list which list it is, and of what: `messages of {id}`.
 */
export function encodeCursor(list: string, query: PageQuery, key: CursorKey): string {
  return Buffer.from(JSON.stringify([markOf(list, query), ...key])).toString('base64url');
}

/** Tells one question from another. How much of the answer is asked for at a time, and in what form, is not part of it. */
function markOf(list: string, query: PageQuery): string {
  const asked = Object.entries(query)
    .filter(([name, value]) => !HOW_IT_IS_GIVEN.includes(name) && value !== undefined)
    .map(([name, value]) => JSON.stringify([name, Array.isArray(value) ? value.toSorted() : value]));
  return createHash('sha256')
    .update(JSON.stringify([list, ...asked.toSorted()]))
    .digest('base64url')
    .slice(0, 8);
}

const HOW_IT_IS_GIVEN: readonly string[] = [
  'limit',
  'page',
  'cursor',
  'count',
  'separator',
] satisfies (keyof TableQuery)[];

/** What a sort column holds; an instant is written as PostgreSQL writes it. */
export type CursorPart = 'text' | 'id' | 'number' | 'date' | 'instant';

const isPart: Readonly<Record<CursorPart, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string' && value.isWellFormed() && !value.includes('\u0000'),
  id: isUUID,
  number: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  date: isCivilDate,
  instant: (value) => typeof value === 'string' && isPostgresInstant(value),
};

/** Luxon reads much else as SQL, which PostgreSQL does not: other calendars, times without a day, offsets of days. */
function isPostgresInstant(value: string): boolean {
  const [, date, time, offset] = INSTANT.exec(value) ?? [];
  return isCivilDate(date) && DateTime.fromISO(`${date}T${time}${offset}`).isValid;
}

const INSTANT =
  /^(\d{4}-\d\d-\d\d) ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?)([+-](?:0\d|1[0-4])(?::[0-5]\d)?)$/;

/**
 * The values of the sort columns that the cursor of a query holds; undefined where it has none.
 *
 * @param list as `encodeCursor` was told.
 * @throws Invalid for a cursor of another question, and for anything that is not a cursor of these parts: PostgreSQL
 *   would stumble over it.
 */
export function decodeCursor(
  list: string,
  query: PageQuery,
  ...parts: readonly CursorPart[]
): CursorKey | undefined {
  if (query.cursor === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(Buffer.from(query.cursor, 'base64url').toString('utf8'));
    if (Array.isArray(read) && read.length === parts.length + 1 && read[0] === markOf(list, query)) {
      const key: unknown[] = read.slice(1);
      if (parts.every((part, index) => isPart[part](key[index]))) return key as (string | number)[];
    }
  } catch {
    // falls through: not JSON is not a cursor either
  }
  throw new Invalid({ pointer: '/cursor', ...because.cursor });
}

/** So many rows can be reached by `page`: further on PostgreSQL would read more rows than it answers with. */
const DEEPEST_ROW = 1000;

export const isTooDeep = ({ limit, page = 1 }: Pick<PageQuery, 'limit' | 'page'>): boolean =>
  page > 1 && page * limit > DEEPEST_ROW;

/**
 * How many rows come before a page. A cursor replaces it.
 *
 * @throws Invalid for a page so deep that it is reached by `cursor` alone.
 */
export function offsetOf(query: PageQuery): number {
  if (query.cursor !== undefined) return 0;
  if (isTooDeep(query)) {
    throw new Invalid({ pointer: '/page', ...because.tooDeep(DEEPEST_ROW) });
  }
  return ((query.page ?? 1) - 1) * query.limit;
}

/**
 * Makes a page of rows that were asked for with `limit + 1`: the last one is not shown, and only tells that more
 * follow.
 *
 * @param list as `encodeCursor` is told.
 */
export function pageOf<Row, Item>(
  list: string,
  query: PageQuery,
  rows: readonly Row[],
  toItem: (row: Row) => Item,
  keyOf: (row: Row) => CursorKey,
  total?: number,
): { items: Item[] } & PageView {
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    limit: query.limit,
    page: query.page ?? 1,
    nextCursor: rows.length > query.limit && last ? encodeCursor(list, query, keyOf(last)) : null,
    ...(total !== undefined && counted(total)),
  };
}

/**
 * A page of a list that is short enough to be read whole. A cursor names the row that ended the page before.
 *
 * @param list as `encodeCursor` is told.
 * @throws Invalid also where the row that the cursor names is no longer there.
 */
export function pageOfWhole<Row>(
  list: string,
  query: PageQuery,
  rows: readonly Row[],
  idOf: (row: Row) => string,
): { items: Row[] } & PageView {
  const [last] = decodeCursor(list, query, 'text') ?? [];
  const before = last === undefined ? undefined : rows.findIndex((row) => idOf(row) === last);
  if (before === -1) throw new Invalid({ pointer: '/cursor', ...because.cursor });
  const skipped = before === undefined ? offsetOf(query) : before + 1;
  const shown = rows.slice(skipped, skipped + query.limit + 1);
  return pageOf(
    list,
    query,
    shown,
    (row) => row,
    (row) => [idOf(row)],
    query.count ? rows.length : undefined,
  );
}

/**
 * How long a list is, where that is asked for. Where the page shows the whole of it nothing is left to count.
 *
 * @param rows asked for with `limit + 1`.
 */
export async function totalOf(
  query: PageQuery,
  rows: readonly unknown[],
  count: () => Promise<number>,
): Promise<number | undefined> {
  if (!query.count) return undefined;
  const isWhole = (query.page ?? 1) === 1 && query.cursor === undefined && rows.length <= query.limit;
  return isWhole ? rows.length : count();
}

/** A count as it is shown, of what was counted to one more than `most`. */
export const counted = (total: number, most = MOST_COUNTED): { total: number; totalIsAtLeast?: true } =>
  total > most ? { total: most, totalIsAtLeast: true } : { total };
