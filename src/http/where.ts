import type { DataSource, EntityManager } from 'typeorm';
import type { PageQuery } from './paging.dto.js';

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

  get sql(): string {
    return this.conditions.join(' AND ');
  }

  /** One row more than the page holds, to know whether there is another. A cursor replaces the offset. */
  page({ limit, page, cursor }: PageQuery): string {
    const offset = cursor === undefined ? (page - 1) * limit : 0;
    return `LIMIT ${limit + 1} OFFSET ${offset}`;
  }

  async count(database: DataSource | EntityManager, from: string): Promise<number> {
    const [row]: { total: number }[] = await database.query(
      `SELECT count(*) AS total FROM ${from} WHERE ${this.sql}`,
      this.values,
    );
    return row!.total;
  }
}

/**
 * Words for PostgreSQL's web search, which stumbles over dozens of minus signs in a row: one is left where it leaves
 * out a word or a phrase.
 */
export const searchWords = (text: string): string => text.replace(/-(?!"?[^\s"-])/g, ' ');

/** Any text that holds `part`, whatever its case; the caller's % and _ mean themselves. */
export function likePattern(part: string): string {
  return `%${part.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
}
