import { Injectable } from '@nestjs/common';
import type { Caller } from '../../changes/caller.js';
import { MakeChange } from '../../changes/make-change.js';
import { webhookIsVisible } from '../../identity/visibility.js';
import { KeepSecrets } from './keep-secrets.js';
import { Webhook } from './webhook.entity.js';
import type { WebhookSecretView } from './webhooks.dto.js';
import { readWebhook } from './webhooks.queries.js';

@Injectable()
export class RotateSecret {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly keepSecrets: KeepSecrets,
  ) {}

  /** For a while messages are signed with both, the new and the old. Shown once, as when it was registered. */
  async rotate(caller: Caller, id: string): Promise<WebhookSecretView> {
    let secret: string | null = null;
    const view = await this.makeChange.make(caller, async (change) => {
      const webhook = await change.lock(Webhook, id, webhookIsVisible(caller.actor));
      await change.permit('webhook.rotate-secret', { body: webhook.bodyCode }, webhook.version);
      webhook.take('rotate-secret');
      secret = await this.keepSecrets.renew(change.tx, id);
      await change.save(Webhook, webhook, {
        verb: 'rotate-secret',
        objectType: 'webhook',
        body: webhook.bodyCode,
      });
      return readWebhook(change.tx, caller, id);
    });
    return { ...view, secret };
  }
}
