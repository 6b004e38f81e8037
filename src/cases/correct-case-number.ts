import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { takeNumber } from '../organisation/register.js';
import { CASE } from './case.kind.js';
import type { CaseView, CorrectCaseNumberBody } from './cases.dto.js';
import { ownReplyFollows } from './own-reply.js';

@Injectable()
export class CorrectCaseNumber {
  constructor(private readonly makeChange: MakeChange) {}

  /**
   * The earlier number stays readable in the audit trail, and taken in the register: it has been used. What has been
   * sent keeps the number it was sent under.
   */
  async correct(caller: Caller, id: string, { caseNumber }: CorrectCaseNumberBody): Promise<CaseView> {
    return this.makeChange.step(caller, CASE, id, 'correct-registration', async (referralCase, change) => {
      const year = Number(change.today.slice(0, 4));
      Object.assign(referralCase, await takeNumber(change.tx, referralCase.issuerCode, year, caseNumber));
      const { origin: earlier } = referralCase;
      await ownReplyFollows(change, referralCase, { verb: 'correct-registration', earlier });
    });
  }
}
