import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readCase } from '../cases/read-case.js';
import { Clock } from '../config/clock.js';
import type { Caller } from '../changes/caller.js';
import { decodeCursor, offsetOf, pageOf } from '../http/paging.js';
import type { Statement } from '../http/where.js';
import { ConsultationsInOrder, type Listed } from './consultations-in-order.js';
import { ConsultationsOnMeetings } from './consultations-on-meetings.js';
import { ConsultationsMatching } from './consultations-matching.js';
import type { ConsultationsPage, ConsultationsQuery, ConsultationView } from './consultations.dto.js';
import { consultationRowView, readConsultation, type ConsultationRow } from './read-consultation.js';

const COLUMNS = `consultation.id, consultation.state, case_number, own_case_number,
  CASE WHEN num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) = 0 THEN title END AS title,
  num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) > 0 AS confidential, issuer_code, consultee_code,
  CASE WHEN num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) = 0 THEN issuer_name END AS issuer_name,
  CASE WHEN num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) = 0 THEN consultee_name END AS consultee_name, officer, reply_by, original_reply_by, reached_issuer_on, version`;

/** How a list is asked for. */
type Question = Pick<ConsultationsInOrder, 'page' | 'count'>;

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
    const listed = { ...query, caseId };
    const total = query.count
      ? await this.ask<{ total: number }>(this.question(caller, listed, today).count())
      : undefined;
    const rows = await this.ask<ConsultationRow & { listed_by?: string }>(
      this.question(caller, listed, today, query.cursor).page(COLUMNS, query.limit + 1, offsetOf(query)),
    );
    return pageOf(
      query,
      rows,
      (row) => consultationRowView(row, caller, today),
      (row) => [row.listed_by ?? row.reply_by, row.id],
      total?.[0]!.total,
    );
  }

  private question(caller: Caller, listed: Listed, today: string, cursor?: string): Question {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, 'date', 'id');
    if (listed.meeting || listed.sort.endsWith('meeting'))
      return new ConsultationsOnMeetings(caller.actor, listed, today, after);
    return listed.q?.trim()
      ? new ConsultationsMatching(caller.actor, listed, today, after)
      : new ConsultationsInOrder(caller.actor, listed, today, after);
  }

  private async ask<Row>({ text, values }: Statement): Promise<Row[]> {
    return this.dataSource.query(text, values);
  }
}
