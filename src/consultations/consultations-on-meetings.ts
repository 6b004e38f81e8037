import { MOST_COUNTED, type CursorKey } from '../lists/paging.js';
import { Where, type Statement } from '../lists/where.js';
import { consultationIsVisible, scopeOf } from '../identity/visibility.js';
import type { Actor } from '../rules/actor.js';
import { UNANSWERED_STATES } from '../rules/consultation-states.js';
import { narrow, type Listed } from './consultations-in-order.js';

/** Only the body's own staff know on which meeting a matter is. */
const ON_MEETINGS = `(SELECT id AS meeting, body_code, meets_on FROM meetings) meetings
  JOIN consultations consultation ON consultation.meeting_id = meetings.meeting AND consultation.consultee_code = meetings.body_code`;

/**
 * Compared with each matter of the meetings, which are few: a search of all would end long before it came to them. Of what
 * is confidential only the numbers are searched, as in database/current/consultations.sql.
 */
const hasWords = (question: string): string => `NOT EXISTS (
  SELECT FROM unnest(words_sought(${question})) AS word WHERE NOT (search_text LIKE word
    AND (num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) = 0
      OR searched('', case_number, own_case_number) LIKE word)))`;

/** A list of the consultations that are on a meeting's agenda, or have been decided there: of one meeting, or of all. */
export class ConsultationsOnMeetings {
  private readonly where: Where;

  constructor(
    actor: Actor,
    private readonly listed: Listed,
    today: string,
    after?: CursorKey,
  ) {
    const where = new Where(scopeOf(actor), consultationIsVisible('consultation'));
    const { meeting, consultee, issuer, officer, state, overdue, dueBefore, atRisk, caseId, q } = listed;
    where.and((bodies) => `meetings.body_code = ANY(${bodies}::text[])`, actor.staffOf);
    if (meeting) where.and((id) => `meetings.meeting = ${id}::uuid`, meeting);
    if (consultee) where.and((code) => `meetings.body_code = ${code}`, consultee);
    if (issuer) where.and((code) => `issuer_code = ${code}`, issuer);
    if (officer) where.and((name) => `officer = ${name}`, officer);
    if (state) where.and((states) => `consultation.state = ANY(${states}::text[])`, state);
    if (overdue !== undefined)
      where.and(
        (states, day) =>
          `(consultation.state = ANY(${states}::text[]) AND reply_by < ${day}::date) = ${overdue}`,
        UNANSWERED_STATES,
        today,
      );
    if (dueBefore) where.and((day) => `reply_by <= ${day}::date`, dueBefore);
    if (atRisk !== undefined)
      where.and(
        (day, wanted) => `is_at_risk(consultation, $1, ${day}::date) = ${wanted}::boolean`,
        today,
        atRisk,
      );
    narrow(where, listed, today);
    if (caseId) where.and((id) => `case_id = ${id}::uuid`, caseId);
    if (q?.trim()) where.and((question) => hasWords(question), q);
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
    const text = `SELECT ${columns}, ${this.day} AS listed_by FROM ${ON_MEETINGS} WHERE ${this.where.sql}
      ORDER BY ${this.day} ${way}, consultation.id ${way} LIMIT ${rows} OFFSET ${skipped}`;
    return { text, values: this.where.values };
  }

  count(): Statement {
    const text = `SELECT count(*) AS total FROM (SELECT FROM ${ON_MEETINGS} WHERE ${this.where.sql}
      LIMIT ${MOST_COUNTED + 1}) counted`;
    return { text, values: this.where.values };
  }

  private get day(): string {
    return this.listed.sort.endsWith('meeting') ? 'meets_on' : 'reply_by';
  }

  private get isForward(): boolean {
    return !this.listed.sort.startsWith('-');
  }
}
