import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { next } from '../rules/lifecycle.js';
import { statementLifecycle } from '../rules/statement-lifecycle.js';
import { STATEMENT } from './statement.kind.js';

/** Ticks off what the import warned of that made the latest version. */
@Injectable()
export class DismissImportWarnings {
  constructor(private readonly makeChange: MakeChange) {}

  /**
   * For whoever may save the statement, while they may. It is no change of the version, and no audit event: what was
   * warned of stands in the version still.
   *
   * @throws NotFound, NotPermitted, TransitionRefused, DomainError `stale-version`
   */
  async dismiss(caller: Caller, id: string): Promise<void> {
    const unwritten = caller.on({ ...caller.terms, written: 0 });
    await this.makeChange.make(unwritten, async (attempt) => {
      const statement = await STATEMENT.lock(attempt, id);
      await attempt.permit('statement.save', statement.consultation.subject, statement.version);
      next(statementLifecycle, 'save', statement.state, {});
      await attempt.tx.query(
        'UPDATE statement_versions SET import_warnings = NULL WHERE consultation_id = $1 AND number = $2',
        [id, statement.version],
      );
      return {};
    });
  }
}
