import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { QueueName, QueuePayloads } from './queues.js';

@Injectable()
export class Outbox {
  /** Promises jobs: they reach `queue` if, and only if, `tx` commits. */
  async promise<Q extends QueueName>(
    tx: EntityManager,
    queue: Q,
    payloads: readonly QueuePayloads[Q][],
  ): Promise<void> {
    if (payloads.length === 0) return;
    await tx.query(
      'INSERT INTO outbox (queue, payload) SELECT $1, payload FROM jsonb_array_elements($2::jsonb) AS payload',
      [queue, JSON.stringify(payloads)],
    );
  }
}
