import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CasesPage, CasesQuery } from '../../cases/cases.dto.js';
import { CasesQueries } from '../../cases/cases.queries.js';
import type { Caller } from '../../changes/caller.js';
import { nearestSearch } from '../../lists/nearest-search.js';
import { likePattern } from '../../lists/where.js';
import { officersOf } from '../../organisation/officers.js';
import { bodiesWhere } from '../../rules/policy.js';
import { ConsultationsPage, ConsultationsQuery } from '../consultations.dto.js';
import { ConsultationsQueries } from '../consultations.queries.js';
import type { FoundBodyView, SearchView } from './search.dto.js';

/** Rows of each list; the rest is had from the list itself. */
const FOUND = 10;

/** Looks for a number, words or a name in everything that the caller may see, each by the query of its own list. */
@Injectable()
export class Search {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cases: CasesQueries,
    private readonly consultations: ConsultationsQueries,
  ) {}

  async find(caller: Caller, question: string): Promise<SearchView> {
    const q = question.trim();
    if (q === '') return nothing();
    const [[consultations, cases], bodies, officers] = await Promise.all([
      this.matters(caller, q, FOUND),
      this.bodies(q),
      officersOf(this.dataSource, bodiesWhere(caller.actor, 'person.read'), q),
    ]);
    const found = { consultations, cases, bodies, officers };
    return { ...found, didYouMean: isNothing(found) ? await this.near(caller, q) : null };
  }

  private async matters(caller: Caller, q: string, limit: number): Promise<[ConsultationsPage, CasesPage]> {
    return Promise.all([
      this.consultations.list(caller, Object.assign(new ConsultationsQuery(), { q, limit })),
      this.cases.list(caller, Object.assign(new CasesQuery(), { q, limit })),
    ]);
  }

  /** Which bodies there are, everybody who has signed in may know. */
  private async bodies(part: string): Promise<FoundBodyView[]> {
    return this.dataSource.query(
      `SELECT code, name FROM bodies WHERE active AND lower(concat_ws(' ', code, name)) LIKE $1
       ORDER BY name COLLATE sv_numbers, code`,
      [likePattern(part)],
    );
  }

  private async near(caller: Caller, q: string): Promise<string | null> {
    const near = await nearestSearch(q, async (asked, most) => {
      const matters = await this.matters(caller, asked, most);
      return matters.flatMap(({ items }) => items.map(({ title }) => title));
    });
    return near ?? null;
  }
}

const none = () => ({ items: [], limit: FOUND, page: 1, nextCursor: null });
const nothing = (): SearchView => ({
  consultations: none(),
  cases: none(),
  bodies: [],
  officers: [],
  didYouMean: null,
});

export const isNothing = ({
  consultations,
  cases,
  bodies,
  officers,
}: Omit<SearchView, 'didYouMean'>): boolean =>
  [consultations.items, cases.items, bodies, officers].every(({ length }) => length === 0);
