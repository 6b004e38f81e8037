import { Injectable } from '@nestjs/common';
import { CASE } from '../cases/case.kind.js';
import type { CaseView } from '../cases/cases.dto.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import type { ArchivedCaseView } from './archive.dto.js';
import { promisePackage } from './promise-package.js';

/** Promises a package of a closed case. */
@Injectable()
export class ArchiveCase {
  constructor(private readonly makeChange: MakeChange) {}

  async archive(caller: Caller, id: string): Promise<ArchivedCaseView> {
    const view: CaseView = await this.makeChange.step(caller, CASE, id, 'archive', (_, { tx }) =>
      promisePackage(tx, caller, { kind: 'case', id }),
    );
    return view as ArchivedCaseView;
  }
}
