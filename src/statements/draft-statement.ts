import canonicalize from 'canonicalize';
import type { Consultation } from '../consultations/consultation.entity.js';
import type { Change } from '../changes/change.js';
import type { ConsultationState } from '../rules/consultation-states.js';
import { next } from '../rules/lifecycle.js';
import { DomainError } from '../rules/problem.js';
import { statementLifecycle, type StatementVerb } from '../rules/statement-lifecycle.js';
import { keptWarnings, type ReportWarning } from './staff-report/report-warning.js';
import type { StatementContent, StatementOrigin } from './statement.js';
import { nothingWritten, type StatementVersionRow } from './statement-view.js';
import { versionOf, writeVersion } from './write-version.js';

/**
 * A statement that its officer writes. Its consultation's row has its lock, its state and the number of its latest
 * version; a step of it adds a version, so that the statement's ETag changes and the consultation's does not.
 */
export class DraftStatement {
  /** The version that the step adds. */
  written: StatementVersionRow = nothingWritten;

  /** What all versions of the statement may take; 0: any number. */
  private megabytes = 0;

  constructor(readonly consultation: Consultation) {}

  get state(): ConsultationState {
    return this.consultation.state;
  }

  get version(): number {
    return this.consultation.statementVersion;
  }

  take(verb: StatementVerb): void {
    next(statementLifecycle, verb, this.state, {});
  }

  /**
   * @param megabytes what all versions of the statement may take; 0: any number.
   * @param warnings what an import warned of that it comes from.
   */
  write(
    content: StatementContent,
    origin: StatementOrigin,
    megabytes: number,
    warnings: readonly ReportWarning[] = [],
  ): void {
    this.written = { ...nothingWritten, content, origin, import_warnings: keptWarnings(warnings) };
    this.megabytes = megabytes;
  }

  /**
   * A draft that says just what the latest version says is that version: the history holds changes, not savings.
   *
   * @throws DomainError `too-large` when the versions take more than they may.
   */
  async save(change: Change): Promise<void> {
    const { content, origin, import_warnings: warnings } = this.written;
    const latest = await versionOf(change.tx, this.consultation.id, this.version);
    if (latest && origin === 'draft' && canonicalize(latest.content) === canonicalize(content)) {
      this.written = latest;
      return;
    }
    const { savedAt, bytes } = await writeVersion(change, this.consultation, content, origin, warnings);
    refuseEndlessStatement(bytes, this.megabytes);
    const author = change.caller.actor.username;
    this.written = { ...this.written, number: this.version, author, created_at: savedAt };
  }
}

function refuseEndlessStatement(bytes: number, megabytes: number): void {
  if (megabytes === 0 || bytes <= megabytes * 1024 * 1024) return;
  throw new DomainError('too-large', {
    sv: `Yttrandets versioner rymmer tillsammans högst ${megabytes} MiB. Systemförvaltningen kan höja gränsen.`,
    en: `The versions of a statement hold at most ${megabytes} MiB together. The operators can raise the limit.`,
  });
}
