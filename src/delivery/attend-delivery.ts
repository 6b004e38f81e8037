import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import type { DeliveryView } from './deliveries.dto.js';
import { DELIVERY } from './delivery.kind.js';
import { PromiseAttempts } from './promise-attempts.js';

/** What a person does to a delivery that nobody makes by hand: retries a failed one, cancels. */
@Injectable()
export class AttendDelivery {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseAttempts: PromiseAttempts,
    private readonly clock: Clock,
  ) {}

  async attend(caller: Caller, id: string, verb: 'retry' | 'cancel'): Promise<DeliveryView> {
    return this.makeChange.step(caller, DELIVERY, id, verb, async (delivery, { tx }) => {
      if (verb === 'cancel') return;
      const { attempts } = delivery;
      Object.assign(delivery, { dueAt: this.clock.now(), lastError: null, attemptsBefore: attempts });
      await this.promiseAttempts.promiseAtOnce(tx, [delivery]);
    });
  }
}
