import type { CursorKey } from '../lists/paging.js';
import { Where, type Statement } from '../lists/where.js';
import { bodiesOf, consultationIsVisible, scopeOf } from '../identity/visibility.js';
import type { Actor } from '../rules/actor.js';
import type { Listed } from './consultations-in-order.js';

/**
 * A list of the consultations that a search finds. They are found by a function of the database (database/current/consultations.sql), which
 * keeps to the second wall; here they are looked at again, through both walls.
 */
export class ConsultationsMatching {
  constructor(
    private readonly actor: Actor,
    private readonly listed: Listed,
    private readonly today: string,
    private readonly after?: CursorKey,
  ) {}

  /** @param columns of `consultation`; `reply_by` and `id` are among them. */
  page(columns: string, rows: number, skipped: number): Statement {
    const where = new Where(scopeOf(this.actor), consultationIsVisible('consultation'));
    const way = this.isForward ? 'ASC' : 'DESC';
    const text = `SELECT ${columns} FROM (SELECT id AS found FROM ${this.found(where, rows, skipped)}) matching
      JOIN consultations consultation ON consultation.id = found
      WHERE ${where.sql} ORDER BY consultation.reply_by ${way}, consultation.id ${way}`;
    return { text, values: where.values };
  }

  count(most: number): Statement {
    const where = new Where(scopeOf(this.actor), 'true');
    const text = `SELECT count(*) AS total FROM ${this.found(where, most + 1, 0)} found WHERE ${where.sql}`;
    return { text, values: where.values };
  }

  private found(where: Where, rows: number, skipped: number): string {
    return matching(where, this.actor, this.listed, this.today, rows, skipped, this.after);
  }

  private get isForward(): boolean {
    return this.listed.sort === 'replyBy';
  }
}

/** What a search finds, as a row source with `id`; see database/current/consultations.sql. */
function matching(
  where: Where,
  actor: Actor,
  { q, consultee, issuer, officer, state, overdue, dueBefore, caseId, sort, ...asked }: Listed,
  today: string,
  rows: number,
  skipped: number,
  [afterDate, afterId]: CursorKey = [],
): string {
  const given: readonly [name: string, type: string, value: unknown][] = [
    ['question', 'text', q],
    ['bodies', 'text[]', bodiesOf(actor)],
    ['asked_of', 'text', consultee],
    ['asked_by', 'text', issuer],
    ['handled_by', 'text', officer],
    ['in_states', 'text[]', state],
    ['today', 'date', today],
    ['is_overdue', 'boolean', overdue],
    ['due_before', 'date', dueBefore],
    ['in_case', 'uuid', caseId],
    ['backwards', 'boolean', sort !== 'replyBy'],
    ['after_date', 'date', afterDate],
    ['after_id', 'uuid', afterId],
    ['most', 'integer', rows],
    ['skipped', 'integer', skipped],
    ['risky', 'boolean', asked.atRisk],
    ['returned', 'boolean', asked.returned],
    ['extending', 'boolean', asked.extensionRequested],
    ['is_held', 'boolean', asked.meetingHeld],
    ['from_outside', 'boolean', asked.fromOutside],
  ];
  const named = given.map(([name, type, value]) => `${name} => ${where.value(value ?? null)}::${type}`);
  return `consultations_matching(${named.join(', ')})`;
}
