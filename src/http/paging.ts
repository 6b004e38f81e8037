import { Invalid } from '../rules/problem.js';
import type { PageQuery } from './paging.dto.js';

/** Where a page ended: the values of the sort columns of its last row, id last. */
export type CursorKey = readonly (string | number)[];

export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws Invalid for anything that is not a cursor of `length` values. */
export function decodeCursor(cursor: string, length: number): CursorKey {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(key) &&
      key.length === length &&
      key.every((part) => ['string', 'number'].includes(typeof part))
    ) {
      return key as CursorKey;
    }
  } catch {
    // falls through: not JSON is not a cursor either
  }
  throw new Invalid({
    pointer: '/cursor',
    code: 'cursor',
    detail: { sv: 'Ska vara nextCursor från sidan före.', en: 'Must be the nextCursor of the page before.' },
  });
}

/** Frames rows that were asked for with `limit + 1`: the extra row only tells that there is another page. */
export function pageOf<Row, Item>(
  query: PageQuery,
  rows: readonly Row[],
  toItem: (row: Row) => Item,
  keyOf: (row: Row) => CursorKey,
  total?: number,
): { items: Item[]; limit: number; page: number; nextCursor: string | null; total?: number } {
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    limit: query.limit,
    page: query.page,
    nextCursor: rows.length > query.limit && last ? encodeCursor(keyOf(last)) : null,
    ...(total !== undefined && { total }),
  };
}
