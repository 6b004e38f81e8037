import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Outbox } from '../outbox/outbox.js';
import type { QueueName } from '../outbox/queues.js';

/** Which queue a channel's deliveries wait in: an inbox is never behind a receiver that hangs. */
const QUEUE_OF: Readonly<Record<string, QueueName>> = {
  inbox: 'deliveries',
  email: 'outbound',
  webhook: 'outbound',
};

@Injectable()
export class PromiseAttempts {
  constructor(private readonly outbox: Outbox) {}

  /** Promises a worker's attempt at each delivery if, and only if, `tx` commits; none by hand. */
  async promise(
    tx: EntityManager,
    deliveries: readonly { readonly id: string; readonly channel: string }[],
  ): Promise<void> {
    for (const queue of ['deliveries', 'outbound'] as const) {
      const waiting = deliveries.filter(({ channel }) => QUEUE_OF[channel] === queue);
      await this.outbox.promise(
        tx,
        queue,
        waiting.map(({ id }) => ({ deliveryId: id })),
      );
    }
  }
}
