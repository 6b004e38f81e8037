import { kind } from '../../changes/step.js';
import { webhookIsVisible } from '../../identity/visibility.js';
import { webhookLifecycle } from '../../rules/webhook-lifecycle.js';
import { Webhook } from './webhook.entity.js';
import { readWebhook } from './webhooks.queries.js';

export const WEBHOOK = kind({
  name: 'webhook',
  entity: Webhook,
  visible: webhookIsVisible,
  lifecycle: webhookLifecycle,
  subject: ({ bodyCode }: Webhook) => ({ body: bodyCode }),
  occasion: ({ bodyCode }) => ({ body: bodyCode }),
  facts: () => ({}),
  read: ({ tx, caller }, id) => readWebhook(tx, caller, id),
});
