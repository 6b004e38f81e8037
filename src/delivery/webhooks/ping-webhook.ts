import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../changes/caller.js';
import { MakeChange } from '../../changes/make-change.js';
import { begin, occasionOf } from '../../changes/step.js';
import type { DeliveryView } from '../deliveries.dto.js';
import { readDelivery } from '../deliveries.queries.js';
import { PromiseAttempts } from '../promise-attempts.js';
import { WEBHOOK } from './webhook.kind.js';

/** Tries an endpoint, also a disabled one: whoever has mended it sees that it works before enabling it. */
@Injectable()
export class PingWebhook {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseAttempts: PromiseAttempts,
  ) {}

  /** A test event is about no case, and is tried once: what came of it is what was asked. */
  async ping(caller: Caller, id: string): Promise<DeliveryView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { row: webhook, change } = await begin(attempt, WEBHOOK, id, 'ping');
      const deliveryId = randomUUID();
      await change.tx.query(
        `INSERT INTO deliveries (id, kind, topic, sender_body, recipient_body, channel, webhook_id, state)
         VALUES ($1, 'test', 'ping', $2, $2, 'webhook', $3, 'pending')`,
        [deliveryId, webhook.bodyCode, id],
      );
      await this.promiseAttempts.promise(change.tx, [{ receiver: `webhook:${id}` }]);
      await change.remember(webhook, occasionOf(WEBHOOK, webhook, 'ping'));
      return readDelivery(change.tx, caller, deliveryId, 'true');
    });
  }
}
