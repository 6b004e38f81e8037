import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { Clock } from '../config/clock.js';
import type { PageQuery } from '../http/paging.dto.js';
import { decodeCursor, pageOf } from '../http/paging.js';
import { Where } from '../http/where.js';
import { isMarkedAtConsultee, referralIsVisible, scopeOf } from '../identity/visibility.js';
import { UNANSWERED_STATES } from '../rules/consultation-states.js';
import type { ReferralState } from '../rules/referral-lifecycle.js';

/** A referral that a body has out, with how many have answered. */
export interface ReferralOut {
  readonly id: string;
  readonly caseNumber: string;
  /** Null for a confidential one. */
  readonly title: string | null;
  readonly state: ReferralState;
  readonly replyBy: string | null;
  readonly sentOn: string | null;
  readonly asked: number;
  readonly answered: number;
  readonly overdue: number;
}

export interface ReferralFilter {
  readonly issuers: readonly string[];
  readonly q?: string | undefined;
  readonly state?: ReferralState | undefined;
  readonly dueBefore?: string | undefined;
}

const CONFIDENTIAL = `(num_nonnulls(referrals.seen_by, referrals.case_seen_by) > 0 OR ${isMarkedAtConsultee('referral_id', 'referrals.id')})`;

/** The referrals that bodies have out, the newest first. */
@Injectable()
export class ReadReferrals {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async out(caller: Caller, { issuers, q, state, dueBefore }: ReferralFilter, query: PageQuery) {
    const where = new Where(scopeOf(caller.actor), referralIsVisible('referrals'));
    where.and((codes) => `referrals.issuer_code = ANY(${codes}::text[])`, issuers);
    if (state) where.and((value) => `referrals.state = ${value}`, state);
    if (dueBefore) where.and((day) => `referrals.reply_by <= ${day}::date`, dueBefore);
    if (q)
      where.and(
        (words, same) => `(folded(cases.number) LIKE ALL (words_sought(${words}::text))
          OR folded(referrals.title) LIKE ALL (words_sought(${same}::text)) AND NOT ${CONFIDENTIAL})`,
        q,
        q,
      );
    const from = 'referrals JOIN cases ON cases.id = referrals.case_id';
    const total = await where.count(this.dataSource, from);
    if (query.cursor) {
      const [at, id] = decodeCursor(query.cursor, 'instant', 'id');
      where.and((a, b) => `(referrals.created_at, referrals.id) < (${a}::timestamptz, ${b}::uuid)`, at, id);
    }
    const [states, today] = [where.value(UNANSWERED_STATES), where.value(this.clock.today())];
    const rows: (ReferralOut & { newest: string })[] = await this.dataSource.query(
      `SELECT referrals.id, cases.number AS "caseNumber", CASE WHEN NOT ${CONFIDENTIAL} THEN referrals.title END AS title,
         referrals.state, referrals.reply_by AS "replyBy", referrals.sent_on AS "sentOn",
         referrals.created_at::text AS newest, counted.*
       FROM ${from} CROSS JOIN LATERAL (
         SELECT count(*)::int AS asked, (count(*) FILTER (WHERE asked.state IN ('forwarded', 'received')))::int AS answered,
           (count(*) FILTER (WHERE asked.state = ANY(${states}::text[]) AND asked.reply_by < ${today}::date))::int AS overdue
         FROM consultations asked WHERE asked.referral_id = referrals.id) counted
       WHERE ${where.sql} ORDER BY referrals.created_at DESC, referrals.id DESC ${where.page(query)}`,
      where.values,
    );
    const toRow = ({ newest: _newest, ...row }: ReferralOut & { newest: string }): ReferralOut => row;
    return pageOf(query, rows, toRow, ({ newest, id }) => [newest, id], total);
  }
}
