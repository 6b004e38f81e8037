import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { checkReferences } from './check-references.js';
import { emptyStatement } from './statement.js';
import { STATEMENT } from './statement.kind.js';
import { forgetWorkingCopy } from './working-copies.js';
import type { SaveStatementBody, StatementView } from './statements.dto.js';

/** Saves the officer's draft as a new version. */
@Injectable()
export class SaveStatement {
  constructor(
    private readonly makeChange: MakeChange,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @param seen the number of the caller's working copy that this is the text of, where they know it. */
  async save(
    caller: Caller,
    id: string,
    { reason: _reason, ...content }: SaveStatementBody,
    seen = 0,
  ): Promise<StatementView> {
    return this.makeChange.step(caller, STATEMENT, id, 'save', async (statement, change) => {
      const written = { ...emptyStatement, ...content };
      await checkReferences(change, statement.consultation, written);
      statement.write(written, 'draft', this.settings.STATEMENT_MEGABYTES);
      await forgetWorkingCopy(change.tx, id, caller, seen, written);
    });
  }
}
