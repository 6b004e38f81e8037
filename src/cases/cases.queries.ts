import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { decodeCursor, MOST_COUNTED, offsetOf, pageOf, totalOf, type CursorKey } from '../lists/paging.js';
import { bodiesOf, caseIsVisible, scopeOf } from '../identity/visibility.js';
import type { CaseRowView, CasesPage, CasesQuery, CaseView } from './cases.dto.js';
import { readCase } from './read-case.js';

type Row = Omit<CaseRowView, 'registeredAt'> & { created_at: Date; newest: string };

/** A page of the caller's cases, by their second wall; `$1` and `$2` are the scope. */
const LISTED = `cases_listed($3::text, $4::text[], $5::text, $6::text, $7::timestamptz, $8::uuid, $9::integer, $10::integer)`;

const CASES = 'cases';

@Injectable()
export class CasesQueries {
  constructor(private readonly dataSource: DataSource) {}

  async one(caller: Caller, id: string, explain?: 'actions'): Promise<CaseView> {
    return readCase(this.dataSource, caller, id, explain);
  }

  /** Newest first. */
  async list(caller: Caller, query: CasesQuery): Promise<CasesPage> {
    const { actor } = caller;
    const after = decodeCursor(CASES, query, 'instant', 'id') ?? [];
    const listed = (most: number, skipped: number, before: CursorKey) => {
      const given = [
        query.q,
        bodiesOf(actor),
        query.issuer,
        query.state,
        before[0],
        before[1],
        most,
        skipped,
      ];
      return [...scopeOf(actor), ...given.map((value) => value ?? null)];
    };
    const rows: Row[] = await this.dataSource.query(
      `SELECT cases.id, cases.number AS "caseNumber",
         CASE WHEN cases.seen_by IS NULL THEN cases.title END AS title, cases.seen_by IS NOT NULL AS confidential, cases.issuer_code AS issuer, cases.state,
         cases.created_at, cases.created_at::text AS newest, cases.version
       FROM cases_seen(ARRAY(SELECT id FROM ${LISTED})) cases
       WHERE $2::text[] IS NOT NULL AND ${caseIsVisible('cases')}
       ORDER BY cases.created_at DESC, cases.id DESC`,
      listed(query.limit + 1, offsetOf(query), after),
    );
    const total = await totalOf(query, rows, async () => {
      const [row]: { total: number }[] = await this.dataSource.query(
        `SELECT count(*) AS total FROM ${LISTED} WHERE $1::text[] IS NOT NULL AND $2::text[] IS NOT NULL`,
        listed(MOST_COUNTED + 1, 0, []),
      );
      return row!.total;
    });
    return pageOf(CASES, query, rows, toRow, (row) => [row.newest, row.id], total);
  }
}

function toRow({ created_at, newest: _newest, ...row }: Row): CaseRowView {
  return { ...row, registeredAt: created_at.toISOString() };
}
