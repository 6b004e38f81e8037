import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import type { Caller } from '../../changes/caller.js';
import { MakeChange } from '../../changes/make-change.js';
import { refuseWoundUp } from './refuse-wound-up.js';
import { checkAddress } from './check-address.js';
import { KeepSecrets } from './keep-secrets.js';
import { Webhook } from './webhook.entity.js';
import type { RegisterWebhookBody, WebhookSecretView } from './webhooks.dto.js';
import { readWebhook } from './webhooks.queries.js';

@Injectable()
export class RegisterWebhook {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly keepSecrets: KeepSecrets,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The secret is not part of the answer that is kept for a repeat: it is shown once, and kept sealed only. */
  async register(
    caller: Caller,
    { body, url, events, description }: RegisterWebhookBody,
  ): Promise<WebhookSecretView> {
    let secret: string | null = null;
    const view = await this.makeChange.make(caller, async (attempt) => {
      const change = await attempt.permit('webhook.register', { body });
      checkAddress(url, this.settings);
      await refuseWoundUp(change.tx, body);
      const webhook = Object.assign(new Webhook(), {
        bodyCode: body,
        url,
        events,
        description: description ?? null,
        enabledAt: this.clock.now(),
        createdBy: caller.actor.username,
      });
      await change.insert(Webhook, webhook, { verb: 'register', objectType: 'webhook', body });
      secret = await this.keepSecrets.renew(change.tx, webhook.id);
      return readWebhook(change.tx, caller, webhook.id);
    });
    return { ...view, secret };
  }
}
