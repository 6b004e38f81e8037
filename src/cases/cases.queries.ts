import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { decodeCursor, pageOf } from '../http/paging.js';
import { likePattern, Where } from '../http/where.js';
import { caseIsVisible, scopeOf } from '../identity/visibility.js';
import type { CaseRowView, CasesPage, CasesQuery, CaseView } from './cases.dto.js';
import { readCase } from './read-case.js';

type Row = Omit<CaseRowView, 'registeredAt'> & { created_at: Date; newest: string };

@Injectable()
export class CasesQueries {
  constructor(private readonly dataSource: DataSource) {}

  async one(caller: Caller, id: string, explain?: 'actions'): Promise<CaseView> {
    return readCase(this.dataSource, caller, id, explain);
  }

  /** Newest first. */
  async list(caller: Caller, query: CasesQuery): Promise<CasesPage> {
    const where = new Where(scopeOf(caller.actor), caseIsVisible('cases'));
    if (query.issuer) where.and((p) => `cases.issuer_code = ${p}`, query.issuer);
    if (query.state) where.and((p) => `cases.state = ${p}`, query.state);
    if (query.q)
      where.and(
        (p) => `cases.search_text LIKE ${p} AND (cases.seen_by IS NULL OR lower(cases.number) LIKE ${p})`,
        likePattern(query.q),
      );
    const total = query.count ? await where.count(this.dataSource, 'cases') : undefined;
    if (query.cursor) {
      const [at, id] = decodeCursor(query.cursor, 'instant', 'id');
      where.and((a, b) => `(cases.created_at, cases.id) < (${a}::timestamptz, ${b}::uuid)`, at, id);
    }
    const rows: Row[] = await this.dataSource.query(
      `SELECT cases.id, cases.number AS "caseNumber",
         CASE WHEN cases.seen_by IS NULL THEN cases.title END AS title, cases.seen_by IS NOT NULL AS confidential, cases.issuer_code AS issuer, cases.state,
         cases.created_at, cases.created_at::text AS newest, cases.version
       FROM cases WHERE ${where.sql}
       ORDER BY cases.created_at DESC, cases.id DESC
       ${where.page(query)}`,
      where.values,
    );
    return pageOf(query, rows, toRow, (row) => [row.newest, row.id], total);
  }
}

function toRow({ created_at, newest: _newest, ...row }: Row): CaseRowView {
  return { ...row, registeredAt: created_at.toISOString() };
}
