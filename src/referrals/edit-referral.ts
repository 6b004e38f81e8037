import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import type { Also } from '../changes/step.js';
import { warningsView } from '../changes/warnings-view.js';
import { checkedConsultees, consulteesOfGroups, listConsultees, listedConsultees } from './consultees.js';
import { earlierReferral } from './earlier-referral.js';
import { personalNumbersIn } from './personal-numbers-in.js';
import { ReplyByDates } from './reply-by-dates.js';
import type { Referral } from './referral.entity.js';
import { REFERRAL } from './referral.kind.js';
import type { EditReferralBody, ReferralView } from './referrals.dto.js';

@Injectable()
export class EditReferral {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly replyByDates: ReplyByDates,
  ) {}

  /** Only a draft: what has been sent is frozen, and a changed proposal is a new referral. */
  async edit(caller: Caller, id: string, asked: EditReferralBody): Promise<ReferralView> {
    const body = this.replyByDates.settledIn(asked);
    return this.makeChange.step(caller, REFERRAL, id, 'edit', async (referral, change) => {
      if (body.previousReferral)
        await earlierReferral(
          change.tx,
          caller,
          body.previousReferral,
          referral.issuerCode,
          '/previousReferral',
        );
      apply(referral, body);
      const replaced =
        body.consultees || body.consulteeGroups ? await replaceConsultees(change, referral, body) : {};
      return {
        ...replaced,
        answer: warningsView([...this.replyByDates.warningsOf(asked), ...personalNumbersIn(asked)], caller),
      };
    });
  }
}

function apply(referral: Referral, body: EditReferralBody): void {
  if (body.title !== undefined) referral.title = body.title;
  if (body.letter !== undefined) referral.letter = body.letter;
  if (body.questions !== undefined) referral.questions = body.questions;
  if (body.replyBy !== undefined) referral.replyBy = body.replyBy;
  if (body.decidedBy !== undefined) referral.decidedBy = body.decidedBy;
  if (body.previousReferral !== undefined) referral.previousReferralId = body.previousReferral;
  if (body.delegationBarred !== undefined) referral.delegationBarred = body.delegationBarred;
}

/** @returns the list as it was and as it is, where it is another. */
async function replaceConsultees(
  { tx }: Change,
  referral: Referral,
  body: EditReferralBody,
): Promise<Pick<Also, 'before' | 'after'>> {
  const grouped = await consulteesOfGroups(tx, referral.issuerCode, body.consulteeGroups ?? []);
  const consultees = await checkedConsultees(tx, referral.issuerCode, [
    ...(body.consultees ?? []),
    ...grouped,
  ]);
  const before = await listedConsultees(tx, referral.id);
  if (canonicalize(before) === canonicalize(consultees)) return {};
  await tx.query('DELETE FROM referral_consultees WHERE referral_id = $1', [referral.id]);
  await listConsultees(tx, referral.id, consultees);
  return { before: { consultees: before }, after: { consultees } };
}
