import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { caseIsVisible } from '../identity/visibility.js';
import { caseLifecycle } from '../rules/case-lifecycle.js';
import { isPossible } from '../rules/lifecycle.js';
import { TransitionRefused } from '../rules/problem.js';
import type { CaseView } from './cases.dto.js';
import { caseFacts, readCase } from './read-case.js';
import { ReferralCase } from './referral-case.entity.js';

/** Closes a case or opens it again: the two steps differ in their rules, which the lifecycle holds. */
@Injectable()
export class SettleCase {
  constructor(private readonly makeChange: MakeChange) {}

  async settle(caller: Caller, id: string, verb: 'close' | 'reopen'): Promise<CaseView> {
    return this.makeChange.make(caller, async (change) => {
      const referralCase = await change.lock(ReferralCase, id, caseIsVisible);
      await change.permit(`case.${verb}`, referralCase.subject, referralCase.version);
      const before = await readCase(change.tx, caller, id);
      const facts = await caseFacts(change.tx, referralCase);
      if (before.availableActions.includes(verb) && !isPossible(caseLifecycle, verb, before.state, facts)) {
        throw new TransitionRefused(verb, before.state, [notYet]);
      }
      referralCase.take(verb, facts);
      await change.save(ReferralCase, referralCase, {
        verb,
        objectType: 'case',
        body: referralCase.issuerCode,
        caseId: id,
      });
      return readCase(change.tx, caller, id);
    });
  }
}

/** What is open is kept from whoever asks, and so is what it is. */
const notYet = {
  code: 'not-yet',
  detail: {
    sv: 'Ärendet kan inte avslutas än. Fråga den som har hand om ärendets sekretess.',
    en: 'The case cannot be closed yet. Ask whoever looks after its confidentiality.',
  },
};
