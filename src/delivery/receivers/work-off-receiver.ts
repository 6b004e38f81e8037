import { Injectable, Logger } from '@nestjs/common';
import { loggable } from '../../database/loggable.js';
import { failuresAfter, leftAloneFor } from '../../rules/receiver-breaker.js';
import { DeliverMessage, type Claimed, type Shown } from '../deliver-message.js';
import { HoldReceivers, type Hold } from './hold-receivers.js';
import type { Receiver } from './receiver.js';

/**
 * After so long the worker lets the receiver go, so that receivers that wait for a place among the workers get theirs.
 */
const LONGEST_TURN_MS = 10_000;

/**
 * Makes the attempts that are due to one receiver, oldest first and several at a time, while what is about one
 * matter goes one after the other. One worker does it at a time, and not for long, so that a receiver
 * takes one place among the workers whatever waits for it. One that fails again and again is left alone
 * for a while, then tried with a single attempt: what waits for it uses up none of its attempts.
 */
@Injectable()
export class WorkOffReceiver {
  private readonly log = new Logger(WorkOffReceiver.name);

  constructor(
    private readonly holdReceivers: HoldReceivers,
    private readonly deliverMessage: DeliverMessage,
  ) {}

  /**
   * Answers in how many milliseconds a job must come back for it, and undefined when none must.
   *
   * @param stopping the process ends: another one makes the rest.
   * @throws what the database throws. The hold runs out by itself then, and the reconciler finds what waits.
   */
  async workOff(receiver: Receiver, stopping: AbortSignal): Promise<number | undefined> {
    const turnEnds = performance.now() + LONGEST_TURN_MS;
    let hold = await this.holdReceivers.take(receiver);
    while (hold) {
      const found = await this.holdReceivers.claim(hold);
      if (!found) return undefined;
      // `wakes` is read before the claim: a promise that comes during the claim is then seen as new, and not lost.
      const emptied = found.claimed.length === 0 && found.hold.wakes === hold.wakes;
      hold = found.hold;
      if (found.claimed.length > 0) await this.attempt(hold, found.claimed);
      const interrupted = stopping.aborted || performance.now() > turnEnds;
      const how = interrupted ? 'interrupted' : emptied ? 'emptied' : 'finished';
      const letGo = await this.holdReceivers.letGo(hold, how);
      if (letGo) return letGo.wakeInMs;
    }
    return undefined;
  }

  private async attempt(hold: Hold, claimed: readonly Claimed[]): Promise<void> {
    const attempts = await Promise.all(claimed.map((one) => this.make(one)));
    const takes = attempts.includes('takes-messages');
    const errors = attempts.flatMap((shown) => (typeof shown === 'object' ? [shown.fails] : []));
    if (takes && hold.failures > 0) await this.holdReceivers.remember(hold, 0, 0, null);
    if (takes || errors.length === 0) return;
    const failures = failuresAfter(hold.failures, errors.length);
    await this.holdReceivers.remember(hold, failures, leftAloneFor(failures), errors.at(-1)!);
  }

  private async make(claimed: Claimed): Promise<Shown> {
    try {
      return await this.deliverMessage.attempt(claimed);
    } catch (error) {
      this.log.warn(`Delivery ${claimed.id} was not made: ${loggable(error).message}`);
      return undefined;
    }
  }
}
