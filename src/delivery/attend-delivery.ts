import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.js';
import { notInTheFuture } from '../http/field-rules.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import type { CompleteDeliveryBody, DeliveryView } from './deliveries.dto.js';
import type { DeliveryVerbOfPeople } from './delivery.entity.js';
import { DELIVERY } from './delivery.kind.js';
import { PromiseAttempts } from './promise-attempts.js';

/** What a person does to a delivery: ticks off one made by hand, retries a failed one, cancels. */
@Injectable()
export class AttendDelivery {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseAttempts: PromiseAttempts,
    private readonly clock: Clock,
  ) {}

  async attend(
    caller: Caller,
    id: string,
    verb: DeliveryVerbOfPeople,
    { deliveredOn }: CompleteDeliveryBody = {},
  ): Promise<DeliveryView> {
    return this.makeChange.step(caller, DELIVERY, id, verb, async (delivery, { tx, today }) => {
      if (verb === 'complete') {
        notInTheFuture('/deliveredOn', deliveredOn, today);
        Object.assign(delivery, { deliveredAt: this.clock.now(), deliveredOn: deliveredOn ?? today });
      }
      if (verb === 'retry') {
        const { attempts } = delivery;
        Object.assign(delivery, { dueAt: this.clock.now(), lastError: null, attemptsBefore: attempts });
        await this.promiseAttempts.promiseAtOnce(tx, [delivery]);
      }
    });
  }
}
