import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { actionsView } from '../http/actions-view.js';
import type { Caller } from '../changes/caller.js';
import { decodeCursor, pageOf, totalOf } from '../lists/paging.js';
import { IN_ORDER } from '../database/prepared-client.js';
import { Where, type Order } from '../lists/where.js';
import {
  staffedBodiesOf,
  deliveryIsOfItsSender,
  deliveryIsVisible,
  scopeOf,
} from '../identity/visibility.js';
import { actionsOf } from '../rules/available-actions.js';
import type { Actor } from '../rules/actor.js';
import { DELIVERY_STATES, deliveryLifecycle, type DeliveryState } from '../rules/delivery-lifecycle.js';
import { NotFound } from '../rules/problem.js';
import type {
  DeliveriesPage,
  Channel,
  DeliveriesQuery,
  DeliveryAttemptView,
  DeliveryRowView,
  DeliveryView,
} from './deliveries.dto.js';
import { textOf } from './topics.js';

export type DeliveryRow = Omit<DeliveryRowView, 'text' | 'createdAt' | 'deliveredAt' | 'nextAttemptAt'> & {
  created_at: Date;
  next_attempt_at: Date | null;
  delivered_at: Date | null;
  newest: string;
};

/**
 * Some deliveries with `confidential`, whether what they are about is, and `kept`, whether the caller may see no more
 * than that there is one: an administrator who mends what has failed.
 *
 * @param which rows of deliveries: the database is asked of those that are shown alone.
 */
export const deliveriesShown = (which: string): string => `${which} delivery
  CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM confidential_record('deliveries', delivery.id)) AS confidential OFFSET 0) whether
  CROSS JOIN LATERAL (SELECT confidential AND NOT ${deliveryIsOfItsSender('delivery')} AS kept OFFSET 0) sight`;

/** The newest first. */
export const NEWEST_DELIVERIES = 'ORDER BY delivery.created_at DESC, delivery.id DESC';
const NEWEST: Order = { columns: ['created_at', 'id'], way: 'DESC' };
const DELIVERIES = 'deliveries delivery';

const unlessKept = (column: string, name: string): string =>
  `CASE WHEN NOT kept THEN ${column} END AS "${name}"`;
const RECIPIENT = `CASE channel WHEN 'email' THEN recipient_email ELSE coalesce(recipient_body, recipient_email, recipient_name) END`;

const columns = (recipient: string, how: string): string => `delivery.id, kind, topic, sender_body AS sender,
  ${unlessKept(recipient, 'recipient')}, ${unlessKept(how, 'deliveredHow')},
  channel, delivery.state, attempts, last_error AS "lastError", ${unlessKept('dispatch_id', 'dispatchId')},
  ${unlessKept('consultation_id', 'consultationId')}, delivery.version,
  CASE delivery.state WHEN 'pending' THEN (SELECT receivers.last_error FROM receivers
    WHERE key = delivery.receiver AND left_alone_until > now()) END AS "receiverFailing",
  CASE WHEN delivery.state = 'pending' AND channel <> 'manual' THEN greatest(due_at, (SELECT left_alone_until
    FROM receivers WHERE key = delivery.receiver)) END AS next_attempt_at,
  delivery.created_at, delivery.created_at::text AS newest, delivered_at,
  coalesce(delivered_on, (delivered_at AT TIME ZONE 'Europe/Stockholm')::date) AS "deliveredOn"`;

/** Of one delivery, or of those of one consultation, whose reading is remembered. */
const OPENED = columns(RECIPIENT, 'delivered_how');
/** In a list, what is confidential names nobody but bodies. */
export const DELIVERY_COLUMNS = columns(
  `CASE WHEN confidential THEN recipient_body ELSE ${RECIPIENT} END`,
  'CASE WHEN NOT confidential THEN delivered_how END',
);

export const ATTEMPTS_MADE = `coalesce((SELECT json_agg(json_build_object('number', number, 'startedAt', started_at,
         'endedAt', ended_at, 'outcome', outcome, 'detail', CASE WHEN NOT kept THEN detail END) ORDER BY number)
       FROM delivery_attempts WHERE delivery_id = delivery.id), '[]') AS made`;

@Injectable()
export class DeliveriesQueries {
  constructor(private readonly dataSource: DataSource) {}

  async one(caller: Caller, id: string, explain?: 'actions'): Promise<DeliveryView> {
    return readDelivery(this.dataSource, caller, id, deliveryIsVisible(caller.actor)('delivery'), explain);
  }

  /** About a consultation that the caller has read, newest first. */
  async ofConsultation(caller: Caller, id: string, query: DeliveriesQuery): Promise<DeliveriesPage> {
    return this.list(caller, { ...query, consultation: id }, OPENED);
  }

  /** Newest first. */
  async list(caller: Caller, query: DeliveriesQuery, shown = DELIVERY_COLUMNS): Promise<DeliveriesPage> {
    const where = new Where(scopeOf(caller.actor), deliveryIsVisible(caller.actor)('delivery'));
    if (query.state) where.and((states) => `delivery.state = ANY(${states})`, query.state);
    if (query.channel) where.and((channel) => `channel = ${channel}`, query.channel);
    if (query.consultation) where.and((id) => `consultation_id = ${id}`, query.consultation);
    const places = placesOf(caller.actor, query, where);
    const count = where.countingMerged(this.dataSource, DELIVERIES, places, NEWEST);
    const after = decodeCursor('deliveries', query, 'instant', 'id');
    if (after)
      where.and((a, b) => `(delivery.created_at, delivery.id) < (${a}::timestamptz, ${b}::uuid)`, ...after);
    const rows: DeliveryRow[] = await this.dataSource.query(
      `${IN_ORDER} SELECT ${shown}
       FROM ${deliveriesShown(where.merged(DELIVERIES, places, NEWEST, query))} ${NEWEST_DELIVERIES}`,
      where.values,
    );
    return pageOf(
      'deliveries',
      query,
      rows,
      (row) => deliveryRowView(row, caller),
      (row) => [row.newest, row.id],
      await totalOf(query, rows, count),
    );
  }
}

const TO_SYSTEMS = ['webhook', 'email'] as const;

/** Where a caller's deliveries are found: as their sender's, as those that have failed, as the recipient's systems'. */
function placesOf(actor: Actor, { consultation, state, channel }: DeliveriesQuery, where: Where): string[] {
  if (consultation) return ['true'];
  const isAsked = (one: Channel) => channel === undefined || channel === one;
  const inStates = (states: readonly DeliveryState[]) => states.filter((one) => state?.includes(one) ?? true);
  const sorted = (body: string, states: readonly DeliveryState[], channels: readonly Channel[]) =>
    channels
      .filter(isAsked)
      .flatMap((one) =>
        inStates(states).map(
          (its) => `${body} AND delivery.state = '${its}' AND delivery.channel = '${one}'`,
        ),
      );
  const administered = actor.administratorOf.map((code) => where.text(code));
  const sender = (code: string) => `delivery.sender_body = ${code}`;
  const toPeople = ['inbox', 'manual'] as const;
  const sent = staffedBodiesOf(actor).map((code) => sender(where.text(code)));
  return [
    ...(state || channel ? sent.flatMap((body) => sorted(body, DELIVERY_STATES, toPeople)) : sent),
    ...(actor.isMunicipalAdministrator
      ? sorted('true', ['failed'], toPeople)
      : administered.flatMap((code) => sorted(sender(code), ['failed'], toPeople))),
    ...administered.flatMap((code) =>
      sorted(`delivery.recipient_body = ${code}`, DELIVERY_STATES, TO_SYSTEMS),
    ),
  ];
}

/** @param visible SQL condition on `delivery`; `true` for one the caller has just changed. */
export async function readDelivery(
  database: DataSource | EntityManager,
  caller: Caller,
  id: string,
  visible: string,
  explain?: 'actions',
): Promise<DeliveryView> {
  const [row]: (DeliveryRow & { made: DeliveryAttemptView[] })[] = await database.query(
    `SELECT ${OPENED}, ${ATTEMPTS_MADE}
     FROM ${deliveriesShown(
       `(SELECT * FROM deliveries delivery WHERE delivery.id = $3 AND ${visible} AND $1::text[] IS NOT NULL AND $2::text[] IS NOT NULL)`,
     )}`,
    [...scopeOf(caller.actor), id],
  );
  if (!row) throw new NotFound();
  caller.hasRead('deliveries', id);
  const actions = actionsOf('delivery', deliveryLifecycle, {
    actor: caller.actor,
    subject: { body: row.sender },
    state: row.state,
    facts: { channel: row.channel },
  });
  const { made, ...delivery } = row;
  return {
    ...deliveryRowView(delivery, caller),
    attemptsMade: made.map(attemptView),
    ...actionsView(actions, caller, explain),
  };
}

export function attemptView(made: DeliveryAttemptView): DeliveryAttemptView {
  return {
    ...made,
    startedAt: new Date(made.startedAt).toISOString(),
    endedAt: made.endedAt && new Date(made.endedAt).toISOString(),
  };
}

export function deliveryRowView(
  { created_at, delivered_at, next_attempt_at, newest: _newest, ...row }: DeliveryRow,
  caller: Caller,
): DeliveryRowView {
  return {
    ...row,
    text: caller.say(textOf(row.topic)),
    createdAt: created_at.toISOString(),
    deliveredAt: delivered_at?.toISOString() ?? null,
    nextAttemptAt: next_attempt_at?.toISOString() ?? null,
  };
}
