import type { CursorKey } from '../lists/paging.js';
import { Where, type Order, type Statement } from '../lists/where.js';
import { bodiesOf, consultationIsVisible, scopeOf } from '../identity/visibility.js';
import type { Actor } from '../rules/actor.js';
import { compareEach } from './compare-each.js';
import type { Listed } from './consultations-in-order.js';

/** A list of consultations by when each was last changed, read along an index for each body of the caller's on each side. */
export class ConsultationsByChange {
  private readonly where: Where;
  private readonly places: readonly string[];
  private readonly order: Order;

  constructor(actor: Actor, listed: Listed, today: string, after?: CursorKey) {
    const way = listed.sort.startsWith('-') ? 'DESC' : 'ASC';
    const where = new Where(scopeOf(actor), consultationIsVisible('consultation'));
    this.places = placesOf(bodiesOf(actor), listed).map(
      ([side, body]) => `consultation.${side} = ${where.value(body)}`,
    );
    compareEach(where, listed, actor, today);
    if (after)
      where.and(
        (at, id) =>
          `(changed_at, consultation.id) ${way === 'ASC' ? '>' : '<'} (${at}::timestamptz, ${id}::uuid)`,
        ...after,
      );
    this.where = where;
    this.order = { columns: ['changed_at', 'id'], way };
  }

  /** @param columns of `consultation`. */
  page(columns: string, rows: number, skipped: number): Statement {
    const text = `SELECT ${columns}, changed_at, changed_at::text AS listed_by FROM ${this.read(rows, skipped)} consultation`;
    return { text, values: this.where.values };
  }

  count(most: number): Statement {
    const text = `SELECT count(*) AS total FROM ${this.read(most + 1, 0)} counted`;
    return { text, values: this.where.values };
  }

  private read(rows: number, skipped: number): string {
    return this.where.mergedRows('consultations consultation', this.places, this.order, rows, skipped);
  }
}

type Place = readonly [side: 'consultee_code' | 'issuer_code', body: string];

/** Each of the caller's bodies on either side, but on one side alone where a filter leaves nothing on the other. */
function placesOf(bodies: readonly string[], { consultee, issuer, officer }: Listed): Place[] {
  const asConsultee = bodies.map((body): Place => ['consultee_code', body]);
  const asIssuer = bodies.map((body): Place => ['issuer_code', body]);
  if (consultee && bodies.includes(consultee)) return [['consultee_code', consultee]];
  if (issuer && bodies.includes(issuer)) return [['issuer_code', issuer]];
  if (consultee) return asIssuer;
  return issuer || officer ? asConsultee : [...asConsultee, ...asIssuer];
}
