import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../config/clock.js';
import { decodeCursor, MOST_COUNTED, offsetOf, pageOf, totalOf } from '../../lists/paging.js';
import type { PageQuery } from '../../lists/paging.dto.js';
import { Where } from '../../lists/where.js';
import { NotFound } from '../../rules/problem.js';
import type {
  PublicCaseView,
  PublicReferralsQuery,
  PublicReferralView,
  PublicStatementsQuery,
  PublicStatementView,
} from './public-register.dto.js';

/** The lists of the public register, each with what an entry of it looks like. */
export interface Entries {
  cases: PublicCaseView;
  referrals: PublicReferralView;
  statements: PublicStatementView;
}
export type List = keyof Entries;
export const LISTS: readonly List[] = ['cases', 'referrals', 'statements'];

/** What all entries have, with the list it is of. */
export type LatestEntry = { readonly list: List } & Pick<
  PublicCaseView,
  'id' | 'number' | 'date' | 'masked' | 'title' | 'body' | 'bodyName' | 'updatedAt'
>;

/** The first and the last day of a list's entries; null while it is empty. */
export interface Coverage {
  readonly from: string | null;
  readonly to: string | null;
}

type Query = PageQuery & Partial<Omit<PublicReferralsQuery & PublicStatementsQuery, keyof PageQuery>>;
type Row<L extends List> = Omit<Entries[L], 'updatedAt'> & { updated_at: Date };

interface Page<L extends List> {
  items: Entries[L][];
  limit: number;
  page: number;
  nextCursor: string | null;
  total?: number;
  /** Whether there are more. */
  totalIsAtLeast?: boolean;
}

/** What each list shows besides what all entries have. */
const COLUMNS: Readonly<Record<List, string>> = {
  cases: 'state, sender',
  referrals: 'state, reply_by AS "replyBy", consultees, case_id AS "caseId"',
  statements: `issuer_name AS "issuerName", case_number AS "caseNumber", stance, route, outcome,
    decided_on AS "decidedOn", section, clauses, referral_id AS "referralId",
    CASE WHEN NOT masked THEN public_reply_is_recorded(id) END AS "recordedByIssuer"`,
};
const COMMON = 'id, number, date, masked, title, body, body_name AS "bodyName", updated_at';

/** Of `Where`'s scope the public has none: its wall is the functions of database/current/publication.sql, and nothing else is asked. */
const NOBODY = [[], []] as const;
const EVERYTHING = 'true';

/** The public register, read with no caller, so that the database itself shows nothing else. */
@Injectable()
export class ReadRegister {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  async list<L extends List>(list: L, query: Query): Promise<Page<L>> {
    const called = `public ${list}`;
    const last = decodeCursor(called, query, 'date', 'text', 'id');
    const { where, from } = this.published(list);
    narrow(where, query);
    if (last) after(where, last[0], last[1], last[2]);
    const rows = query.q?.trim()
      ? await this.rows(
          list,
          `${from} JOIN ${this.matching(list, query, where, query.limit + 1, offsetOf(query), last)} USING (id)
           WHERE ${where.sql} ${NEWEST}`,
          where,
        )
      : await this.rows(list, `${from} WHERE ${where.sql} ${NEWEST} ${where.page(query)}`, where);
    const total = await totalOf(query, rows, async () => this.count(list, query));
    return pageOf(called, query, rows, entryOf<L>, (row) => [row.date, row.number, row.id], total);
  }

  private async count(list: List, query: Query): Promise<number> {
    const { where, from } = this.published(list);
    narrow(where, query);
    if (!query.q?.trim()) return where.counting(this.dataSource, from)();
    const matching = this.matching(list, query, where, MOST_COUNTED + 1, 0);
    return where.counting(this.dataSource, `${from} JOIN ${matching} USING (id)`)();
  }

  /** What a search finds, in the order of the list. */
  private matching(
    list: List,
    query: Query,
    where: Where,
    most: number,
    skipped: number,
    last: readonly unknown[] = [],
  ): string {
    const given: readonly [name: string, type: string, value: unknown][] = [
      ['question', 'text', query.q],
      ['its_list', 'text', list],
      ['today', 'date', this.clock.today()],
      ['of_body', 'text', query.body],
      ['first_day', 'date', query.from],
      ['last_day', 'date', query.to],
      ['in_state', 'text', query.state],
      ['within', 'uuid', query.case ?? query.referral],
      ['after_day', 'date', last[0]],
      ['after_number', 'text', last[1]],
      ['after_id', 'uuid', last[2]],
      ['most', 'integer', most],
      ['skipped', 'integer', skipped],
    ];
    const named = given.map(([name, type, value]) => `${name} => ${where.value(value ?? null)}::${type}`);
    return `public_entries_matching(${named.join(', ')})`;
  }

  /** @throws NotFound for what is not published, or not any more. */
  async one<L extends List>(list: L, id: string): Promise<Entries[L]> {
    const { where, from } = this.published(list);
    where.and((wanted) => `id = ${wanted}`, id);
    const [row] = await this.rows(list, `${from} WHERE ${where.sql}`, where);
    if (!row) throw new NotFound();
    return entryOf<L>(row);
  }

  /** The whole of a list, page by page, each in a question of its own: nothing is held while a page is written. */
  async *pages<L extends List>(list: L): AsyncGenerator<Entries[L][]> {
    for (let last: Row<L> | undefined, more = true; more;) {
      const { where, from } = this.published(list);
      if (last) after(where, last.date, last.number, last.id);
      const rows = await this.rows(
        list,
        `${from} WHERE ${where.sql} ${NEWEST} LIMIT ${PAGE_OF_A_FILE}`,
        where,
      );
      yield rows.map(entryOf<L>);
      last = rows.at(-1);
      more = rows.length === PAGE_OF_A_FILE;
    }
  }

  /** Names what everyone can see at this moment: as long as the name is the same, so is all of it. */
  async revision(): Promise<string> {
    const [register]: { revision: string }[] = await this.dataSource.query(
      'SELECT revision FROM public_register',
    );
    return `${register!.revision} ${this.clock.today()}`;
  }

  /** When what everyone can see last changed, and the time that each list is about. */
  async coverage(): Promise<{ changedAt: Date; coverage: Record<List, Coverage> }> {
    const [register]: { changed_at: Date }[] = await this.dataSource.query(
      'SELECT changed_at FROM public_register',
    );
    const spans = LISTS.map(
      (list) =>
        `SELECT '${list}' AS list, min(date) AS "from", max(date) AS "to" FROM public_${list}($1::date)`,
    );
    const rows: ({ list: List } & Coverage)[] = await this.dataSource.query(spans.join(' UNION ALL '), [
      this.clock.today(),
    ]);
    const coverage = Object.fromEntries(rows.map(({ list, from, to }) => [list, { from, to }]));
    return { changedAt: register!.changed_at, coverage: coverage as Record<List, Coverage> };
  }

  /** What was published last, of all lists; what of it changed last comes first. */
  async latest(most: number): Promise<LatestEntry[]> {
    const lists = LISTS.map(
      (list) => `(SELECT '${list}' AS list, ${COMMON} FROM public_${list}($1::date)
        ORDER BY published_at DESC, id DESC LIMIT $2)`,
    );
    const rows: (Omit<LatestEntry, 'updatedAt'> & { updated_at: Date })[] = await this.dataSource.query(
      `${lists.join(' UNION ALL ')} ORDER BY updated_at DESC, id DESC LIMIT $2`,
      [this.clock.today(), most],
    );
    return rows.map(({ updated_at, ...entry }) => ({ ...entry, updatedAt: updated_at.toISOString() }));
  }

  private published(list: List): { where: Where; from: string } {
    const where = new Where(NOBODY, EVERYTHING);
    return { where, from: `public_${list}(${where.value(this.clock.today())}::date)` };
  }

  private async rows<L extends List>(list: L, from: string, { values }: Where): Promise<Row<L>[]> {
    return this.dataSource.query(`SELECT ${COMMON}, ${COLUMNS[list]} FROM ${from}`, values);
  }
}

/** So many entries are read at once for a file. */
const PAGE_OF_A_FILE = 200;

const NEWEST = 'ORDER BY date DESC, number COLLATE sv_numbers DESC, id DESC';

/** Narrows a list to what comes after an entry in its order. */
function after(where: Where, date: unknown, number: unknown, id: unknown): void {
  where.and(
    (a, b, c) => `(date, number COLLATE sv_numbers, id) < (${a}::date, ${b}, ${c}::uuid)`,
    date,
    number,
    id,
  );
}

function narrow(where: Where, query: Query): void {
  if (query.body) where.and((code) => `body = ${code}`, query.body);
  if (query.from) where.and((day) => `date >= ${day}::date`, query.from);
  if (query.to) where.and((day) => `date <= ${day}::date`, query.to);
  if (query.state) where.and((state) => `state = ${state}`, query.state);
  if (query.case) where.and((id) => `case_id = ${id}::uuid`, query.case);
  if (query.referral) where.and((id) => `referral_id = ${id}::uuid`, query.referral);
}

function entryOf<L extends List>({ updated_at, ...entry }: Row<L>): Entries[L] {
  return { ...entry, updatedAt: updated_at.toISOString() } as unknown as Entries[L];
}
