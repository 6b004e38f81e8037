import { IN_ORDER } from '../database/prepared-client.js';
import type { CursorKey } from '../lists/paging.js';
import { Where, type Statement } from '../lists/where.js';
import { bodiesOf, consultationIsVisible, scopeOf } from '../identity/visibility.js';
import type { Actor } from '../rules/actor.js';
import { addDays } from '../rules/civil-date.js';
import {
  CONSULTATION_STATES,
  UNANSWERED_STATES,
  type ConsultationState,
} from '../rules/consultation-states.js';
import type { ConsultationsQuery } from './consultations.dto.js';
import { together } from './consultations-together.js';

/** What is listed; of one case where that is named. */
export interface Listed extends Omit<ConsultationsQuery, 'limit' | 'page' | 'cursor' | 'count'> {
  readonly caseId?: string | undefined;
}

/**
 * Where a list looks: along the index that begins with this column, once for each of its values, which are the caller's
 * or those of a query.
 */
interface Beginning {
  readonly column: 'consultee_code' | 'issuer_code' | 'case_id' | 'id';
  readonly values: readonly string[] | typeof REQUESTED;
  readonly besides?: string;
}

/** The few consultations for which more time is asked, by an index of their own, of all that the caller sees. */
const REQUESTED = "SELECT consultation_id FROM extensions WHERE state = 'requested'";

/** Part of an index that holds one state, or several that have an index of their own, between two days. */
interface Stretch {
  readonly state: ConsultationState;
  readonly from: string;
  readonly to: string;
}

/**
 * A list of consultations, read along indexes in its order: each body of the caller's, on each side, and each state
 * asked for is looked up by itself, and the first rows of each are merged. Asked with `consultee … OR issuer …`,
 * PostgreSQL would read and sort all that the caller may see.
 */
export class ConsultationsInOrder {
  private readonly where: Where;
  private readonly bodies: readonly string[];
  private readonly listed: Listed;
  private readonly besides: string;

  constructor(
    actor: Actor,
    listed: Listed,
    private readonly today: string,
    after?: CursorKey,
  ) {
    this.listed = inItsStates(listed);
    this.bodies = bodiesOf(actor);
    const where = new Where(scopeOf(actor), consultationIsVisible('consultation'));
    const { consultee, issuer, officer, sort } = listed;
    if (consultee) where.and((code) => `consultee_code = ${code}`, consultee);
    if (issuer) where.and((code) => `issuer_code = ${code}`, issuer);
    if (officer)
      where.and(
        (name, bodies) => `officer = ${name} AND consultee_code = ANY(${bodies}::text[])`,
        officer,
        this.bodies,
      );
    this.besides = riskOf(where, actor, listed, today);
    narrow(where, listed, today);
    const beyond = sort === 'replyBy' ? '>' : '<';
    if (after)
      where.and((a, b) => `(reply_by, consultation.id) ${beyond} (${a}::date, ${b}::uuid)`, ...after);
    this.where = where;
  }

  /** @param columns of `consultation`; `reply_by` and `id` are among them. */
  page(columns: string, rows: number, skipped: number): Statement {
    const most = rows + skipped;
    const found = this.beginnings().flatMap((beginning) =>
      skipped > 0 ? this.each(beginning, columns, most) : this.all(beginning, columns, most),
    );
    const text = `${IN_ORDER} ${this.besides} SELECT DISTINCT ON (reply_by, id) * FROM (${union(found)}) found
      ${this.order} LIMIT ${rows} OFFSET ${skipped}`;
    return { text, values: this.where.values };
  }

  /** Counts at the issuer only what has not been counted at the consultee. */
  count(most: number): Statement {
    const rows = most + 1;
    const [first, second] = this.beginnings();
    const besides = () => `consultee_code = ANY(${this.where.value(this.bodies)}::text[]) IS NOT TRUE`;
    const found = [
      this.all(first!, 'consultation.id', rows),
      ...(second ? [this.all({ ...second, besides: besides() }, 'consultation.id', rows)] : []),
    ];
    const text = `${IN_ORDER} ${this.besides} SELECT count(*) AS total FROM (SELECT FROM (${union(found)}) found LIMIT ${rows}) counted`;
    return { text, values: this.where.values };
  }

  /** Both sides of the caller's bodies, or the one that a filter names; of what belongs to both, either finds all. */
  private beginnings(): Beginning[] {
    const { consultee, issuer, officer, caseId, extensionRequested } = this.listed;
    if (caseId) return [{ column: 'case_id', values: [caseId] }];
    if (extensionRequested) return [{ column: 'id', values: REQUESTED }];
    const asConsultee: Beginning = { column: 'consultee_code', values: this.bodies };
    const asIssuer: Beginning = { column: 'issuer_code', values: this.bodies };
    if (consultee && this.bodies.includes(consultee)) return [{ ...asConsultee, values: [consultee] }];
    if (issuer && this.bodies.includes(issuer)) return [{ ...asIssuer, values: [issuer] }];
    if (consultee) return [asIssuer];
    if (issuer || officer) return [asConsultee];
    return [asConsultee, asIssuer];
  }

  /** One text for any number of bodies and states, so that it is planned once. */
  private all(beginning: Beginning, columns: string, most: number): string {
    const along = this.along(beginning.column);
    const values =
      beginning.values === REQUESTED
        ? `(${REQUESTED})`
        : `unnest(${this.where.value(beginning.values)}::text[])`;
    if (along === undefined || 'narrowed' in along) {
      const page = this.first(beginning, 'beginning.value', along?.narrowed, columns, most);
      return `SELECT page.* FROM ${values} AS beginning (value) CROSS JOIN LATERAL (${page}) page`;
    }
    const [states, since, until] = (['state', 'from', 'to'] as const).map((part) =>
      this.where.value(along.stretches.map((stretch) => stretch[part])),
    );
    const within = inStretch('stretch.state', 'stretch.since', 'stretch.until');
    return `SELECT page.* FROM ${values} AS beginning (value)
      CROSS JOIN unnest(${states}::text[], ${since}::date[], ${until}::date[]) AS stretch (state, since, until)
      CROSS JOIN LATERAL (${this.first(beginning, 'beginning.value', within, columns, most)}) page`;
  }

  /** A query for each body and state: merged as they are read, they are read no further than to the end of the page. */
  private each(beginning: Beginning, columns: string, most: number): string[] {
    if (beginning.values === REQUESTED || beginning.values.length === 0)
      return [this.all(beginning, columns, most)];
    const along = this.along(beginning.column);
    if (along && 'stretches' in along && along.stretches.length === 0)
      return [this.all(beginning, columns, most)];
    return beginning.values.flatMap((value) => {
      const within =
        along === undefined || 'narrowed' in along
          ? [along?.narrowed]
          : along.stretches.map(({ state, from, to }) =>
              inStretch(`'${state}'`, `${this.where.value(from)}::date`, `${this.where.value(to)}::date`),
            );
      return within.map(
        (narrowed) => `(${this.first(beginning, this.where.value(value), narrowed, columns, most)})`,
      );
    });
  }

  private first(
    { column, besides = 'true' }: Beginning,
    value: string,
    narrowed = 'true',
    columns: string,
    most: number,
  ): string {
    // Told to read one row in order, PostgreSQL would look for it along a whole index. OFFSET 0: each is looked up, where
    // PostgreSQL would begin with all that are unanswered.
    const inOrder = column === 'id' ? 'OFFSET 0' : `${this.order} LIMIT ${most}`;
    return `SELECT ${columns} FROM consultations consultation
      WHERE consultation.${column} = ${value}${column === 'case_id' ? '::uuid' : ''} AND ${narrowed} AND ${besides}
        AND ${this.where.sql} ${inOrder}`;
  }

  /** How an index is read: from end to end, the unanswered by an index of their own, or state by state. */
  private along(
    column: Beginning['column'],
  ): { narrowed: string } | { stretches: readonly Stretch[] } | undefined {
    const { state, overdue, consultee, issuer, officer, dueBefore } = this.listed;
    const upTo = (day: string) => `reply_by <= ${this.where.value(day)}::date`;
    if (!state && overdue === undefined) return dueBefore ? { narrowed: upTo(dueBefore) } : undefined;
    const stretches = this.stretches();
    const isBetween = column === 'consultee_code' ? issuer : consultee;
    if (column !== 'case_id' && !isBetween && !officer && areTheUnanswered(stretches))
      return { narrowed: `${inStates(UNANSWERED_STATES)} AND ${upTo(stretches[0]!.to)}` };
    return { stretches };
  }

  private stretches(): Stretch[] {
    const { state, overdue, dueBefore = 'infinity' } = this.listed;
    return [...new Set(state ?? CONSULTATION_STATES)].flatMap((each): Stretch[] => {
      const isUnanswered = UNANSWERED_STATES.includes(each);
      if (overdue !== true)
        return [
          { state: each, from: overdue === false && isUnanswered ? this.today : '-infinity', to: dueBefore },
        ];
      const yesterday = addDays(this.today, -1);
      const to = dueBefore < yesterday ? dueBefore : yesterday;
      return isUnanswered ? [{ state: each, from: '-infinity', to }] : [];
    });
  }

  private get order(): string {
    const way = this.listed.sort === 'replyBy' ? 'ASC' : 'DESC';
    return `ORDER BY reply_by ${way}, id ${way}`;
  }
}

/**
 * Lists only those that are at risk, or those that are not, where that is asked for: it is worked out before the list is
 * read, once for all that have the same plan.
 */
function riskOf(where: Where, actor: Actor, listed: Listed, today: string): string {
  if (listed.atRisk === undefined) return '';
  where.and(
    (wanted) => `(concat_ws(' ', consultee_code, state, reply_by,
      CASE WHEN state IN ('on-agenda', 'decided', 'confirmed') THEN meeting_id END) IN (TABLE risky)) = ${wanted}::boolean`,
    listed.atRisk,
  );
  return `WITH RECURSIVE ${together(where, actor.staffOf, listed, today)}, risky AS MATERIALIZED (
    SELECT concat_ws(' ', body, of_state, due, meeting) FROM together
    CROSS JOIN LATERAL risk_of(body, due, of_state, meeting, ${where.value(today)}::date) risk WHERE at_risk)`;
}

/**
 * By what stands in no index of the list: whether it is returned, whether more time is asked for, and of whom, and whether
 * its meeting has come.
 */
export function narrow(where: Where, listed: Listed, today: string): void {
  const { returned, extensionRequested, fromOutside, meetingHeld } = listed;
  if (returned !== undefined)
    where.and((wanted) => `is_returned(consultation, $1) = ${wanted}::boolean`, returned);
  if (extensionRequested !== undefined)
    where.and((wanted) => `extension_is_requested(consultation) = ${wanted}::boolean`, extensionRequested);
  if (meetingHeld !== undefined)
    where.and(
      (day, wanted) => `meeting_is_held(consultation, $1, ${day}::date) = ${wanted}::boolean`,
      today,
      meetingHeld,
    );
  if (fromOutside !== undefined)
    where.and((wanted) => `(consultation.issuer_code IS NULL) = ${wanted}::boolean`, fromOutside);
}

/** What is returned, at risk or waits for more time is found in few states: no other is looked through for it. */
function inItsStates(listed: Listed): Listed {
  const { state, overdue, atRisk, returned, extensionRequested } = listed;
  // What is late is no longer at risk: no plan is worked out for it.
  const timely = atRisk && overdue === undefined ? { ...listed, overdue: false } : listed;
  if (state) return timely;
  if (returned) return { ...timely, state: ['drafting'] };
  return atRisk || extensionRequested ? { ...timely, state: [...UNANSWERED_STATES] } : timely;
}

const union = (queries: readonly string[]): string => queries.join(' UNION ALL ');

/**
 * Two bounds of one column look to PostgreSQL like a narrow stretch, whatever their values, of which it would rather read
 * all and sort it; a bound of two columns does not. The id comes before all others.
 */
const inStretch = (state: string, from: string, to: string): string => `consultation.state = ${state}
  AND reply_by <= ${to} AND (reply_by, consultation.id) >= (${from}, '00000000-0000-0000-0000-000000000000'::uuid)`;

function areTheUnanswered(stretches: readonly Stretch[]): boolean {
  return (
    stretches.length === UNANSWERED_STATES.length &&
    stretches.every(({ state, from }) => UNANSWERED_STATES.includes(state) && from === '-infinity')
  );
}

/** Literals of the allow-list: measured, a prepared plan cannot use the partial index for a parameter. */
function inStates(states: readonly ConsultationState[]): string {
  return `state IN (${states.map((state) => `'${state}'`).join(', ')})`;
}
