import type { DataSource, EntityManager } from 'typeorm';
import { decodeCursor, pageOf, totalOf, type CursorKey, type CursorPart } from './paging.js';
import type { PageQuery, PageView } from './paging.dto.js';
import type { Where } from './where.js';

/** What a list is ordered by: columns and what each holds, the last telling any two rows apart. */
export interface ListOrder {
  readonly by: readonly (readonly [column: string, holds: CursorPart])[];
  readonly way: 'ASC' | 'DESC';
}

type Column = ListOrder['by'][number];
export const ascending = (...by: readonly Column[]): ListOrder => ({ by, way: 'ASC' });
export const descending = (...by: readonly Column[]): ListOrder => ({ by, way: 'DESC' });
export const newestFirst = (at: string, id: string): ListOrder => descending([at, 'instant'], [id, 'id']);

/** A list whose rows one query finds, ordered by columns of that query. */
export interface List<Row, Item> {
  /** Which list it is, and of what: a cursor of it is of no other. */
  readonly called: string;
  /** Columns, named as `Row` names them. */
  readonly select: string;
  readonly from: string;
  /** Begins with who may see what; see `Where`. */
  readonly where: Where;
  readonly order: ListOrder;
  /** Makes an item of a row, where a row is not one as it is. Instants in the row are ISO texts by then. */
  readonly toItem?: (row: Row) => Item;
}

/** The page of a list that a query asks for. @throws Invalid for a cursor of another list. */
export async function list<Row extends object, Item = Row>(
  database: DataSource | EntityManager,
  query: PageQuery,
  { called, select, from, where, order, toItem = (row) => row as unknown as Item }: List<Row, Item>,
): Promise<{ items: Item[] } & PageView> {
  const count = where.counting(database, from);
  after(where, order, decodeCursor(called, query, ...order.by.map(([, holds]) => holds)));
  const rows: (Row & { cursorKey: CursorKey })[] = await database.query(
    `SELECT ${select}, ${keyOf(order)} AS "cursorKey" FROM ${from} WHERE ${where.sql}
     ORDER BY ${order.by.map(([column]) => `${column} ${order.way}`).join(', ')} ${where.page(query)}`,
    where.values,
  );
  const item = ({ cursorKey: _key, ...row }: Row & { cursorKey: CursorKey }) =>
    toItem(withInstants(row) as unknown as Row);
  return pageOf(called, query, rows, item, ({ cursorKey }) => cursorKey, await totalOf(query, rows, count));
}

/** Adds the condition that a row comes after the one that ended the page before. */
function after(where: Where, { by, way }: ListOrder, key: CursorKey | undefined): void {
  if (key === undefined) return;
  where.and(
    (...values) =>
      `(${by.map(([column]) => column).join(', ')}) ${way === 'ASC' ? '>' : '<'} (${values
        .map((value, index) => `${value}::${TYPE[by[index]![1]]}`)
        .join(', ')})`,
    ...key,
  );
}

const TYPE: Readonly<Record<CursorPart, string>> = {
  text: 'text',
  id: 'uuid',
  number: 'bigint',
  date: 'date',
  instant: 'timestamptz',
};

/** The row's cursor as SQL. An instant is written by PostgreSQL, to the microsecond; a Date has milliseconds only. */
const keyOf = ({ by }: ListOrder): string =>
  `json_build_array(${by.map(([column, holds]) => (holds === 'instant' ? `${column}::text` : column)).join(', ')})`;

/** The row with each Date in it as an ISO text, as the API answers with. */
export function withInstants<Row extends object>(row: Row): Row {
  const told = Object.entries(row).map(([name, value]: [string, unknown]) => [
    name,
    value instanceof Date ? value.toISOString() : value,
  ]);
  return Object.fromEntries(told) as Row;
}
