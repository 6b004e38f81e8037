import { IN_ORDER } from '../database/prepared-client.js';
import type { CursorKey } from '../lists/paging.js';
import { Where, type Statement } from '../lists/where.js';
import { consultationIsVisible, scopeOf } from '../identity/visibility.js';
import type { Actor } from '../rules/actor.js';
import { compareEach } from './compare-each.js';
import type { Listed } from './consultations-in-order.js';
import { IS_OF_THEM, together } from './consultations-together.js';

/** The day of the next step, as `nextStepOf` takes it from the plan; where the plan has none the day of the reply. */
const NEXT_BY = `coalesce(CASE of_state WHEN 'sent' THEN start_by WHEN 'registered' THEN start_by WHEN 'drafting' THEN draft_by
  WHEN 'in-review' THEN approve_by WHEN 'approved' THEN agenda_closes_on WHEN 'on-agenda' THEN meets_on
  WHEN 'decided' THEN confirm_by ELSE forward_by END, due)`;

/**
 * A list of what a body's own staff are still to answer, by the plan: in the order of the next step, or only what is at
 * risk. Plans are worked out first, once for all replies that have the same one; then consultations are read plan after
 * plan in the list's order, to the end of the page. MATERIALIZED, since PostgreSQL would put the plan into the query and
 * work it out for each reply.
 */
export class ConsultationsByStep {
  private readonly where: Where;
  private readonly before: string;
  private readonly steps: string;

  constructor(
    actor: Actor,
    private readonly listed: Listed,
    today: string,
    after?: CursorKey,
  ) {
    const { atRisk, ...asked } = listed;
    const where = new Where(scopeOf(actor), consultationIsVisible('consultation'));
    const since = atRisk ? today : undefined;
    this.before = `WITH RECURSIVE ${together(where, actor.staffOf, listed, since)}, ${stepsOf(where, listed, today)}`;
    compareEach(where, asked, actor, today);
    let steps = 'TABLE steps';
    if (after) {
      const [day, id] = after.map((part) => where.value(part));
      const beyond = this.isForward ? '>' : '<';
      steps = `SELECT * FROM steps WHERE listed_by ${beyond}= ${day}::date`;
      where.and(() => `(listed_by, consultation.id) ${beyond} (${day}::date, ${id}::uuid)`);
    }
    this.steps = `(${steps} ORDER BY listed_by ${this.way}) steps`;
    this.where = where;
  }

  /** @param columns of `consultation`; `id` is among them. */
  page(columns: string, rows: number, skipped: number): Statement {
    const text = `${this.before} SELECT consultation.*, listed_by FROM ${this.steps} CROSS JOIN LATERAL ${this.each(columns)}
      ORDER BY listed_by ${this.way}, consultation.id ${this.way} LIMIT ${rows} OFFSET ${skipped}`;
    return { text, values: this.where.values };
  }

  count(most: number): Statement {
    const text = `${IN_ORDER} ${this.before} SELECT count(*) AS total FROM (
      SELECT FROM ${this.steps} CROSS JOIN LATERAL ${this.each('consultation.id')} LIMIT ${most + 1}) counted`;
    return { text, values: this.where.values };
  }

  /** OFFSET 0: looked up for each step, of which PostgreSQL expects so many that it would read all of an officer or body. */
  private each(columns: string): string {
    return `(SELECT ${columns} FROM consultations consultation WHERE ${IS_OF_THEM} AND ${this.where.sql} OFFSET 0) consultation`;
  }

  private get isForward(): boolean {
    return !this.listed.sort.startsWith('-');
  }

  private get way(): string {
    return this.isForward ? 'ASC' : 'DESC';
  }
}

/** `steps`: what belongs together, with the day that the list goes by; of those alone that are at risk or not, if asked. */
function stepsOf(where: Where, { sort, atRisk }: Listed, today: string): string {
  const day = where.value(today);
  const risk =
    atRisk === undefined
      ? ''
      : `LEFT JOIN LATERAL risk_of(body, due, of_state, meeting, ${day}::date) risk ON true
         WHERE coalesce(at_risk, false) = ${where.value(atRisk)}::boolean`;
  if (!sort.endsWith('margin'))
    return `steps AS MATERIALIZED (SELECT together.*, due AS listed_by FROM together ${risk})`;
  return `plans AS MATERIALIZED (
      SELECT * FROM (SELECT body, due, meeting, array_agg(of_state) AS states FROM together GROUP BY 1, 2, 3) same
      CROSS JOIN LATERAL plan_of(body, due, ${day}::date, meeting) plan
    ), steps AS MATERIALIZED (
      SELECT body, of_state, due, meeting, ${NEXT_BY} AS listed_by FROM plans CROSS JOIN unnest(states) AS of_state ${risk}
    )`;
}
