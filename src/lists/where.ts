import type { DataSource, EntityManager } from 'typeorm';
import type { PageQuery } from './paging.dto.js';
import { IN_ORDER } from '../database/prepared-client.js';
import { MOST_COUNTED, offsetOf } from './paging.js';

/** A query and the values of its placeholders. */
export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

/**
 * The condition of a list, built of the program's own SQL and the caller's values as parameters.
 * It starts from the visibility predicate and its `$1` and `$2`, so no list exists without a scope.
 */
export class Where {
  readonly values: unknown[];
  private readonly conditions: string[];

  constructor(scope: readonly unknown[], visible: string) {
    this.values = [...scope];
    // PostgreSQL must know the type of $1 and $2 also where a predicate uses only one of them.
    this.conditions = ['$1::text[] IS NOT NULL', '$2::text[] IS NOT NULL', visible];
  }

  /** Adds a condition; its text gets one placeholder for each value. */
  and(condition: (...placeholders: string[]) => string, ...values: unknown[]): this {
    const placeholders = values.map((value) => this.value(value));
    this.conditions.push(condition(...placeholders));
    return this;
  }

  /** The placeholder of a value that stands elsewhere in the query. */
  value(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  /** As `value`, of a text that only some places of a list need: PostgreSQL must know its type where none does. */
  text(value: string): string {
    const placeholder = this.value(value);
    this.conditions.push(`${placeholder}::text IS NOT NULL`);
    return placeholder;
  }

  get sql(): string {
    return this.conditions.join(' AND ');
  }

  /** One row more than the page holds, to know whether there is another. A cursor replaces the offset. */
  page(query: PageQuery): string {
    return `LIMIT ${query.limit + 1} OFFSET ${offsetOf(query)}`;
  }

  /**
   * Rows of a list that is found in several places, each read along an index in the list's order and merged as they are
   * read, to the end of the page; a row that is in several comes once. For a query that begins with `IN_ORDER`.
   *
   * @param places conditions that each begin an index; with none there is no row.
   */
  merged(from: string, places: readonly Place[], order: Order, query: PageQuery): string {
    return this.mergedRows(from, places, order, query.limit + 1, offsetOf(query));
  }

  /** As `merged`, of as many rows as are asked for. */
  mergedRows(from: string, places: readonly Place[], order: Order, rows: number, skipped: number): string {
    return `(SELECT DISTINCT ON (${order.columns.join(', ')}) * FROM (${this.each(`SELECT * FROM ${from}`, places, order, rows + skipped)}) found
      ${orderBy(order)} LIMIT ${rows} OFFSET ${skipped})`;
  }

  /** As `counting`, of a list that is found in several places. */
  countingMerged(
    database: DataSource,
    from: string,
    places: readonly Place[],
    order: Order,
    most = MOST_COUNTED,
  ): Counting {
    const found = this.each(`SELECT id, ${order.columns[0]} FROM ${from}`, places, order, most + 1);
    // Told apart, all that each place holds would be read, also beyond what is counted.
    const each = `SELECT ${places.length > 1 ? 'DISTINCT id' : ''} FROM (${found}) found`;
    return this.asking(database, IN_ORDER, each, most);
  }

  private each(select: string, places: readonly Place[], order: Order, most: number): string {
    const found = (condition: string) =>
      `(${select} WHERE ${condition} AND ${this.sql} ${orderBy(order)} LIMIT ${most})`;
    const inPlaces = places.length > 0 ? places : ['false'];
    return inPlaces
      .map((place) =>
        typeof place === 'string'
          ? found(place)
          : `(SELECT page.* FROM ${place.each} CROSS JOIN LATERAL ${found(place.condition)} page)`,
      )
      .join(' UNION ALL ');
  }

  /** Counts what the condition finds as it stands now: a cursor that is added to it later leaves nothing out. */
  counting(database: DataSource | EntityManager, from: string): Counting {
    return this.asking(database, '', `SELECT FROM ${from} WHERE ${this.sql}`);
  }

  private asking(
    database: DataSource | EntityManager,
    begins: string,
    each: string,
    most = MOST_COUNTED,
  ): Counting {
    const values = [...this.values];
    return async () => {
      const [row]: { total: number }[] = await database.query(
        `${begins} SELECT count(*) AS total FROM (${each} LIMIT ${most + 1}) counted`,
        values,
      );
      return row!.total;
    };
  }
}

/** Counts to 10,000, or what else is the most; one more stands for all beyond (`counted`). */
export type Counting = () => Promise<number>;

/** Where a list looks: a condition that begins an index, or one for each row of something, of which a row meets one at most. */
export type Place = string | { readonly each: string; readonly condition: string };

/** What a list is ordered by, its last column telling any two rows apart. */
export interface Order {
  readonly columns: readonly string[];
  readonly way: 'ASC' | 'DESC';
}

const orderBy = ({ columns, way }: Order): string =>
  `ORDER BY ${columns.map((column) => `${column} ${way}`).join(', ')}`;

/** Any text that holds `part`, whatever its case; the caller's % and _ mean themselves. */
export function likePattern(part: string): string {
  return `%${part.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
}
