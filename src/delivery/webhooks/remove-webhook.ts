import { Injectable } from '@nestjs/common';
import type { Caller } from '../../changes/caller.js';
import { MakeChange } from '../../changes/make-change.js';
import { begin, occasionOf } from '../../changes/step.js';
import { cancelWaiting } from './cancel-waiting.js';
import { Webhook } from './webhook.entity.js';
import { WEBHOOK } from './webhook.kind.js';

@Injectable()
export class RemoveWebhook {
  constructor(private readonly makeChange: MakeChange) {}

  /** Its secrets go with it; its deliveries stay, as what was sent, and what waits is cancelled. */
  async remove(caller: Caller, id: string): Promise<void> {
    await this.makeChange.make(caller, async (attempt) => {
      const { row: webhook, change } = await begin(attempt, WEBHOOK, id, 'remove');
      await cancelWaiting(change.tx, [id], 'webhook-removed');
      await change.delete(Webhook, webhook, occasionOf(WEBHOOK, webhook, 'remove'));
      return null;
    });
  }
}
