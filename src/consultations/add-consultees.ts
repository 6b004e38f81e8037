import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { addingToIt } from '../changes/step.js';
import { warningsView } from '../changes/warnings-view.js';
import { checkedConsultees, listConsultees, listedAs } from '../referrals/consultees.js';
import type { Referral } from '../referrals/referral.entity.js';
import { ReplyByDates } from '../referrals/reply-by-dates.js';
import type { AddConsulteeBody, ReferralView } from '../referrals/referrals.dto.js';
import { personalNumberWarnings } from '../rules/personal-data.js';
import { AskConsultees, REFERRAL_THAT_ASKS } from './ask-consultees.js';

@Injectable()
export class AddConsultees {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly askConsultees: AskConsultees,
    private readonly replyByDates: ReplyByDates,
  ) {}

  /** One more consultee: on the list of a draft, and asked at once when the referral has been sent. */
  async add(caller: Caller, id: string, asked: AddConsulteeBody): Promise<ReferralView> {
    const body = this.replyByDates.settledIn(asked);
    const addTo = async (referral: Referral, change: Change) => {
      const listed: { body: string | null; name: string | null }[] = await change.tx.query(
        // Also whoever has taken over from one that was asked.
        `SELECT body_code AS body, name FROM referral_consultees WHERE referral_id = $1
         UNION SELECT consultee_code, NULL FROM consultations WHERE referral_id = $1 AND consultee_code IS NOT NULL`,
        [id],
      );
      const { issuerCode } = referral;
      const already = listed.map(listedAs);
      const consultees = await checkedConsultees(change.tx, issuerCode, [body], already, () => '');
      await listConsultees(change.tx, id, consultees);
      if (referral.state === 'sent') await this.askConsultees.ask(change, referral, change.today);
      const warnings = [...this.replyByDates.warningsOf(asked), ...personalNumberWarnings(asked.name)];
      return { answer: warningsView(warnings, caller) };
    };
    return this.makeChange.step(caller, REFERRAL_THAT_ASKS, id, 'add-consultee', addTo, addingToIt);
  }
}
