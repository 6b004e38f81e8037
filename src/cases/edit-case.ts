import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { notInTheFuture } from '../http/field-rules.js';
import { oddOrigin } from '../rules/odd-days.js';
import { personalNumberWarnings } from '../rules/personal-data.js';
import { Invalid } from '../rules/problem.js';
import { CASE } from './case.kind.js';
import type { CaseView, EditCaseBody } from './cases.dto.js';
import { ownReplyFollows } from './own-reply.js';
import type { Origin } from './referral-case.entity.js';
import { because } from './refusals.js';

@Injectable()
export class EditCase {
  constructor(private readonly makeChange: MakeChange) {}

  async edit(caller: Caller, id: string, body: EditCaseBody): Promise<CaseView> {
    return this.makeChange.step(caller, CASE, id, 'edit', async (referralCase, change) => {
      const { title, classification, relatedCases, priorDecisions } = body;
      if (title !== undefined) referralCase.title = title;
      if (classification !== undefined) {
        const isOther = (referralCase.classification ?? classification) !== classification;
        if (isOther && body.reason === undefined) throw needsReason();
        referralCase.classification = classification;
      }
      if (relatedCases !== undefined) referralCase.relatedCases = relatedCases;
      if (priorDecisions !== undefined) referralCase.priorDecisions = priorDecisions;
      notInTheFuture('/origin/receivedOn', body.origin?.receivedOn, change.today);
      if (body.origin !== undefined) {
        const earlier = referralCase.origin;
        referralCase.origin = correctedOrigin(earlier, body);
        await ownReplyFollows(change, referralCase, { verb: 'correct-origin', earlier });
      }
      const warnings = [
        ...personalNumberWarnings(title, classification, body.origin?.sender),
        ...(body.origin ? oddOrigin(change.today, referralCase.origin ?? {}) : []),
      ];
      return { answer: warningsView(warnings, caller) };
    });
  }
}

const needsReason = (): Invalid => new Invalid({ pointer: '/reason', ...because.correctionNeedsReason });

/** @throws Invalid without a reason, or where nobody is known to have sent it. */
function correctedOrigin(earlier: Origin | null, { origin, reason }: EditCaseBody): Origin {
  if (reason === undefined) throw needsReason();
  const given = Object.fromEntries(Object.entries(origin ?? {}).filter(([, value]) => value !== undefined));
  const corrected: Partial<Origin> = { ...earlier, ...given };
  const { sender } = corrected;
  if (sender === undefined) throw new Invalid({ pointer: '/origin/sender', ...because.senderRequired });
  return { ...corrected, sender };
}
