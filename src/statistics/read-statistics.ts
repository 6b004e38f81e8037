import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { Clock } from '../config/clock.js';
import { consultationIsVisible, dispatchIsVisible, scopeOf } from '../identity/visibility.js';
import { authorize } from '../rules/policy.js';
import { NotFound } from '../rules/problem.js';
import {
  COUNTED_STEPS,
  type AnsweredView,
  type OutcomeCountView,
  type PartyView,
  type Side,
  type StanceCountView,
  type StatisticsQuery,
  type StatisticsView,
  type StepTimeView,
} from './statistics.dto.js';

/** Times, stances and outcomes are those of so many replies at most: a median of them is as good as one of all. */
const MOST_REPLIES = 2000;

interface Columns {
  /** The body whose statistics they are, and the other party. */
  readonly own: 'consultee_code' | 'issuer_code';
  readonly other: 'consultee_code' | 'issuer_code';
}
const COLUMNS: Readonly<Record<Side, Columns>> = {
  asked: { own: 'consultee_code', other: 'issuer_code' },
  asking: { own: 'issuer_code', other: 'consultee_code' },
};

/** $3: the body, $4 and $5: from and until which reply-by date. Whoever answers without being asked counts nowhere. */
const counted = ({ own }: Columns): string =>
  `consultation.${own} = $3 AND consultation.reply_by >= $4::date AND consultation.reply_by < $5::date AND NOT unasked`;

/** By year and other party; $6: today. */
const NUMBERS = (columns: Columns): string => `
  SELECT ended.year, ended.code, bodies.name, asked, answered, "inTime", late, declined, "noReply", open, overdue, extended,
    withdrawn
  FROM (
    SELECT extract(year FROM reply_by)::int AS year, ${columns.other} AS code,
      count(*) FILTER (WHERE state <> 'withdrawn')::int AS asked,
      count(*) FILTER (WHERE state IN ('forwarded', 'received'))::int AS answered,
      count(*) FILTER (WHERE state IN ('forwarded', 'received') AND reached_issuer_on <= reply_by)::int AS "inTime",
      count(*) FILTER (WHERE state IN ('forwarded', 'received') AND reached_issuer_on > reply_by)::int AS late,
      count(*) FILTER (WHERE state = 'declined')::int AS declined,
      count(*) FILTER (WHERE state = 'no-reply')::int AS "noReply",
      count(*) FILTER (WHERE ${IS_OPEN})::int AS open,
      count(*) FILTER (WHERE ${IS_OPEN} AND reply_by < $6::date)::int AS overdue,
      count(*) FILTER (WHERE state <> 'withdrawn' AND reply_by > original_reply_by)::int AS extended,
      count(*) FILTER (WHERE state = 'withdrawn')::int AS withdrawn
    FROM consultations consultation
    WHERE ${counted(columns)} AND ${consultationIsVisible('consultation')}
    GROUP BY 1, 2
  ) ended LEFT JOIN bodies ON bodies.code = ended.code
  ORDER BY ended.year, asked DESC, bodies.name COLLATE sv_numbers`;

const IS_OPEN = "state NOT IN ('forwarded', 'received', 'declined', 'no-reply', 'withdrawn')";

/**
 * The day of each step: as the trail was told of it inside the administration, and as the minutes and the first dispatch say
 * from the decision on. A correction that is forwarded later makes no step longer, and its stance is the one that counts.
 */
const REPLIES = (columns: Columns): string =>
  `
  WITH replies AS MATERIALIZED (
    SELECT id, case_id, sent_on, received_on, reached_issuer_on FROM consultations consultation
    WHERE ${counted(columns)} AND state IN ('forwarded', 'received') AND ${dispatchIsVisible('consultation')}
    ORDER BY reply_by DESC, id DESC LIMIT ${MOST_REPLIES}
  ), taken AS (
    SELECT consultation_id, max(at) FILTER (WHERE verb = 'register') AS registered,
      max(at) FILTER (WHERE verb = 'submit') AS submitted, max(at) FILTER (WHERE verb = 'approve') AS approved
    FROM audit_events
    WHERE case_id IN (SELECT case_id FROM replies) AND object_type = 'consultation' AND verb IN ('register', 'submit', 'approve')
    GROUP BY consultation_id
  ), days AS (
    SELECT sent_on AS sent, coalesce(day_of(registered), replies.received_on) AS registered, day_of(submitted) AS submitted,
      day_of(approved) AS approved, (first.content->'decision'->>'decidedOn')::date AS decided,
      (first.content->'decision'->>'confirmedOn')::date AS confirmed, first.forwarded_on AS forwarded,
      reached_issuer_on AS received, coalesce(latest.content->'statement'->>'stance', recorded_replies.stance) AS stance,
      latest.content->'decision'->>'outcome' AS outcome
    FROM replies
    LEFT JOIN taken ON taken.consultation_id = replies.id
    LEFT JOIN dispatches first ON first.consultation_id = replies.id AND first.number = 1
    LEFT JOIN LATERAL (SELECT content FROM dispatches WHERE dispatches.consultation_id = replies.id
      ORDER BY number DESC LIMIT 1) latest ON true
    LEFT JOIN recorded_replies ON recorded_replies.consultation_id = replies.id
  ), steps AS (
    SELECT step, greatest(until.number - since.number, 0) AS working_days
    FROM days CROSS JOIN LATERAL (VALUES ('register', sent, registered), ('draft', registered, submitted),
      ('approve', submitted, approved), ('decide', approved, decided), ('confirm', decided, confirmed),
      ('forward', confirmed, forwarded), ('receive', forwarded, received)) each (step, first, last)
    JOIN working_days since ON since.day = first JOIN working_days until ON until.day = last
  )
  SELECT
    (SELECT coalesce(json_agg(json_build_object('step', step, 'medianWorkingDays', median, 'counted', counted)), '[]')
      FROM (SELECT step, percentile_disc(0.5) WITHIN GROUP (ORDER BY working_days) AS median, count(*) AS counted
        FROM steps GROUP BY step) each) AS steps,
    (SELECT coalesce(json_agg(json_build_object('stance', stance, 'count', count) ORDER BY count DESC, stance), '[]')
      FROM (SELECT stance, count(*) FROM days WHERE stance IS NOT NULL GROUP BY stance) each) AS stances,
    (SELECT coalesce(json_agg(json_build_object('outcome', outcome, 'count', count) ORDER BY count DESC, outcome), '[]')
      FROM (SELECT outcome, count(*) FROM days WHERE outcome IS NOT NULL GROUP BY outcome) each) AS outcomes`.replaceAll(
    /day_of\((\w+)\)/g,
    "($1 AT TIME ZONE 'Europe/Stockholm')::date",
  );

const NONE: AnsweredView = {
  asked: 0,
  answered: 0,
  inTime: 0,
  late: 0,
  declined: 0,
  noReply: 0,
  open: 0,
  overdue: 0,
  extended: 0,
  withdrawn: 0,
};

interface Replies {
  readonly steps: readonly StepTimeView[];
  readonly stances: StanceCountView[];
  readonly outcomes: OutcomeCountView[];
}

/** How a body's consultations go: how many are answered, when, with what, and how long each step takes. */
@Injectable()
export class ReadStatistics {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Of the replies that were to be given in a year. @throws NotFound for no body, NotPermitted for whoever is not of it. */
  async of(caller: Caller, body: string, { side, year: asked }: StatisticsQuery): Promise<StatisticsView> {
    const known: object[] = await this.dataSource.query('SELECT FROM bodies WHERE code = $1', [body]);
    if (known.length === 0) throw new NotFound();
    authorize(caller.actor, 'body.read-statistics', { body });
    const today = this.clock.today();
    const year = asked ?? Number(today.slice(0, 4));
    const scope = [...scopeOf(caller.actor), body];
    const until = `${year + 1}-01-01`;
    const [rows, [replies]] = (await Promise.all([
      this.dataSource.query(NUMBERS(COLUMNS[side]), [...scope, `${year - 2}-01-01`, until, today]),
      this.dataSource.query(REPLIES(COLUMNS[side]), [...scope, `${year}-01-01`, until]),
    ])) as [(PartyView & { year: number })[], [Replies]];
    const ofYear = rows.filter((row) => row.year === year).map(({ year: _year, ...party }) => party);
    const { steps, stances, outcomes } = replies;
    return {
      body,
      year,
      side,
      totals: sumOf(ofYear),
      years: [year - 2, year - 1, year].map((each) => ({
        year: each,
        ...sumOf(rows.filter((row) => row.year === each)),
      })),
      parties: ofYear,
      steps: COUNTED_STEPS.map(
        (step) => steps.find((found) => found.step === step) ?? { step, medianWorkingDays: null, counted: 0 },
      ),
      stances,
      outcomes,
    };
  }
}

function sumOf(rows: readonly AnsweredView[]): AnsweredView {
  const names = Object.keys(NONE) as (keyof AnsweredView)[];
  return rows.reduce(
    (sum, row) =>
      Object.fromEntries(names.map((name) => [name, sum[name] + row[name]])) as unknown as AnsweredView,
    NONE,
  );
}
