import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../http/caller.js';
import type { PageQuery } from '../http/paging.dto.js';
import { decodeCursor, pageOf } from '../http/paging.js';
import { Where } from '../http/where.js';
import { caseIsVisible, scopeOf } from '../identity/visibility.js';
import { authorize } from '../rules/policy.js';
import { NotFound } from '../rules/problem.js';
import type { AuditEventView, AuditTrailPage } from './audit-trail.dto.js';

type Row = Omit<AuditEventView, 'at'> & { at: Date };

/**
 * Which events of a case: to the issuer's staff all, to a consultee's those of its own consultations
 * and of the referrals it was sent. `$1` and `$2` are the scope, `$3` the case.
 */
const SHOWN = `(
  EXISTS (SELECT FROM cases WHERE cases.id = $3 AND cases.issuer_code = ANY($1))
  OR event.consultation_id IN (SELECT id FROM consultations WHERE case_id = $3 AND consultee_code = ANY($1))
  OR (event.object_type = 'referral' AND event.verb IN ('send', 'close', 'withdraw') AND event.referral_id IN
      (SELECT referral_id FROM consultations WHERE case_id = $3 AND consultee_code = ANY($1))))`;

@Injectable()
export class ReadAuditTrail {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Oldest first. Details are shown of what was done for the caller's own bodies: of another's work
   * only verb, state and time leave it.
   *
   * @throws NotFound, and NotPermitted for a reader.
   */
  async read(caller: Caller, caseId: string, query: PageQuery): Promise<AuditTrailPage> {
    await this.authorize(caller, caseId);
    const where = new Where([...scopeOf(caller.actor), caseId], `event.case_id = $3 AND ${SHOWN}`);
    const total = query.count ? await where.count(this.dataSource, 'audit_events event') : undefined;
    if (query.cursor) where.and((id) => `event.id > ${id}::bigint`, decodeCursor(query.cursor, 1)[0]);
    const rows: Row[] = await this.dataSource.query(
      `SELECT id, at, body_code AS body, verb, object_type AS "objectType", object_id AS "objectId", state,
         CASE WHEN body_code = ANY($1) THEN actor END AS actor,
         CASE WHEN body_code = ANY($1) THEN before END AS before,
         CASE WHEN body_code = ANY($1) THEN after END AS after,
         CASE WHEN body_code = ANY($1) THEN reason END AS reason
       FROM audit_events event WHERE ${where.sql}
       ORDER BY event.id ${where.page(query)}`,
      where.values,
    );
    return pageOf(
      query,
      rows,
      (row) => ({ ...row, at: row.at.toISOString() }),
      (row) => [row.id],
      total,
    );
  }

  private async authorize(caller: Caller, caseId: string): Promise<void> {
    const [row]: { issuer_code: string; consulted: string | null }[] = await this.dataSource.query(
      `SELECT issuer_code,
         (SELECT consultee_code FROM consultations WHERE case_id = cases.id AND consultee_code = ANY($1) LIMIT 1)
           AS consulted
       FROM cases WHERE id = $3 AND ${caseIsVisible('cases')}`,
      [...scopeOf(caller.actor), caseId],
    );
    if (!row) throw new NotFound();
    authorize(caller.actor, 'case.read-audit-trail', { body: row.issuer_code, consultee: row.consulted });
  }
}
