import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { notInTheFuture } from '../http/field-rules.js';
import { oddOrigin } from '../rules/odd-days.js';
import { personalNumberWarnings } from '../rules/personal-data.js';
import { Invalid } from '../rules/problem.js';
import { CASE } from './case.kind.js';
import type { CaseView, EditCaseBody } from './cases.dto.js';
import { ownReplyFollows } from './own-reply.js';
import type { Origin, ReferralCase } from './referral-case.entity.js';
import { because } from './refusals.js';

@Injectable()
export class EditCase {
  constructor(private readonly makeChange: MakeChange) {}

  async edit(caller: Caller, id: string, body: EditCaseBody): Promise<CaseView> {
    return this.makeChange.step(caller, CASE, id, 'edit', async (referralCase, change) => {
      const { title, classification, relatedCases, priorDecisions } = body;
      if (body.reason === undefined && isCorrection(referralCase, body)) throw needsReason();
      if (title !== undefined) referralCase.title = title;
      if (classification !== undefined) referralCase.classification = classification;
      if (relatedCases !== undefined) referralCase.relatedCases = relatedCases;
      if (priorDecisions !== undefined) referralCase.priorDecisions = priorDecisions;
      const isOfAnother = await correctOrigin(change, referralCase, body);
      const warnings = [
        ...personalNumberWarnings(title, classification, body.origin?.sender ?? undefined),
        ...(isOfAnother ? oddOrigin(change.today, referralCase.origin ?? {}) : []),
      ];
      return { answer: warningsView(warnings, caller) };
    });
  }
}

/** Whether something that stands there is to be another or is taken away; what is added corrects nothing. */
const isCorrection = (earlier: ReferralCase, given: EditCaseBody): boolean =>
  isAnother(given.title, earlier.title) ||
  isAnother(given.classification, earlier.classification) ||
  isWithout(given.relatedCases, earlier.relatedCases) ||
  isWithout(given.priorDecisions, earlier.priorDecisions);

const isAnother = (given: string | undefined, earlier: string | null): boolean =>
  given !== undefined && earlier !== null && given !== earlier;

const isWithout = <Item>(given: readonly Item[] | undefined, earlier: readonly Item[]): boolean =>
  given !== undefined &&
  earlier.some((item) => !given.some((other) => canonicalize(other) === canonicalize(item)));

const needsReason = (): Invalid => new Invalid({ pointer: '/reason', ...because.correctionNeedsReason });

/**
 * Corrects what the case began with, and its own replies with it.
 *
 * @returns whether anything of it is another than it was.
 * @throws Invalid without a reason for what is another, for a day to come, or where nobody is known to have sent it.
 */
async function correctOrigin(
  change: Change,
  referralCase: ReferralCase,
  { origin: given, reason }: EditCaseBody,
): Promise<boolean> {
  const earlier = referralCase.origin;
  const corrected = corrects(earlier, given);
  if (isDeepStrictEqual(corrected, { ...earlier })) return false;
  if (reason === undefined) throw needsReason();
  const { sender } = corrected;
  if (sender === undefined) throw new Invalid({ pointer: '/origin/sender', ...because.senderRequired });
  notInTheFuture('/origin/receivedOn', given?.receivedOn ?? undefined, change.today);
  referralCase.origin = { ...corrected, sender };
  await ownReplyFollows(change, referralCase, { verb: 'correct-origin', earlier });
  return true;
}

/** What is left out stays, and what is null is taken away. */
const corrects = (earlier: Origin | null, given: EditCaseBody['origin']): Partial<Origin> => {
  const named = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  const whole = Object.entries({ ...earlier, ...Object.fromEntries(named) });
  return Object.fromEntries(whole.filter(([, value]) => value !== null));
};
