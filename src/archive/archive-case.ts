import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CASE } from '../cases/case.kind.js';
import type { CaseView } from '../cases/cases.dto.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { Conflict } from '../rules/problem.js';
import { isKeptFrom, readPackage } from './archive-packages.queries.js';
import type { ArchivedCaseView } from './archive.dto.js';
import { because } from './refusals.js';

/** Promises a package of a closed case; a worker writes it, and nobody waits for that. */
@Injectable()
export class ArchiveCase {
  constructor(private readonly makeChange: MakeChange) {}

  async archive(caller: Caller, id: string): Promise<ArchivedCaseView> {
    const view: CaseView = await this.makeChange.step(caller, CASE, id, 'archive', async (_, { tx }) => {
      if (await isKeptFrom(tx, caller, id)) throw new Conflict(because.keptFromCaller);
      const packageId = randomUUID();
      await tx.query('INSERT INTO archive_packages (id, case_id, requested_by) VALUES ($1, $2, $3)', [
        packageId,
        id,
        caller.actor.username,
      ]);
      return {
        after: { archivePackage: packageId },
        answer: { archivePackage: await readPackage(tx, packageId) },
      };
    });
    return view as ArchivedCaseView;
  }
}
