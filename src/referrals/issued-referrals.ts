import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { Clock } from '../config/clock.js';
import { IN_ORDER } from '../database/prepared-client.js';
import { decodeCursor, pageOf, totalOf } from '../lists/paging.js';
import { Where, type Order } from '../lists/where.js';
import { bodiesOf, isMarkedAtConsultee, referralIsVisible, scopeOf } from '../identity/visibility.js';
import { UNANSWERED_STATES } from '../rules/consultation-states.js';
import type { IssuedReferralsPage, IssuedReferralRowView, ReferralsQuery } from './issued-referrals.dto.js';

type Row = Omit<IssuedReferralRowView, 'sentAt'> & {
  readonly sent_at: Date | null;
  readonly created: string;
  readonly due: string;
};

const confidential = (row: string): string => `(num_nonnulls(${row}.seen_by, ${row}.case_seen_by) > 0
  OR ${isMarkedAtConsultee('referral_id', `${row}.id`)})`;
const CONFIDENTIAL = confidential('listed');

/** What is looked into for words, as of a case: its number, and the title unless it is confidential. */
const SOUGHT = `searched(CASE WHEN NOT ${confidential('referrals')} THEN referrals.title END,
  (SELECT cases.number FROM cases WHERE cases.id = referrals.case_id))`;

/** Those without a day to answer come last; as the index has it. */
const REFERRALS = `(SELECT *, coalesce(reply_by, DATE '2100-12-31') AS due_on FROM referrals) referrals`;

/**
 * A draft has asked nobody yet; of one that is sent those who were recalled are no longer asked. Who replied without
 * being asked is no consultee.
 */
const counts = (today: string, unanswered: string): string => `
  SELECT CASE WHEN listed.state = 'draft'
      THEN (SELECT count(*) FROM referral_consultees named WHERE named.referral_id = listed.id)
      ELSE count(*) FILTER (WHERE state <> 'withdrawn' OR listed.state = 'withdrawn') END::int AS asked,
    count(*) FILTER (WHERE state IN ('forwarded', 'received'))::int AS answered,
    count(*) FILTER (WHERE reached_issuer_on > reply_by)::int AS late,
    count(*) FILTER (WHERE state = ANY(${unanswered}::text[]) AND reply_by < ${today}::date)::int AS overdue,
    count(*) FILTER (WHERE CASE WHEN consultee_code IS NOT NULL AND state = ANY(${unanswered}::text[]) AND reply_by >= ${today}::date
      THEN (SELECT at_risk FROM reminder_plan(asked, ${today}::date)) END)::int AS "atRisk",
    count(*) FILTER (WHERE state = 'declined')::int AS declined
  FROM consultations asked WHERE asked.referral_id = listed.id AND NOT asked.unasked`;

/** The referrals that a caller's bodies have out, with how their consultees fare; counted for the rows of the page alone. */
@Injectable()
export class IssuedReferrals {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(caller: Caller, query: ReferralsQuery): Promise<IssuedReferralsPage> {
    const where = new Where(scopeOf(caller.actor), referralIsVisible('referrals'));
    if (query.state) where.and((state) => `referrals.state = ${state}`, query.state);
    if (query.dueBefore) where.and((day) => `referrals.reply_by <= ${day}::date`, query.dueBefore);
    if (query.q) where.and((words) => `${SOUGHT} LIKE ALL (words_sought(${words}::text))`, query.q);
    const issuers = bodiesOf(caller.actor).filter((body) => (query.issuer ?? body) === body);
    const places = issuers.map((issuer) => `issuer_code = ${where.text(issuer)}`);
    const order = orderOf(query.sort);
    const count = where.countingMerged(this.dataSource, REFERRALS, places, order);
    const beyond = order.way === 'ASC' ? '>' : '<';
    const after = decodeCursor(REFERRALS, query, byDay(query.sort) ? 'date' : 'instant', 'id');
    if (after)
      where.and(
        (a, b) => `(${order.columns[0]}, referrals.id) ${beyond} (${a}::${typeOf(query.sort)}, ${b}::uuid)`,
        ...after,
      );
    const page = where.merged(REFERRALS, places, order, query);
    const rows: Row[] = await this.dataSource.query(
      `${IN_ORDER} SELECT listed.id, case_id AS "caseId", cases.number AS "caseNumber", listed.issuer_code AS issuer,
         CASE WHEN NOT ${CONFIDENTIAL} THEN listed.title END AS title, ${CONFIDENTIAL} AS confidential, listed.state,
         reply_by AS "replyBy", sent_on AS "sentOn", sent_at, previous_referral_id AS "previousReferral", listed.version,
         to_json(fare) AS counts, listed.created_at::text AS created, due_on AS due
       FROM ${page} listed JOIN cases ON cases.id = listed.case_id
       CROSS JOIN LATERAL (${counts(where.value(this.clock.today()), where.value(UNANSWERED_STATES))}) fare
       ORDER BY listed.${order.columns[0]} ${order.way}, listed.id ${order.way}`,
      where.values,
    );
    const key = (row: Row) => [byDay(query.sort) ? row.due : row.created, row.id];
    return pageOf(REFERRALS, query, rows, toRow, key, await totalOf(query, rows, count));
  }
}

const byDay = (sort: ReferralsQuery['sort']): boolean => sort.endsWith('replyBy');
const typeOf = (sort: ReferralsQuery['sort']): string => (byDay(sort) ? 'date' : 'timestamptz');
const orderOf = (sort: ReferralsQuery['sort']): Order => ({
  columns: [byDay(sort) ? 'due_on' : 'created_at', 'id'],
  way: sort.startsWith('-') ? 'DESC' : 'ASC',
});

function toRow({ sent_at, created: _created, due: _due, ...row }: Row): IssuedReferralRowView {
  return { ...row, sentAt: sent_at?.toISOString() ?? null };
}
