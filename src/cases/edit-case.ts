import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { personalNumberWarnings } from '../rules/personal-data.js';
import { CASE } from './case.kind.js';
import type { CaseView, EditCaseBody } from './cases.dto.js';

@Injectable()
export class EditCase {
  constructor(private readonly makeChange: MakeChange) {}

  async edit(caller: Caller, id: string, body: EditCaseBody): Promise<CaseView> {
    return this.makeChange.step(caller, CASE, id, 'edit', (referralCase) => {
      const { title, relatedCases, priorDecisions } = body;
      if (title !== undefined) referralCase.title = title;
      if (relatedCases !== undefined) referralCase.relatedCases = relatedCases;
      if (priorDecisions !== undefined) referralCase.priorDecisions = priorDecisions;
      return { answer: warningsView(personalNumberWarnings(title), caller) };
    });
  }
}
