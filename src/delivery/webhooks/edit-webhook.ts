import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import type { Caller } from '../../changes/caller.js';
import { MakeChange } from '../../changes/make-change.js';
import { webhookIsVisible } from '../../identity/visibility.js';
import { cancelWaiting } from './cancel-waiting.js';
import { checkAddress } from './check-address.js';
import { Webhook } from './webhook.entity.js';
import type { EditWebhookBody, WebhookView } from './webhooks.dto.js';
import { readWebhook } from './webhooks.queries.js';

@Injectable()
export class EditWebhook {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** What waits for the endpoint goes to its new address; disabling it cancels what waits. */
  async edit(
    caller: Caller,
    id: string,
    { reason: _reason, enabled, ...fields }: EditWebhookBody,
  ): Promise<WebhookView> {
    checkAddress(fields.url, this.settings);
    return this.makeChange.make(caller, async (change) => {
      const webhook = await change.lock(Webhook, id, webhookIsVisible(caller.actor));
      await change.permit('webhook.edit', { body: webhook.bodyCode }, webhook.version);
      Object.assign(
        webhook,
        Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
      );
      if (enabled === true && webhook.state === 'disabled') webhook.enable(this.clock.now());
      if (enabled === false && webhook.state === 'enabled') {
        webhook.disable('by-hand', this.clock.now());
        await cancelWaiting(change.tx, [id], 'webhook-disabled');
      }
      await change.save(Webhook, webhook, { verb: 'edit', objectType: 'webhook', body: webhook.bodyCode });
      return readWebhook(change.tx, caller, id);
    });
  }

  async disable(caller: Caller, id: string): Promise<WebhookView> {
    return this.makeChange.make(caller, async (change) => {
      const webhook = await change.lock(Webhook, id, webhookIsVisible(caller.actor));
      await change.permit('webhook.disable', { body: webhook.bodyCode }, webhook.version);
      webhook.disable('by-hand', this.clock.now());
      await cancelWaiting(change.tx, [id], 'webhook-disabled');
      await change.save(Webhook, webhook, { verb: 'disable', objectType: 'webhook', body: webhook.bodyCode });
      return readWebhook(change.tx, caller, id);
    });
  }

  async enable(caller: Caller, id: string): Promise<WebhookView> {
    return this.makeChange.make(caller, async (change) => {
      const webhook = await change.lock(Webhook, id, webhookIsVisible(caller.actor));
      await change.permit('webhook.enable', { body: webhook.bodyCode }, webhook.version);
      webhook.enable(this.clock.now());
      await change.save(Webhook, webhook, { verb: 'enable', objectType: 'webhook', body: webhook.bodyCode });
      return readWebhook(change.tx, caller, id);
    });
  }
}
