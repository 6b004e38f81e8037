import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { actionsView } from '../../http/actions-view.js';
import type { Caller } from '../../changes/caller.js';
import { decodeCursor, pageOf, totalOf } from '../../lists/paging.js';
import { list, newestFirst, withInstants } from '../../lists/list.js';
import { Where } from '../../lists/where.js';
import { deliveryIsVisible, scopeOf, webhookIsVisible } from '../../identity/visibility.js';
import { actionsOf } from '../../rules/available-actions.js';
import { NotFound } from '../../rules/problem.js';
import { LEFT_ALONE_AFTER } from '../../rules/receiver-breaker.js';
import { webhookLifecycle } from '../../rules/webhook-lifecycle.js';
import {
  ATTEMPTS_MADE,
  attemptView,
  DELIVERY_COLUMNS,
  deliveriesShown,
  deliveryRowView,
  NEWEST_DELIVERIES,
  type DeliveryRow,
} from '../deliveries.queries.js';
import type { DeliveryAttemptView } from '../deliveries.dto.js';
import type {
  WebhookDeliveriesPage,
  WebhookDeliveriesQuery,
  WebhookRowView,
  WebhooksPage,
  WebhooksQuery,
  WebhookView,
} from './webhooks.dto.js';

type Row = Omit<WebhookRowView, 'enabled'>;

const WEBHOOK = `webhook.id, body_code AS body, url, events, description, state,
    disabled_because AS "disabledBecause", disabled_at AS "disabledAt", created_by AS "createdBy",
    created_at AS "createdAt", version,
    (SELECT last_error FROM receivers
     WHERE key = 'webhook:' || webhook.id AND failures >= ${LEFT_ALONE_AFTER}) AS failing,
    (SELECT max(valid_until) FROM webhook_secrets secret
     WHERE secret.webhook_id = webhook.id AND valid_until > now()) AS "oldSecretUntil"`;

@Injectable()
export class WebhooksQueries {
  constructor(private readonly dataSource: DataSource) {}

  async one(caller: Caller, id: string, explain?: 'actions'): Promise<WebhookView> {
    return readWebhook(this.dataSource, caller, id, explain);
  }

  /** Newest first. */
  async list(caller: Caller, query: WebhooksQuery): Promise<WebhooksPage> {
    const where = new Where(scopeOf(caller.actor), webhookIsVisible(caller.actor)('webhook'));
    if (query.body) where.and((code) => `body_code = ${code}`, query.body);
    return list(this.dataSource, query, {
      called: 'webhooks',
      select: WEBHOOK,
      from: 'webhooks webhook',
      where,
      order: newestFirst('created_at', 'webhook.id'),
      toItem: rowView,
    });
  }

  /** Newest first, each with its attempts. */
  async deliveries(
    caller: Caller,
    id: string,
    query: WebhookDeliveriesQuery,
  ): Promise<WebhookDeliveriesPage> {
    await this.one(caller, id);
    const where = new Where(scopeOf(caller.actor), deliveryIsVisible(caller.actor)('delivery'));
    where.and((webhook) => `webhook_id = ${webhook}`, id);
    if (query.state) where.and((states) => `delivery.state = ANY(${states})`, query.state);
    const count = where.counting(this.dataSource, 'deliveries delivery');
    const called = `deliveries of ${id}`;
    const after = decodeCursor(called, query, 'instant', 'id');
    if (after)
      where.and((a, b) => `(delivery.created_at, delivery.id) < (${a}::timestamptz, ${b}::uuid)`, ...after);
    const rows: (DeliveryRow & { made: DeliveryAttemptView[] })[] = await this.dataSource.query(
      `SELECT ${DELIVERY_COLUMNS}, ${ATTEMPTS_MADE}
       FROM ${deliveriesShown(
         `(SELECT * FROM deliveries delivery WHERE ${where.sql} ${NEWEST_DELIVERIES} ${where.page(query)})`,
       )} ${NEWEST_DELIVERIES}`,
      where.values,
    );
    return pageOf(
      called,
      query,
      rows,
      ({ made, ...row }) => ({ ...deliveryRowView(row, caller), attemptsMade: made.map(attemptView) }),
      (row) => [row.newest, row.id],
      await totalOf(query, rows, count),
    );
  }
}

export async function readWebhook(
  database: DataSource | EntityManager,
  caller: Caller,
  id: string,
  explain?: 'actions',
): Promise<WebhookView> {
  const [row]: Row[] = await database.query(
    `SELECT ${WEBHOOK} FROM webhooks webhook WHERE webhook.id = $3 AND ${webhookIsVisible(caller.actor)('webhook')}
       AND $1::text[] IS NOT NULL AND $2::text[] IS NOT NULL`,
    [...scopeOf(caller.actor), id],
  );
  if (!row) throw new NotFound();
  const actions = actionsOf('webhook', webhookLifecycle, {
    actor: caller.actor,
    subject: { body: row.body },
    state: row.state,
    facts: {},
  });
  return { ...rowView(withInstants(row)), ...actionsView(actions, caller, explain) };
}

const rowView = (row: Row): WebhookRowView => ({ ...row, enabled: row.state === 'enabled' });
