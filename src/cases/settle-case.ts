import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { CASE } from './case.kind.js';
import type { CaseView } from './cases.dto.js';

/** Closes a case or opens it again: the two steps differ in their rules, which the lifecycle holds. */
@Injectable()
export class SettleCase {
  constructor(private readonly makeChange: MakeChange) {}

  async settle(caller: Caller, id: string, verb: 'close' | 'reopen'): Promise<CaseView> {
    return this.makeChange.step(caller, CASE, id, verb);
  }
}
