import type { CursorKey } from '../lists/paging.js';
import { Where, type Statement } from '../lists/where.js';
import { consultationIsVisible, scopeOf } from '../identity/visibility.js';
import type { Actor } from '../rules/actor.js';
import { compareEach } from './compare-each.js';
import type { Listed } from './consultations-in-order.js';

const OF_MEETINGS = `(SELECT id AS meeting, body_code, meets_on FROM meetings) meetings
  JOIN consultations consultation ON consultation.meeting_id = meetings.meeting AND consultation.consultee_code = meetings.body_code`;

/** A list of what is on the agenda of a meeting of a body's own staff or has been decided there, by the day of the meeting. */
export class ConsultationsByMeeting {
  private readonly where: Where;
  private readonly day: string;

  constructor(
    actor: Actor,
    private readonly listed: Listed,
    today: string,
    after?: CursorKey,
  ) {
    const where = new Where(scopeOf(actor), consultationIsVisible('consultation'));
    this.day = listed.sort.endsWith('meeting') ? 'meets_on' : 'reply_by';
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
    const text = `SELECT ${columns}, ${this.day} AS listed_by FROM ${OF_MEETINGS} WHERE ${this.where.sql}
      ORDER BY ${this.day} ${way}, consultation.id ${way} LIMIT ${rows} OFFSET ${skipped}`;
    return { text, values: this.where.values };
  }

  count(most: number): Statement {
    const text = `SELECT count(*) AS total FROM (SELECT FROM ${OF_MEETINGS} WHERE ${this.where.sql}
      LIMIT ${most + 1}) counted`;
    return { text, values: this.where.values };
  }

  private get isForward(): boolean {
    return !this.listed.sort.startsWith('-');
  }
}
