import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readCase } from '../cases/read-case.js';
import { Clock } from '../config/clock.js';
import type { Caller } from '../changes/caller.js';
import { decodeCursor, pageOf } from '../http/paging.js';
import { likePattern, Where } from '../http/where.js';
import { consultationIsVisible, scopeOf } from '../identity/visibility.js';
import { UNANSWERED_STATES, type ConsultationState } from '../rules/consultation-states.js';
import type { ConsultationsPage, ConsultationsQuery, ConsultationView } from './consultations.dto.js';
import { consultationRowView, readConsultation, type ConsultationRow } from './read-consultation.js';

const COLUMNS = `consultation.id, consultation.state, case_number, own_case_number,
  CASE WHEN num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) = 0 THEN title END AS title,
  num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) > 0 AS confidential, issuer_code, consultee_code,
  CASE WHEN num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) = 0 THEN issuer_name END AS issuer_name,
  CASE WHEN num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) = 0 THEN consultee_name END AS consultee_name, officer, reply_by, original_reply_by, reached_issuer_on, version`;

@Injectable()
export class ConsultationsQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async one(caller: Caller, id: string, explain?: 'actions'): Promise<ConsultationView> {
    return readConsultation(this.dataSource, caller, id, this.clock.today(), explain);
  }

  async ofCase(caller: Caller, caseId: string, query: ConsultationsQuery): Promise<ConsultationsPage> {
    await readCase(this.dataSource, caller, caseId);
    return this.list(caller, query, caseId);
  }

  /** A worklist: soonest reply-by date first. */
  async list(caller: Caller, query: ConsultationsQuery, caseId?: string): Promise<ConsultationsPage> {
    const today = this.clock.today();
    const where = this.where(caller, query, today, caseId);
    const from = this.from(query, where);
    const total = query.count ? await where.count(this.dataSource, from) : undefined;
    const [order, beyond] = query.sort === 'replyBy' ? ['ASC', '>'] : ['DESC', '<'];
    if (query.cursor) {
      const [replyBy, id] = decodeCursor(query.cursor, 'date', 'id');
      where.and((a, b) => `(reply_by, consultation.id) ${beyond} (${a}::date, ${b}::uuid)`, replyBy, id);
    }
    const rows: ConsultationRow[] = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM ${from} WHERE ${where.sql}
       ORDER BY reply_by ${order}, consultation.id ${order} ${where.page(query)}`,
      where.values,
    );
    return pageOf(
      query,
      rows,
      (row) => consultationRowView(row, caller, today),
      (row) => [row.reply_by, row.id],
      total,
    );
  }

  /** A search reads through its own function: row-level security keeps LIKE from the index (migrations/021). */
  private from({ q }: ConsultationsQuery, where: Where): string {
    if (!q) return 'consultations consultation';
    return `consultations_found(${where.value(likePattern(q))}) consultation`;
  }

  private where(caller: Caller, query: ConsultationsQuery, today: string, caseId?: string): Where {
    const where = new Where(scopeOf(caller.actor), consultationIsVisible('consultation'));
    if (caseId) where.and((id) => `case_id = ${id}`, caseId);
    if (query.consultee) where.and((code) => `consultee_code = ${code}`, query.consultee);
    if (query.issuer) where.and((code) => `issuer_code = ${code}`, query.issuer);
    if (query.officer)
      where.and(
        (name) => `officer = ${name} AND consultee_code = ANY($1::text[] || $2::text[])`,
        query.officer,
      );
    if (query.state) where.and(() => inStates(query.state!));
    if (query.overdue !== undefined) {
      const overdue = (day: string) => `(${inStates(UNANSWERED_STATES)} AND reply_by < ${day})`;
      where.and((day) => (query.overdue ? overdue(day) : `NOT ${overdue(day)}`), today);
    }
    if (query.dueBefore) where.and((day) => `reply_by <= ${day}`, query.dueBefore);
    return where;
  }
}

/** Literals of the allow-list: measured, a prepared plan cannot use the partial index for a parameter. */
function inStates(states: readonly ConsultationState[]): string {
  return `consultation.state IN (${states.map((state) => `'${state}'`).join(', ')})`;
}
