import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { notInTheFuture } from '../http/field-rules.js';
import { REFERRAL } from '../referrals/referral.kind.js';
import type { ReferralView } from '../referrals/referrals.dto.js';
import { Invalid } from '../rules/problem.js';
import { Consultation } from './consultation.entity.js';
import type { CorrectReferralBody } from './planning.dto.js';
import { because } from './refusals.js';

/** Corrects the day a referral was sent. What was sent stays what it is. */
@Injectable()
export class CorrectReferral {
  constructor(private readonly makeChange: MakeChange) {}

  /** The consultees that were asked that day were asked on the right one instead; one added later keeps its own day. */
  async correct(caller: Caller, id: string, { sentOn }: CorrectReferralBody): Promise<ReferralView> {
    return this.makeChange.step(caller, REFERRAL, id, 'correct', async (referral, change) => {
      notInTheFuture('/sentOn', sentOn, change.today);
      const earlier = referral.sentOn;
      referral.sentOn = sentOn;
      for (const consultation of await lockAsked(change, id, earlier)) {
        refuseSentAfterwards(consultation, sentOn);
        const { issuerCode: body, state, stateSince, replyBySetOn, about } = consultation;
        consultation.sentOn = sentOn;
        if (state === 'sent' && stateSince === earlier) consultation.stateSince = sentOn;
        if (replyBySetOn === earlier) consultation.replyBySetOn = sentOn;
        const occasion = { verb: 'correct-sending', objectType: 'consultation', body, ...about };
        await change.save(Consultation, consultation, occasion);
      }
    });
  }
}

async function lockAsked(change: Change, referralId: string, sentOn: string | null): Promise<Consultation[]> {
  const rows: object[] = await change.tx.query(
    'SELECT * FROM consultations WHERE referral_id = $1 AND sent_on = $2 ORDER BY id FOR NO KEY UPDATE',
    [referralId, sentOn],
  );
  return rows.map((row) => change.track(Consultation, row));
}

/** @throws Invalid where the consultee had received it, or its reply had come, before that day. */
function refuseSentAfterwards({ receivedOn, reachedIssuerOn }: Consultation, sentOn: string): void {
  const [first] = [receivedOn, reachedIssuerOn].filter((day) => day !== null).sort();
  if (first !== undefined && first < sentOn)
    throw new Invalid({ pointer: '/sentOn', ...because.beforeSent(sentOn, first) });
}
