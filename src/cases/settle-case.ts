import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import type { Attempt } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { because } from '../organisation/refusals.js';
import { woundUpAmong } from '../organisation/register.js';
import { Conflict } from '../rules/problem.js';
import { CASE } from './case.kind.js';
import type { CaseView } from './cases.dto.js';
import type { ReferralCase } from './referral-case.entity.js';

/** Its body is locked before it is, so that it is not wound up meanwhile. */
const CASE_THAT_COMES_BACK = {
  ...CASE,
  lock: async (attempt: Attempt, id: string): Promise<ReferralCase> => {
    await attempt.tx.query(
      'SELECT FROM bodies WHERE code = (SELECT issuer_code FROM cases WHERE id = $1) FOR SHARE',
      [id],
    );
    return CASE.lock(attempt, id);
  },
};

/** Closes a case or opens it again: the two steps differ in their rules, which the lifecycle holds. */
@Injectable()
export class SettleCase {
  constructor(private readonly makeChange: MakeChange) {}

  async settle(caller: Caller, id: string, verb: 'close' | 'reopen'): Promise<CaseView> {
    if (verb === 'close') return this.makeChange.step(caller, CASE, id, verb);
    return this.makeChange.step(caller, CASE_THAT_COMES_BACK, id, verb, async ({ issuerCode }, { tx }) => {
      if ((await woundUpAmong(tx, [issuerCode])).length > 0) throw new Conflict(because.woundUp);
    });
  }
}
