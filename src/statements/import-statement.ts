import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../http/caller.js';
import { MakeChange } from '../http/make-change.js';
import { DomainError } from '../rules/problem.js';
import { lockDraft, saveDraft } from './save-statement.js';
import type { NamedBody } from './staff-report/facts.js';
import { readStaffReport } from './staff-report/read-staff-report.js';
import type { ImportedStatementView } from './statements.dto.js';

@Injectable()
export class ImportStatement {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
  ) {}

  /**
   * Saves what the report says as a new version. Its own number, date and officer are only reported:
   * the register and the assignment are decided by people.
   *
   * @throws DomainError `unsupported-media-type`; Invalid for what is no report. Nothing is changed then.
   */
  async import(caller: Caller, id: string, text: unknown): Promise<ImportedStatementView> {
    if (typeof text !== 'string') throw notText();
    const bodies: NamedBody[] = await this.dataSource.query('SELECT code, name FROM bodies ORDER BY code');
    const { content, found, headings, unplaced, warnings } = readStaffReport(text, bodies);
    return this.makeChange.make(caller, async (change) => {
      const consultation = await lockDraft(change, id);
      const { signed: _signed, ...facts } = found;
      return {
        statement: await saveDraft(change, consultation, content, 'import'),
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
}

function notText(): DomainError {
  return new DomainError('unsupported-media-type', {
    sv: 'Skicka tjänsteskrivelsen som text/plain i UTF-8.',
    en: 'Send the staff report as text/plain in UTF-8.',
  });
}
