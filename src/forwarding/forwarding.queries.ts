import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import { inOrderOfNames } from '../consultations/in-order-of-names.js';
import type { DispatchSummaryView } from '../consultations/consultations.dto.js';
import type { Caller } from '../changes/caller.js';
import type { PageQuery } from '../lists/paging.dto.js';
import { pageOfWhole } from '../lists/paging.js';
import { descending, list, withInstants } from '../lists/list.js';
import { Where } from '../lists/where.js';
import { dispatchIsVisible, referralIsVisible, scopeOf } from '../identity/visibility.js';
import { UNANSWERED_STATES } from '../rules/consultation-states.js';
import { isLate, isOverdue, type Due } from '../rules/in-time.js';
import { authorize } from '../rules/policy.js';
import { NotFound } from '../rules/problem.js';
import type { DispatchesPage, DispatchView, RepliesPage } from './forwarding.dto.js';
import { readReplies, replyView } from './read-replies.js';

const DISPATCH = `dispatches.id, dispatches.number, dispatches.statement_version AS "statementVersion", dispatches.sha256, replaces, reason,
  dispatches.created_at AS "sentAt", forwarded_on AS "forwardedOn"`;

const PAPER = `CASE WHEN kept.dispatch_id IS NOT NULL THEN json_build_object('sha256', kept.sha256, 'byteSize', kept.byte_size,
  'fileName', kept.file_name, 'replacedSigns', kept.replaced_signs, 'frozenAt', to_char(kept.frozen_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) END`;

@Injectable()
export class ForwardingQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async dispatch(caller: Caller, id: string): Promise<DispatchView> {
    const [row]: DispatchView[] = await this.dataSource.query(
      `SELECT ${DISPATCH}, consultation_id AS "consultationId", content, ${PAPER} AS paper
         FROM dispatches JOIN consultations ON consultations.id = consultation_id
         LEFT JOIN dispatch_papers kept ON kept.dispatch_id = dispatches.id AND frozen_at IS NOT NULL
         WHERE dispatches.id = $3 AND ${dispatchIsVisible('consultations')}`,
      [...scopeOf(caller.actor), id],
    );
    if (!row) throw new NotFound();
    caller.hasRead('dispatches', id);
    return withInstants(row);
  }

  /** Newest first; corrections name the dispatch they replace. */
  async dispatches(caller: Caller, consultationId: string, query: PageQuery): Promise<DispatchesPage> {
    const seen: object[] = await this.dataSource.query(
      `SELECT FROM consultations WHERE id = $3 AND ${dispatchIsVisible('consultations')}`,
      [...scopeOf(caller.actor), consultationId],
    );
    if (seen.length === 0) throw new NotFound();
    caller.hasRead('consultations', consultationId);
    const where = new Where([...scopeOf(caller.actor), consultationId], 'consultation_id = $3');
    return list<DispatchSummaryView>(this.dataSource, query, {
      called: `dispatches of ${consultationId}`,
      select: DISPATCH,
      from: 'dispatches',
      where,
      order: descending(['number', 'number']),
    });
  }

  /** What has come in, and who is missing, overdue or late; for the issuer's staff. */
  async replies(caller: Caller, referralId: string, query: PageQuery): Promise<RepliesPage> {
    const today = this.clock.today();
    const [referral]: {
      issuer_code: string;
      case_seen_by: string[] | null;
      seen_by: string[] | null;
    }[] = await this.dataSource.query(
      `SELECT issuer_code, case_seen_by, seen_by FROM referrals WHERE id = $3 AND ${referralIsVisible('referrals')}`,
      [...scopeOf(caller.actor), referralId],
    );
    if (!referral) throw new NotFound();
    const { issuer_code: issuer, case_seen_by, seen_by } = referral;
    authorize(caller.actor, 'referral.compile', { issuer, lists: { [issuer]: [case_seen_by, seen_by] } });
    const all: (Due & { id: string; consultee: string })[] = await this.dataSource.query(
      `SELECT consultations.id, coalesce(consultee_code, consultee_name) AS consultee, state, reply_by, reached_issuer_on
       FROM consultations LEFT JOIN bodies ON bodies.code = consultee_code WHERE referral_id = $1
       ORDER BY ${inOrderOfNames('consultations', 'bodies')}`,
      [referralId],
    );
    const page = pageOfWhole(`replies to ${referralId}`, query, all, ({ id }) => id);
    const ids = page.items.map(({ id }) => id);
    const rows = await readReplies(this.dataSource, caller, referralId, ids);
    return {
      ...page,
      items: rows.map((row) => replyView(row, today)),
      missing: all.filter(({ state }) => UNANSWERED_STATES.includes(state)).map(({ consultee }) => consultee),
      overdue: all.filter((each) => isOverdue(each, today)).map(({ consultee }) => consultee),
      late: all.filter(isLate).map(({ consultee }) => consultee),
    };
  }
}
