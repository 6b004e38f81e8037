import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../config/settings.js';
import { subjectOf } from '../consultations/read-consultation.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { Threads } from '../http/threads.js';
import { consultationIsVisible, scopeOf } from '../identity/visibility.js';
import { authorize } from '../rules/policy.js';
import { DomainError, Invalid, NotFound, type InvalidValue } from '../rules/problem.js';
import { IN_A_THREAD, type readReport } from './in-a-thread.js';
import { lockDraft, refuseUnseen, saveDraft } from './save-statement.js';
import type { NamedBody } from './staff-report/facts.js';
import type { StaffReport } from './staff-report/read-staff-report.js';
import { refuseEndlessReport } from './staff-report/report-limits.js';
import type { ImportedStatementView } from './statements.dto.js';

@Injectable()
export class ImportStatement {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
    private readonly threads: Threads,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Saves what the report says as a new version. Its own number, date and officer are only reported:
   * the register and the assignment are decided by people.
   *
   * Reading a report is work, so it begins only for those who may save it; no lock is held meanwhile, and what was
   * permitted is asked again under the lock.
   *
   * @throws DomainError `unsupported-media-type` or `too-demanding`; Invalid for what is no report. Nothing is changed then.
   */
  async import(caller: Caller, id: string, text: unknown): Promise<ImportedStatementView> {
    if (typeof text !== 'string') throw notText();
    await this.authorize(caller, id);
    const { content, found, headings, unplaced, warnings } = await this.read(text);
    return this.makeChange.make(caller, async (change) => {
      const consultation = await lockDraft(change, id, 'import');
      const { signed: _signed, ...facts } = found;
      return {
        statement: await saveDraft(
          change,
          consultation,
          content,
          'import',
          this.settings.STATEMENT_MEGABYTES,
        ),
        found: {
          ...facts,
          relatedCases: [...found.relatedCases],
          priorDecisions: [...found.priorDecisions],
          areas: [...found.areas],
        },
        headings: headings.map(({ text: heading, field }) => ({ text: heading, field })),
        unplaced: [...unplaced],
        warnings: warnings.map(({ code, line, detail }) => ({ code, line, detail: caller.say(detail) })),
      };
    });
  }

  /** @throws NotFound, NotPermitted as saving the statement would. */
  private async authorize({ actor }: Caller, id: string): Promise<void> {
    const [row]: Parameters<typeof subjectOf>[0][] = await this.dataSource.query(
      `SELECT issuer_code, consultee_code, officer, case_seen_by, referral_seen_by, reply_seen_by, own_seen_by,
         statement_seen_by
       FROM consultations WHERE id = $3 AND ${consultationIsVisible('consultations')}`,
      [...scopeOf(actor), id],
    );
    if (!row) throw new NotFound();
    const subject = subjectOf(row);
    refuseUnseen(actor, subject);
    authorize(actor, 'statement.import', subject);
  }

  private async read(text: string): Promise<StaffReport> {
    refuseEndlessReport(text);
    const bodies: NamedBody[] = await this.dataSource.query('SELECT code, name FROM bodies ORDER BY code');
    const read = await this.threads.run<typeof readReport>(IN_A_THREAD, 'readReport', [text, bodies]);
    if ('report' in read) return read.report;
    throw new Invalid(...(read.invalid as [InvalidValue, ...InvalidValue[]]));
  }
}

function notText(): DomainError {
  return new DomainError('unsupported-media-type', {
    sv: 'Skicka tjänsteskrivelsen som text/plain i UTF-8.',
    en: 'Send the staff report as text/plain in UTF-8.',
  });
}
