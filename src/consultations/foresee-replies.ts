import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../config/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import type { Caller } from '../changes/caller.js';
import { warningsView } from '../changes/warnings-view.js';
import { referralIsVisible, scopeOf } from '../identity/visibility.js';
import { notInTheFuture } from '../http/field-rules.js';
import { daysBetween } from '../rules/civil-date.js';
import { periodWarnings } from '../rules/period-warnings.js';
import { verdictOf, verdictTexts, type PlanDates } from '../rules/planning.js';
import { authorize } from '../rules/policy.js';
import { NotFound, type Reason } from '../rules/problem.js';
import { planDates, planView, unplannedView } from './plan-view.js';
import type { ForeseenReplyView, SendBody, SendDryRunView } from './planning.dto.js';

interface Row {
  issuer_code: string;
  /** Null in the one row of a referral that nobody is to be asked. */
  consultee: string | null;
  body_code: string | null;
  reply_by: string | null;
  dates: PlanDates | null;
  earliest: string | null;
}

/** Days and consultees that a draft does not have yet. */
export interface AskedOtherwise {
  readonly replyBy?: string;
  readonly consultees?: readonly {
    readonly body?: string;
    readonly name?: string;
    readonly replyBy?: string;
  }[];
}

/** What sending would lead to, without sending: the plan of every consultee, and what to think of. */
@Injectable()
export class ForeseeReplies {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @param otherwise what the draft would have, where that is not what it has. @throws NotFound, NotPermitted */
  async foresee(
    caller: Caller,
    referralId: string,
    { sentOn }: SendBody = {},
    otherwise: AskedOtherwise | null = null,
  ): Promise<SendDryRunView> {
    const rows = await this.rows(this.dataSource, caller, referralId, otherwise);
    const [first] = rows;
    if (!first) throw new NotFound();
    authorize(caller.actor, 'referral.send', { issuer: first.issuer_code });
    const today = this.clock.today();
    notInTheFuture('/sentOn', sentOn, today);
    const asked = rows.filter(({ consultee }) => consultee !== null);
    return {
      dryRun: true,
      consultees: asked.map((row) => foreseen(row, today, caller)),
      earliestDateForAll: earliestForAll(asked),
      warnings: warningsView(this.warningsOf(asked, sentOn ?? today), caller).warnings ?? [],
    };
  }

  /** The same warnings, for the answer of the real sending. */
  async warnings(tx: EntityManager, caller: Caller, referralId: string, sentOn: string): Promise<Reason[]> {
    return this.warningsOf(await this.rows(tx, caller, referralId), sentOn);
  }

  private async rows(
    database: DataSource | EntityManager,
    caller: Caller,
    id: string,
    otherwise: AskedOtherwise | null = null,
  ): Promise<Row[]> {
    return database.query(
      `SELECT referrals.issuer_code, coalesce(asked.body_code, asked.name) AS consultee, asked.body_code,
         due.reply_by, earliest_reply_by(asked.body_code, $4) AS earliest,
         CASE WHEN plan.forward_by IS NOT NULL THEN ${planDates('plan', 'due.reply_by')} END AS dates
       FROM referrals
       LEFT JOIN LATERAL (
         SELECT body_code, name, reply_by, position FROM referral_consultees
         WHERE referral_id = referrals.id AND $5::jsonb IS NULL
         UNION ALL
         SELECT each->>'body', each->>'name', (each->>'replyBy')::date, position
         FROM jsonb_array_elements($5::jsonb->'consultees') WITH ORDINALITY AS others (each, position)) asked ON true
       CROSS JOIN LATERAL (
         SELECT coalesce(asked.reply_by, ($5::jsonb->>'replyBy')::date, referrals.reply_by) AS reply_by) due
       LEFT JOIN LATERAL plan_of(asked.body_code, due.reply_by, $4) plan ON asked.body_code IS NOT NULL
       WHERE referrals.id = $3 AND ${referralIsVisible('referrals')}
       ORDER BY asked.position`,
      [...scopeOf(caller.actor), id, this.clock.today(), otherwise && JSON.stringify(otherwise)],
    );
  }

  /** The time to reply is reckoned from the day of sending; whether it can be kept, from today. */
  private warningsOf(rows: readonly Row[], sentOn: string): Reason[] {
    const today = this.clock.today();
    const dates = [...new Set(rows.flatMap(({ reply_by }) => reply_by ?? []))];
    return [
      ...dates.flatMap((date) => periodWarnings(sentOn, date, this.settings.SHORT_PERIOD_DAYS, today)),
      ...rows.flatMap((row) => hardToKeep(row, today) ?? []),
    ];
  }
}

function foreseen(row: Row, today: string, caller: Caller): ForeseenReplyView {
  const plan = row.dates
    ? planView(row.dates, 'sent', today, caller)
    : unplannedView(row.body_code === null ? 'outside-yttra' : 'no-calendar', row.reply_by, caller);
  return {
    ...plan,
    consultee: row.consultee ?? '',
    daysLeft: row.reply_by === null ? null : daysBetween(today, row.reply_by),
    earliestReplyBy: row.earliest,
  };
}

/** Nobody knows what those outside Yttra can keep. */
function earliestForAll(rows: readonly Row[]): string | null {
  const earliest = rows.filter(({ body_code }) => body_code !== null).map((row) => row.earliest ?? '');
  return earliest.length === 0 || earliest.includes('') ? null : (earliest.toSorted().at(-1) ?? null);
}

function hardToKeep({ dates, consultee }: Row, today: string): Reason | undefined {
  const verdict = dates && verdictOf(dates, 'sent', today);
  // A day that has passed is said once, of the day.
  if (verdict === null || dates!.replyBy < today || verdict === 'comfortable' || verdict === 'tight')
    return undefined;
  const { sv, en } = verdictTexts[verdict];
  return { code: 'hard-to-keep', detail: { sv: `${consultee}: ${sv}`, en: `${consultee}: ${en}` } };
}
