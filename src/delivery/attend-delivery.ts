import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { deliveryIsVisible } from '../identity/visibility.js';
import type { DeliveryView } from './deliveries.dto.js';
import { readDelivery } from './deliveries.queries.js';
import { Delivery, type DeliveryVerbOfPeople } from './delivery.entity.js';
import { PromiseAttempts } from './promise-attempts.js';

/** What a person does to a delivery: ticks off one made by hand, retries a failed one, cancels. */
@Injectable()
export class AttendDelivery {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseAttempts: PromiseAttempts,
    private readonly clock: Clock,
  ) {}

  async attend(caller: Caller, id: string, verb: DeliveryVerbOfPeople): Promise<DeliveryView> {
    return this.makeChange.make(caller, async (change) => {
      const delivery = await change.lock(Delivery, id, deliveryIsVisible(caller.actor));
      await change.permit(`delivery.${verb}`, { body: delivery.senderBody }, delivery.version);
      delivery.take(verb);
      if (verb === 'complete') delivery.deliveredAt = this.clock.now();
      if (verb === 'retry') {
        const { attempts } = delivery;
        Object.assign(delivery, { dueAt: this.clock.now(), lastError: null, attemptsBefore: attempts });
        await this.promiseAttempts.promiseAtOnce(change.tx, [delivery]);
      }
      await change.save(Delivery, delivery, {
        verb,
        objectType: 'delivery',
        body: delivery.senderBody,
        caseId: delivery.caseId,
        referralId: delivery.referralId,
        consultationId: delivery.consultationId,
      });
      return readDelivery(change.tx, caller, id, 'true');
    });
  }
}
