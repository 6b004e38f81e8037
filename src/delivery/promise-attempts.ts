import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Outbox } from '../outbox/outbox.js';
import { DELIVERY_QUEUES } from '../outbox/queues.js';
import { queueOf, type Receiver } from './receivers/receiver.js';

/** A delivery, of which only its receiver counts here; null for one by hand. */
interface Waiting {
  readonly receiver: Receiver | null;
}

@Injectable()
export class PromiseAttempts {
  constructor(private readonly outbox: Outbox) {}

  /** Promises that a worker looks to the receivers of these deliveries if, and only if, `tx` commits. */
  async promise(tx: EntityManager, deliveries: readonly Waiting[]): Promise<void> {
    const receivers = [...new Set(deliveries.flatMap(({ receiver }) => receiver ?? []))];
    for (const queue of DELIVERY_QUEUES) {
      const woken = receivers.filter((receiver) => queueOf(receiver) === queue);
      await this.outbox.promise(
        tx,
        queue,
        woken.map((receiver) => ({ receiver })),
      );
    }
  }

  /** A person's word: receivers that are left alone are tried at once, with a single attempt. */
  async promiseAtOnce(tx: EntityManager, deliveries: readonly Waiting[]): Promise<void> {
    await tx.query('UPDATE receivers SET left_alone_until = NULL WHERE key = ANY($1)', [
      deliveries.map(({ receiver }) => receiver),
    ]);
    await this.promise(tx, deliveries);
  }
}
