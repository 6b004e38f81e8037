import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../http/warnings-view.js';
import { referralIsVisible } from '../identity/visibility.js';
import { checkedConsultees, listConsultees } from '../referrals/consultees.js';
import { readReferral, referralFacts } from '../referrals/read-referral.js';
import { Referral } from '../referrals/referral.entity.js';
import { ReplyByDates } from '../referrals/reply-by-dates.js';
import type { AddConsulteeBody, ReferralView } from '../referrals/referrals.dto.js';
import { AskConsultees } from './ask-consultees.js';

@Injectable()
export class AddConsultees {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly askConsultees: AskConsultees,
    private readonly replyByDates: ReplyByDates,
    private readonly clock: Clock,
  ) {}

  /** One more consultee: on the list of a draft, and asked at once when the referral has been sent. */
  async add(caller: Caller, id: string, asked: AddConsulteeBody): Promise<ReferralView> {
    const body = this.replyByDates.settledIn(asked);
    return this.makeChange.make(caller, async (change) => {
      const referral = await change.lock(Referral, id, referralIsVisible);
      await change.permit('referral.add-consultee', referral.subject);
      referral.take('add-consultee', await referralFacts(change, referral));
      const listed: { body_code: string }[] = await change.tx.query(
        'SELECT body_code FROM referral_consultees WHERE referral_id = $1 AND body_code IS NOT NULL',
        [id],
      );
      const codes = listed.map(({ body_code }) => body_code);
      const consultees = await checkedConsultees(change.tx, referral.issuerCode, [body], codes);
      await listConsultees(change.tx, id, consultees);
      if (referral.state === 'sent') await this.askConsultees.ask(change, referral, this.clock.today());
      await change.save(Referral, referral, {
        verb: 'add-consultee',
        objectType: 'referral',
        body: referral.issuerCode,
        caseId: referral.caseId,
        referralId: id,
      });
      const view = await readReferral(change.tx, caller, id);
      return { ...view, ...warningsView(this.replyByDates.warningsOf(asked), caller) };
    });
  }
}
