import { MOST_COUNTED, type CursorKey } from '../lists/paging.js';
import { Where, type Statement } from '../lists/where.js';
import { consultationIsVisible, scopeOf } from '../identity/visibility.js';
import type { Actor } from '../rules/actor.js';
import { UNANSWERED_STATES } from '../rules/consultation-states.js';
import { compareEach } from './compare-each.js';
import type { Listed } from './consultations-in-order.js';

const OF_MEETINGS = `(SELECT id AS meeting, body_code, meets_on FROM meetings) meetings
  JOIN consultations consultation ON consultation.meeting_id = meetings.meeting AND consultation.consultee_code = meetings.body_code`;

const MEETING_THAT_HAS_IT = `CASE WHEN state IN ('on-agenda', 'decided', 'confirmed') THEN meeting_id END`;
const ARE_UNANSWERED = `state IN (${UNANSWERED_STATES.map((state) => `'${state}'`).join(', ')})`;

/**
 * The day of the next step, as `nextStepOf` takes it from the plan; where the plan has none the day of the reply. Replies
 * of one body, day, state and meeting have the same plan: it is worked out once for each, and not for each reply.
 */
const ofPlans = (bodies: string, today: string): string => `(
    SELECT consultee_code AS body_code, reply_by AS due, state AS has_state, ${MEETING_THAT_HAS_IT} AS meeting
    FROM consultations WHERE consultee_code = ANY(${bodies}::text[]) AND ${ARE_UNANSWERED} GROUP BY 1, 2, 3, 4
  ) together
  CROSS JOIN LATERAL (
    SELECT coalesce(CASE has_state WHEN 'sent' THEN start_by WHEN 'registered' THEN start_by WHEN 'drafting' THEN draft_by
      WHEN 'in-review' THEN approve_by WHEN 'approved' THEN agenda_closes_on WHEN 'on-agenda' THEN meets_on
      WHEN 'decided' THEN confirm_by ELSE forward_by END, due) AS next_by
    FROM plan_of(body_code, due, ${today}::date, meeting)
  ) plan
  JOIN consultations consultation ON consultation.consultee_code = body_code AND consultation.reply_by = due
    AND consultation.state = has_state AND (${MEETING_THAT_HAS_IT}) IS NOT DISTINCT FROM meeting`;

/**
 * A list of what a body's own staff plan for, by a day that the consultation itself does not have: what is on a meeting's
 * agenda or has been decided there, by the day of the meeting; or what is still to be answered, by the day of the next step.
 */
export class ConsultationsByDay {
  private readonly where: Where;
  private readonly from: string;
  private readonly day: string;

  constructor(
    actor: Actor,
    private readonly listed: Listed,
    today: string,
    after?: CursorKey,
  ) {
    const where = new Where(scopeOf(actor), consultationIsVisible('consultation'));
    const isByPlan = listed.sort.endsWith('margin');
    this.from = isByPlan ? ofPlans(where.value(actor.staffOf), where.value(today)) : OF_MEETINGS;
    this.day = isByPlan ? 'next_by' : listed.sort.endsWith('meeting') ? 'meets_on' : 'reply_by';
    where.and((bodies) => `body_code = ANY(${bodies}::text[])`, actor.staffOf);
    compareEach(where, listed, actor, today);
    if (after)
      where.and(
        (day, id) =>
          `(${this.day}, consultation.id) ${this.isForward ? '>' : '<'} (${day}::date, ${id}::uuid)`,
        ...after,
      );
    this.where = where;
  }

  /** @param columns of `consultation`. */
  page(columns: string, rows: number, skipped: number): Statement {
    const way = this.isForward ? 'ASC' : 'DESC';
    const text = `SELECT ${columns}, ${this.day} AS listed_by FROM ${this.from} WHERE ${this.where.sql}
      ORDER BY ${this.day} ${way}, consultation.id ${way} LIMIT ${rows} OFFSET ${skipped}`;
    return { text, values: this.where.values };
  }

  count(): Statement {
    const text = `SELECT count(*) AS total FROM (SELECT FROM ${this.from} WHERE ${this.where.sql}
      LIMIT ${MOST_COUNTED + 1}) counted`;
    return { text, values: this.where.values };
  }

  private get isForward(): boolean {
    return !this.listed.sort.startsWith('-');
  }
}
