import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { caseIsVisible } from '../identity/visibility.js';
import type { CaseView, EditCaseBody } from './cases.dto.js';
import { readCase } from './read-case.js';
import { ReferralCase } from './referral-case.entity.js';

@Injectable()
export class EditCase {
  constructor(private readonly makeChange: MakeChange) {}

  async edit(caller: Caller, id: string, body: EditCaseBody): Promise<CaseView> {
    return this.makeChange.make(caller, async (change) => {
      const referralCase = await change.lock(ReferralCase, id, caseIsVisible);
      await change.permit('case.edit', referralCase.subject, referralCase.version);
      const { title, relatedCases, priorDecisions } = body;
      if (title !== undefined) referralCase.title = title;
      if (relatedCases !== undefined) referralCase.relatedCases = relatedCases;
      if (priorDecisions !== undefined) referralCase.priorDecisions = priorDecisions;
      await change.save(ReferralCase, referralCase, {
        verb: 'edit',
        objectType: 'case',
        body: referralCase.issuerCode,
        caseId: id,
      });
      return readCase(change.tx, caller, id);
    });
  }
}
