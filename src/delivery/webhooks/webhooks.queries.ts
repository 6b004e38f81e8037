import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { actionsView } from '../../http/actions-view.js';
import type { Caller } from '../../changes/caller.js';
import { decodeCursor, pageOf } from '../../http/paging.js';
import { Where } from '../../http/where.js';
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

type Row = Omit<WebhookRowView, 'enabled' | 'createdAt' | 'disabledAt' | 'oldSecretUntil'> & {
  created_at: Date;
  disabled_at: Date | null;
  old_secret_until: Date | null;
  newest: string;
};

const WEBHOOK = `SELECT webhook.id, body_code AS body, url, events, description, state,
    disabled_because AS "disabledBecause", disabled_at, created_by AS "createdBy", created_at,
    created_at::text AS newest, version,
    (SELECT last_error FROM receivers
     WHERE key = 'webhook:' || webhook.id AND failures >= ${LEFT_ALONE_AFTER}) AS failing,
    (SELECT max(valid_until) FROM webhook_secrets secret
     WHERE secret.webhook_id = webhook.id AND valid_until > now()) AS old_secret_until
  FROM webhooks webhook`;

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
    const total = query.count ? await where.count(this.dataSource, 'webhooks webhook') : undefined;
    if (query.cursor) {
      const [at, id] = decodeCursor(query.cursor, 'instant', 'id');
      where.and((a, b) => `(created_at, webhook.id) < (${a}::timestamptz, ${b}::uuid)`, at, id);
    }
    const rows: Row[] = await this.dataSource.query(
      `${WEBHOOK} WHERE ${where.sql} ORDER BY created_at DESC, webhook.id DESC ${where.page(query)}`,
      where.values,
    );
    return pageOf(query, rows, rowView, (row) => [row.newest, row.id], total);
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
    const total = query.count ? await where.count(this.dataSource, 'deliveries delivery') : undefined;
    if (query.cursor) {
      const [at, last] = decodeCursor(query.cursor, 'instant', 'id');
      where.and((a, b) => `(delivery.created_at, delivery.id) < (${a}::timestamptz, ${b}::uuid)`, at, last);
    }
    const rows: (DeliveryRow & { made: DeliveryAttemptView[] })[] = await this.dataSource.query(
      `SELECT ${DELIVERY_COLUMNS}, ${ATTEMPTS_MADE}
       FROM ${deliveriesShown(
         `(SELECT * FROM deliveries delivery WHERE ${where.sql} ${NEWEST_DELIVERIES} ${where.page(query)})`,
       )} ${NEWEST_DELIVERIES}`,
      where.values,
    );
    return pageOf(
      query,
      rows,
      ({ made, ...row }) => ({ ...deliveryRowView(row, caller), attemptsMade: made.map(attemptView) }),
      (row) => [row.newest, row.id],
      total,
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
    `${WEBHOOK} WHERE webhook.id = $3 AND ${webhookIsVisible(caller.actor)('webhook')}
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
  return { ...rowView(row), ...actionsView(actions, caller, explain) };
}

function rowView({
  created_at,
  disabled_at,
  old_secret_until,
  newest: _newest,
  ...row
}: Row): WebhookRowView {
  return {
    ...row,
    enabled: row.state === 'enabled',
    disabledAt: disabled_at?.toISOString() ?? null,
    oldSecretUntil: old_secret_until?.toISOString() ?? null,
    createdAt: created_at.toISOString(),
  };
}
