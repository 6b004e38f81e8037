import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { notInTheFuture } from '../http/field-rules.js';
import { begin, occasionOf } from '../changes/step.js';
import { warningsView } from '../changes/warnings-view.js';
import { readReferral } from '../referrals/read-referral.js';
import { Referral } from '../referrals/referral.entity.js';
import { REFERRAL } from '../referrals/referral.kind.js';
import type { ReferralView } from '../referrals/referrals.dto.js';
import { AskConsultees, REFERRAL_THAT_ASKS } from './ask-consultees.js';
import { freezePacket } from './freeze-packet.js';
import { ForeseeReplies } from './foresee-replies.js';
import type { SendBody } from './planning.dto.js';

@Injectable()
export class SendReferral {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly askConsultees: AskConsultees,
    private readonly foreseeReplies: ForeseeReplies,
    private readonly clock: Clock,
  ) {}

  /**
   * Freezes the packet and opens a consultation for each consultee, all at the same time (compare FL 26 §). Answers
   * with the warnings that the dry run gives.
   */
  async send(caller: Caller, id: string, { sentOn }: SendBody): Promise<ReferralView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { row: referral, change } = await begin(attempt, REFERRAL_THAT_ASKS, id, 'send');
      notInTheFuture('/sentOn', sentOn, change.today);
      referral.sentAt = this.clock.now();
      referral.sentOn = sentOn ?? change.today;
      await freezePacket(change, referral);
      await change.save(Referral, referral, occasionOf(REFERRAL, referral, 'send'));
      await this.askConsultees.ask(change, referral, referral.sentOn);
      const warnings = await this.foreseeReplies.warnings(change.tx, caller, id, referral.sentOn);
      return { ...(await readReferral(change.tx, caller, id)), ...warningsView(warnings, caller) };
    });
  }
}
