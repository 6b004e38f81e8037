import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import type { Caller } from '../http/caller.js';
import { referralIsVisible, scopeOf } from '../identity/visibility.js';
import { daysBetween } from '../rules/civil-date.js';
import { authorize } from '../rules/policy.js';
import { NotFound } from '../rules/problem.js';
import type { ForeseenReplyView, SendDryRunView } from './consultations.dto.js';

/** Days that confirming the minutes usually takes. KL 5:69 allows 14; a week is what boards plan with. */
const CONFIRMATION_DAYS = 7;

interface Row {
  issuer_code: string;
  consultee: string | null;
  body_code: string | null;
  reply_by: string | null;
  last_meeting: string | null;
  last_meeting_with_confirmation: string | null;
  has_calendar: boolean;
}

/** What sending would lead to, without sending: can each consultee's board meet in time? */
@Injectable()
export class ForeseeReplies {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, NotPermitted */
  async foresee(caller: Caller, referralId: string): Promise<SendDryRunView> {
    const today = this.clock.today();
    const rows: Row[] = await this.dataSource.query(
      `SELECT referrals.issuer_code, coalesce(asked.body_code, asked.name) AS consultee, asked.body_code,
         coalesce(asked.reply_by, referrals.reply_by) AS reply_by,
         max(meets_on) FILTER (WHERE meets_on <= coalesce(asked.reply_by, referrals.reply_by)) AS last_meeting,
         max(meets_on) FILTER (WHERE meets_on <= coalesce(asked.reply_by, referrals.reply_by) - $5::int)
           AS last_meeting_with_confirmation,
         count(meets_on) > 0 AS has_calendar
       FROM referrals
       LEFT JOIN referral_consultees asked ON asked.referral_id = referrals.id
       LEFT JOIN meetings ON meetings.body_code = asked.body_code AND meets_on > $4
       WHERE referrals.id = $3 AND ${referralIsVisible('referrals')}
       GROUP BY referrals.id, asked.position, asked.body_code, asked.name, asked.reply_by
       ORDER BY asked.position`,
      [...scopeOf(caller.actor), referralId, today, CONFIRMATION_DAYS],
    );
    const [first] = rows;
    if (!first) throw new NotFound();
    authorize(caller.actor, 'referral.send', { issuer: first.issuer_code });
    return {
      dryRun: true,
      consultees: rows.filter(({ consultee }) => consultee !== null).map((row) => foreseen(row, today)),
    };
  }
}

function foreseen(row: Row, today: string): ForeseenReplyView {
  const meeting = row.last_meeting_with_confirmation ?? row.last_meeting;
  return {
    consultee: row.consultee ?? '',
    replyBy: row.reply_by,
    daysLeft: row.reply_by === null ? null : daysBetween(today, row.reply_by),
    lastMeeting: meeting,
    verdict: verdictOf(row),
  };
}

function verdictOf(row: Row): ForeseenReplyView['verdict'] {
  if (row.body_code === null) return 'outside-yttra';
  if (row.last_meeting_with_confirmation !== null) return 'answerable';
  if (row.last_meeting !== null) return 'needs-immediate-confirmation';
  return row.has_calendar ? 'no-meeting-in-time' : 'no-calendar';
}
