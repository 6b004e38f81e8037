import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import type { Caller } from '../../changes/caller.js';
import type { Attempt, Change } from '../../changes/change.js';
import { MakeChange } from '../../changes/make-change.js';
import { refuseWoundUp } from './refuse-wound-up.js';
import { cancelWaiting } from './cancel-waiting.js';
import { checkAddress } from './check-address.js';
import type { Webhook } from './webhook.entity.js';
import { WEBHOOK } from './webhook.kind.js';
import type { EditWebhookBody, WebhookView } from './webhooks.dto.js';

/** Its body is locked before it is, as whoever winds the body up locks them. */
const WEBHOOK_OF_A_BODY = {
  ...WEBHOOK,
  lock: async (attempt: Attempt, id: string): Promise<Webhook> => {
    await attempt.tx.query(
      'SELECT FROM bodies WHERE code = (SELECT body_code FROM webhooks WHERE id = $1) FOR SHARE',
      [id],
    );
    return WEBHOOK.lock(attempt, id);
  },
};

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
    return this.makeChange.step(caller, WEBHOOK_OF_A_BODY, id, 'edit', async (webhook, change) => {
      checkAddress(fields.url, this.settings);
      Object.assign(
        webhook,
        Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
      );
      if (enabled === undefined || enabled === (webhook.state === 'enabled')) return;
      webhook.take(enabled ? 'enable' : 'disable');
      await (enabled ? this.enabled : this.disabled)(webhook, change);
    });
  }

  async disable(caller: Caller, id: string): Promise<WebhookView> {
    return this.makeChange.step(caller, WEBHOOK, id, 'disable', this.disabled);
  }

  async enable(caller: Caller, id: string): Promise<WebhookView> {
    return this.makeChange.step(caller, WEBHOOK_OF_A_BODY, id, 'enable', this.enabled);
  }

  private readonly enabled = async (webhook: Webhook, { tx }: Change): Promise<void> => {
    await refuseWoundUp(tx, webhook.bodyCode);
    webhook.enabled(this.clock.now());
  };

  private readonly disabled = async (webhook: Webhook, { tx }: Change): Promise<void> => {
    webhook.disabled('by-hand', this.clock.now());
    await cancelWaiting(tx, [webhook.id], 'webhook-disabled');
  };
}
