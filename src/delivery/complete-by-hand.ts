import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { Clock } from '../config/clock.js';
import { refuseBothAndNeither } from '../http/correct-or-take-back.js';
import { notBefore, notInTheFuture } from '../http/field-rules.js';
import type { CompleteDeliveryBody, CorrectDeliveryBody, DeliveryView } from './deliveries.dto.js';
import type { Delivery } from './delivery.entity.js';
import { DELIVERY } from './delivery.kind.js';
import { because } from './refusals.js';

/** Ticks off a delivery made by hand, and mends a tick. With it a reply has reached whoever asked for it. */
@Injectable()
export class CompleteByHand {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly clock: Clock,
  ) {}

  async complete(
    caller: Caller,
    id: string,
    { deliveredOn, how }: CompleteDeliveryBody,
  ): Promise<DeliveryView> {
    return this.makeChange.step(caller, DELIVERY, id, 'complete', async (delivery, change) => {
      const day = deliveredOn ?? change.today;
      await refuseImpossible(change, delivery, day);
      Object.assign(delivery, { deliveredAt: this.clock.now(), deliveredOn: day, deliveredHow: how ?? null });
      await reach(change, delivery);
    });
  }

  /** Mends what it names, or takes the tick back: the delivery waits to be made. @throws Invalid for what does neither, or both. */
  async correct(caller: Caller, id: string, body: CorrectDeliveryBody): Promise<DeliveryView> {
    const { deliveredOn, how } = body;
    const staysDelivered = body.takeBack !== true;
    const mend = async (delivery: Delivery, change: Change) => {
      refuseBothAndNeither(body);
      if (deliveredOn !== undefined) await refuseImpossible(change, delivery, deliveredOn);
      const mended = {
        ...(deliveredOn !== undefined && { deliveredOn }),
        ...(how !== undefined && { deliveredHow: how }),
      };
      const takenBack = {
        deliveredAt: null,
        deliveredOn: null,
        deliveredHow: null,
        takenBackOn: change.today,
      };
      Object.assign(delivery, staysDelivered ? mended : takenBack);
      await reach(change, delivery);
    };
    return this.makeChange.step(caller, DELIVERY, id, 'correct', mend, () => ({ facts: { staysDelivered } }));
  }
}

/** @throws Invalid for a day to come, and for one before the statement was forwarded. */
async function refuseImpossible({ tx, today }: Change, { dispatchId }: Delivery, day: string): Promise<void> {
  notInTheFuture('/deliveredOn', day, today);
  const [dispatch]: { forwarded_on: string }[] = await tx.query(
    'SELECT forwarded_on FROM dispatches WHERE id = $1',
    [dispatchId],
  );
  notBefore('/deliveredOn', day, dispatch?.forwarded_on ?? null, because.beforeForwarded);
}

/** The first day on which a statement came to whoever asked for it, with this delivery as it has become. */
const REACHED = `
  UPDATE consultations asked SET reached_issuer_on = arrival.day, version = asked.version + 1
  FROM (SELECT id, reached_issuer_on FROM consultations WHERE id = $1) before,
    (SELECT least($3::date, min(CASE WHEN other.channel <> 'manual' THEN dispatches.forwarded_on
       WHEN other.state = 'delivered' THEN other.delivered_on END)) AS day
     FROM deliveries other JOIN dispatches ON dispatches.id = other.dispatch_id
     WHERE other.consultation_id = $1 AND other.to_issuer AND other.id <> $2) arrival
  WHERE asked.id = before.id AND asked.reached_issuer_on IS DISTINCT FROM arrival.day
  RETURNING asked.state, before.reached_issuer_on AS before, asked.reached_issuer_on AS after`;

/** A letter to anybody else changes nothing. The delivery's consultation is locked with it. */
async function reach(change: Change, delivery: Delivery): Promise<void> {
  const { id, toIssuer, consultationId, caseId, referralId, senderBody, deliveredOn } = delivery;
  if (!toIssuer || consultationId === null) return;
  const [[reached]] = await reachedOn(change.tx, consultationId, id, deliveredOn);
  if (!reached) return;
  await change.remember(
    { id: consultationId, state: reached.state },
    { verb: 'reach', objectType: 'consultation', body: senderBody, caseId, referralId, consultationId },
    { before: { reachedIssuerOn: reached.before }, after: { reachedIssuerOn: reached.after } },
  );
}

const reachedOn = (
  tx: EntityManager,
  consultationId: string,
  deliveryId: string,
  day: string | null,
): Promise<[{ state: string; before: string | null; after: string | null }[], number]> =>
  tx.query(REACHED, [consultationId, deliveryId, day]);
