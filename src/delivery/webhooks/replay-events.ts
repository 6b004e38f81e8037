import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import { MakeChange } from '../../changes/make-change.js';
import { begin, occasionOf } from '../../changes/step.js';
import { PromiseAttempts } from '../promise-attempts.js';
import type { Receiver } from '../receivers/receiver.js';
import { Invalid } from '../../rules/problem.js';
import { WEBHOOK } from './webhook.kind.js';
import type { ReplayBody, ReplayView } from './webhooks.dto.js';
import { because } from '../refusals.js';

/** Most deliveries that one request replays, since its transaction locks them. For more, ask for shorter periods. */
const MOST_EVENTS = 5000;

/** Sends the events of a period again: to a receiver that was away, or that lost what it had got. */
@Injectable()
export class ReplayEvents {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseAttempts: PromiseAttempts,
  ) {}

  /**
   * Each under the `webhook-id` it had, so that a receiver that keeps them sees what it has already.
   * What is still on its way is left alone.
   */
  async replay(caller: Caller, id: string, body: ReplayBody): Promise<ReplayView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { row: webhook, change } = await begin(attempt, WEBHOOK, id, 'replay');
      const [from, to] = [new Date(body.from), new Date(body.to)];
      if (to <= from) throw new Invalid({ pointer: '/to', ...because.period });
      const again = await makePending(change.tx, id, from, to);
      if (again.length > MOST_EVENTS)
        throw new Invalid({ pointer: '/to', ...because.periodTooLong(MOST_EVENTS) });
      await this.promiseAttempts.promiseAtOnce(change.tx, again);
      const period = { from: from.toISOString(), to: to.toISOString() };
      await change.remember(webhook, occasionOf(WEBHOOK, webhook, 'replay'), {
        before: null,
        after: { ...period, deliveries: again.length },
      });
      return { ...period, deliveries: again.length };
    });
  }
}

/**
 * @returns the deliveries, at most one more than may be replayed at once: the extra one tells that there are too many.
 */
async function makePending(
  tx: EntityManager,
  webhookId: string,
  from: Date,
  to: Date,
): Promise<{ id: string; receiver: Receiver }[]> {
  const [again]: [{ id: string; receiver: Receiver }[], number] = await tx.query(
    `UPDATE deliveries SET state = 'pending', version = version + 1, due_at = now(), last_error = NULL,
       delivered_at = NULL, attempts_before = attempts
     WHERE id IN (
       SELECT id FROM deliveries
       WHERE webhook_id = $1 AND kind <> 'test' AND state IN ('delivered', 'failed', 'cancelled')
         AND created_at >= $2 AND created_at < $3
       ORDER BY created_at, id LIMIT ${MOST_EVENTS + 1} FOR NO KEY UPDATE)
     RETURNING id, receiver`,
    [webhookId, from, to],
  );
  return again;
}
