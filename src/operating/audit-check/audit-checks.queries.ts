import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import { scopeOf } from '../../identity/visibility.js';
import { list, newestFirst } from '../../lists/list.js';
import type { PageQuery } from '../../lists/paging.dto.js';
import { Where } from '../../lists/where.js';
import { authorize } from '../../rules/policy.js';
import { NotFound } from '../../rules/problem.js';
import type { Language } from '../../rules/texts.js';
import { FAULTS, type FaultKind } from '../verify-audit/fault.js';
import type { AuditChecksPage, AuditCheckView } from './audit-checks.dto.js';

type Row = Omit<AuditCheckView, 'fault'> & {
  readonly kind: FaultKind | null;
  readonly event: number | null;
};

/** How a column of an instant is written in an answer. */
const instant = (column: string, name: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "${name}"`;

const CHECK = `id, coalesce(outcome, CASE WHEN started_at IS NULL THEN 'waiting' ELSE 'running' END) AS state,
  ${instant('asked_at', 'askedAt')}, asked_by AS "askedBy", ${instant('started_at', 'startedAt')},
  ${instant('ended_at', 'endedAt')}, events::float8 AS events, first_event::float8 AS "firstEvent",
  ${instant('first_at', 'firstEventAt')}, last_event::float8 AS "lastEvent", ${instant('last_at', 'lastEventAt')},
  broken_kind AS kind, broken_event::float8 AS event`;

/** What the checks of the audit trail have found, for those who look after all of the municipality's. */
@Injectable()
export class AuditChecksQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws NotPermitted */
  async list(caller: Caller, query: PageQuery): Promise<AuditChecksPage> {
    authorize(caller.actor, 'municipality.read-audit-trail');
    return list<Row, AuditCheckView>(this.dataSource, query, {
      called: 'audit checks',
      select: CHECK,
      from: 'audit_checks',
      where: new Where(scopeOf(caller.actor), '$1::text[] IS NOT NULL AND $2::text[] IS NOT NULL'),
      order: newestFirst('asked_at', 'id'),
      toItem: (row) => viewOf(row, caller.language),
    });
  }

  /** @throws NotPermitted, NotFound */
  async one(caller: Caller, id: string): Promise<AuditCheckView> {
    authorize(caller.actor, 'municipality.read-audit-trail');
    const found = await auditCheck(this.dataSource, 'id = $1', [id], caller.language);
    if (!found) throw new NotFound();
    return found;
  }
}

/** The one check that a condition finds. */
export async function auditCheck(
  database: DataSource | EntityManager,
  condition: string,
  values: readonly string[],
  language: Language,
): Promise<AuditCheckView | undefined> {
  const [row]: Row[] = await database.query(`SELECT ${CHECK} FROM audit_checks WHERE ${condition}`, [
    ...values,
  ]);
  return row && viewOf(row, language);
}

const viewOf = ({ kind, event, ...row }: Row, language: Language): AuditCheckView => ({
  ...row,
  fault: kind === null ? null : { kind, event, detail: FAULTS[kind][language] },
});
