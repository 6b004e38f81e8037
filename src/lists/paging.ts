import { isUUID } from 'class-validator';
import { DateTime } from 'luxon';
import { Invalid } from '../rules/problem.js';
import { isCivilDate } from '../http/field-rules.js';
import type { PageQuery, PageView } from './paging.dto.js';
import { because } from '../http/refusals.js';

/** A list is counted no further than this, so that the time a count takes does not grow with the data. */
export const MOST_COUNTED = 10_000;

/** Where a page ended: the values of the sort columns of its last row, id last; first how it was sorted, where that is chosen. */
export type CursorKey = readonly (string | number)[];

export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** What a sort column holds; an instant is written as PostgreSQL writes it. */
export type CursorPart = 'text' | 'id' | 'number' | 'date' | 'instant';

/** The way in which a list was sorted, of those that it can be: a cursor of one leads astray in another. */
interface Sorted {
  readonly by: string;
}

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
 * The values of the sort columns that a cursor holds.
 *
 * @throws Invalid for anything that is not a cursor of these parts: PostgreSQL would stumble over it.
 */
export function decodeCursor(cursor: string, ...parts: readonly (CursorPart | Sorted)[]): CursorKey {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(key) &&
      key.length === parts.length &&
      parts.every((part, index) =>
        typeof part === 'string' ? isPart[part](key[index]) : key[index] === part.by,
      )
    ) {
      return (key as CursorKey).filter((_, index) => typeof parts[index] === 'string');
    }
  } catch {
    // falls through: not JSON is not a cursor either
  }
  throw new Invalid({ pointer: '/cursor', ...because.cursor });
}

/** So many rows can be reached by `page`: further on PostgreSQL would read more rows than it answers with. */
const DEEPEST_ROW = 1000;

export const isTooDeep = ({ limit, page }: Pick<PageQuery, 'limit' | 'page'>): boolean =>
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
  return (query.page - 1) * query.limit;
}

/**
 * Makes a page of rows that were asked for with `limit + 1`: the last one is not shown, and only tells that more
 * follow.
 */
export function pageOf<Row, Item>(
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
    page: query.page,
    nextCursor: rows.length > query.limit && last ? encodeCursor(keyOf(last)) : null,
    ...(total !== undefined && counted(total)),
  };
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
  const isWhole = query.page === 1 && query.cursor === undefined && rows.length <= query.limit;
  return isWhole ? rows.length : count();
}

/** A count as it is shown, of what was counted to one more than `most`. */
export const counted = (total: number, most = MOST_COUNTED): { total: number; totalIsAtLeast?: true } =>
  total > most ? { total: most, totalIsAtLeast: true } : { total };
