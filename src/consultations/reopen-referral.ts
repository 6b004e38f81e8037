import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { begin, occasionOf } from '../changes/step.js';
import { PromiseDeliveries } from '../delivery/promise-deliveries.js';
import { readReferral } from '../referrals/read-referral.js';
import { Referral } from '../referrals/referral.entity.js';
import { REFERRAL } from '../referrals/referral.kind.js';
import type { ReferralView } from '../referrals/referrals.dto.js';
import { consultationFacts } from './consultation-facts.js';
import { Consultation } from './consultation.entity.js';
import { consulteesAreThere } from './comes-back.js';
import { aboutConsultation } from './consultation.kind.js';
import { toConsultee } from './notices.js';

/** Reopens a referral that was closed or withdrawn by mistake: what that settled goes on from where it was. */
@Injectable()
export class ReopenReferral {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
  ) {}

  /** Locks the consultees, so that none is wound up meanwhile, and the case, so that it is not closed, then as `SettleReferral` does. */
  async reopen(caller: Caller, id: string): Promise<ReferralView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { tx } = attempt;
      await tx.query(
        `SELECT FROM bodies WHERE code IN (SELECT consultee_code FROM consultations WHERE referral_id = $1)
         ORDER BY code FOR SHARE`,
        [id],
      );
      await tx.query('SELECT FROM cases WHERE id = (SELECT case_id FROM referrals WHERE id = $1) FOR SHARE', [
        id,
      ]);
      const { row: referral, change } = await begin(attempt, REFERRAL, id, 'reopen');
      referral.settledAt = null;
      referral.settledBecause = null;
      await change.save(Referral, referral, occasionOf(REFERRAL, referral, 'reopen'));
      const closed = await lockClosed(change, id);
      await consulteesAreThere(tx, closed);
      for (const consultation of closed) await this.resume(change, consultation);
      await this.promiseDeliveries.promise(
        tx,
        closed.map((consultation) => toConsultee(consultation, 'referral-reopened')),
      );
      return readReferral(tx, caller, id);
    });
  }

  private async resume(change: Change, consultation: Consultation): Promise<void> {
    const facts = await consultationFacts(change.tx, consultation.id, change.today, change.caller.actor);
    consultation.take('resume', facts, change.today);
    consultation.replyBySetOn = change.today;
    const occasion = {
      verb: 'resume',
      objectType: 'consultation',
      ...aboutConsultation(consultation, 'resume'),
    };
    await change.save(Consultation, consultation, occasion);
  }
}

/** Those that it settled, and that nothing has happened to since; who was recalled stays so, and who has taken over from the issuer does not ask itself. */
async function lockClosed(change: Change, referralId: string): Promise<Consultation[]> {
  const rows: object[] = await change.tx.query(
    `SELECT * FROM consultations WHERE referral_id = $1 AND state IN ('no-reply', 'withdrawn') AND closed_from IS NOT NULL
       AND recalled_because IS NULL AND took_over(consultee_code, issuer_code) IS NOT TRUE ORDER BY id FOR NO KEY UPDATE`,
    [referralId],
  );
  return rows.map((row) => change.track(Consultation, row));
}
