import { Injectable } from '@nestjs/common';
import type { Caller } from '../http/caller.js';
import { MakeChange } from '../http/make-change.js';
import { caseIsVisible } from '../identity/visibility.js';
import type { CaseVerb } from '../rules/case-lifecycle.js';
import type { CaseView } from './cases.dto.js';
import { caseFacts, readCase } from './read-case.js';
import { ReferralCase } from './referral-case.entity.js';

/** Closes a case or opens it again: the two steps differ in their rules, which the lifecycle holds. */
@Injectable()
export class SettleCase {
  constructor(private readonly makeChange: MakeChange) {}

  async settle(caller: Caller, id: string, verb: CaseVerb): Promise<CaseView> {
    return this.makeChange.make(caller, async (change) => {
      const referralCase = await change.lock(ReferralCase, id, caseIsVisible);
      await change.permit(`case.${verb}`, { body: referralCase.issuerCode }, referralCase.version);
      referralCase.take(verb, await caseFacts(change.tx, id));
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
