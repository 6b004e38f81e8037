import { Injectable } from '@nestjs/common';
import type { Caller } from '../../changes/caller.js';
import { MakeChange } from '../../changes/make-change.js';
import { webhookIsVisible } from '../../identity/visibility.js';
import { cancelWaiting } from './cancel-waiting.js';
import { Webhook } from './webhook.entity.js';

@Injectable()
export class RemoveWebhook {
  constructor(private readonly makeChange: MakeChange) {}

  /** Its secrets go with it; its deliveries stay, as what was sent, and what waits is cancelled. */
  async remove(caller: Caller, id: string): Promise<void> {
    await this.makeChange.make(caller, async (change) => {
      const webhook = await change.lock(Webhook, id, webhookIsVisible(caller.actor));
      await change.permit('webhook.remove', { body: webhook.bodyCode }, webhook.version);
      await cancelWaiting(change.tx, [id], 'webhook-removed');
      await change.delete(Webhook, webhook, {
        verb: 'remove',
        objectType: 'webhook',
        body: webhook.bodyCode,
      });
      return null;
    });
  }
}
