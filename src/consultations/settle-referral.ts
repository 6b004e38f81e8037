import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.js';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { begin, occasionOf } from '../changes/step.js';
import { readReferral } from '../referrals/read-referral.js';
import { REFERRAL } from '../referrals/referral.kind.js';
import { Referral } from '../referrals/referral.entity.js';
import type { ReferralView } from '../referrals/referrals.dto.js';
import { consultationLifecycle } from '../rules/consultation-lifecycle.js';
import type { ConsultationState } from '../rules/consultation-states.js';
import { Invalid } from '../rules/problem.js';
import { consultationFacts } from './consultation-facts.js';
import { Consultation } from './consultation.entity.js';
import { aboutConsultation } from './consultation.kind.js';
import { toConsultee } from './notices.js';
import { because } from './refusals.js';

type SettlingVerb = 'close' | 'withdraw';

/** Closes a referral, or withdraws it: both settle every consultation that is still being prepared. */
@Injectable()
export class SettleReferral {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
    private readonly clock: Clock,
  ) {}

  /** Locks the referral, then its consultations in id order, so that two of these never deadlock. */
  async settle(caller: Caller, id: string, verb: SettlingVerb): Promise<ReferralView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { row: referral, change } = await begin(attempt, REFERRAL, id, verb);
      const open = await lockOpen(change, id, verb);
      if (verb === 'close') refuseHastyClosing(open, change.today, caller);
      referral.settledAt = this.clock.now();
      referral.settledBecause = caller.terms.reason ?? null;
      await change.save(Referral, referral, occasionOf(REFERRAL, referral, verb));
      for (const consultation of open) await this.settleOne(change, consultation, verb);
      await this.tell(change, open, verb);
      return readReferral(change.tx, caller, id);
    });
  }

  private async settleOne(change: Change, consultation: Consultation, verb: SettlingVerb): Promise<void> {
    const facts = await consultationFacts(change.tx, consultation.id, change.today, change.caller.actor);
    consultation.take(verb, facts, change.today);
    const occasion = { verb, objectType: 'consultation', ...aboutConsultation(consultation, verb) };
    await change.save(Consultation, consultation, occasion);
  }

  /** Whoever was still at work is told that the issuer no longer waits. */
  private async tell({ tx }: Change, open: readonly Consultation[], verb: SettlingVerb) {
    const topic = verb === 'close' ? 'referral-closed' : 'referral-withdrawn';
    await this.promiseDeliveries.promise(
      tx,
      open.map((consultation) => toConsultee(consultation, topic)),
    );
  }
}

async function lockOpen(change: Change, referralId: string, verb: SettlingVerb): Promise<Consultation[]> {
  const states: readonly ConsultationState[] = consultationLifecycle[verb].flatMap(({ from }) => from);
  const rows: object[] = await change.tx.query(
    `SELECT * FROM consultations WHERE referral_id = $1 AND state = ANY($2) ORDER BY id FOR NO KEY UPDATE`,
    [referralId, states],
  );
  return rows.map((row) => change.track(Consultation, row));
}

/** Silence is recorded as a fact, so it must not be recorded before its time without saying why. */
function refuseHastyClosing(open: readonly Consultation[], today: string, caller: Caller): void {
  if (caller.terms.reason !== undefined || open.every(({ replyBy }) => replyBy < today)) return;
  throw new Invalid({ pointer: '/reason', ...because.reasonRequired });
}
