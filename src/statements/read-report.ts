import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Threads } from '../http/threads.js';
import { headingsFor } from '../organisation/report-headings/read-report-headings.js';
import type { PaperLine, PaperNote } from '../papers/reading/paper-line.js';
import { Renderers } from '../papers/renderers.js';
import { DomainError, Invalid, type InvalidValue } from '../rules/problem.js';
import { IN_A_THREAD, type readReport } from './in-a-thread.js';
import { unreadable } from './refusals.js';
import type { NamedBody } from './staff-report/facts.js';
import { warningOf } from './staff-report/paper-warnings.js';
import type { StaffReport } from './staff-report/read-staff-report.js';
import { NotAStaffReport } from './staff-report/unrecognised.js';
import { refuseEndlessReport, refuseEndlessPaper } from './staff-report/report-limits.js';

/** A report as its file holds it, before anything in it is looked for: what was read once can be looked at anew. */
export class ReportLines {
  constructor(
    readonly lines: string | readonly PaperLine[],
    readonly notes: readonly PaperNote[],
  ) {}
}

/** Reads reports, off the event loop: files in a process of their own, and what stands in them in a thread. */
@Injectable()
export class ReadReport {
  constructor(
    private readonly dataSource: DataSource,
    private readonly renderers: Renderers,
    private readonly threads: Threads,
  ) {}

  /**
   * @param report a text, a PDF or Word file, or the lines of one.
   * @param body whose report it is: what it has taught of its headings is known.
   * @param chosen which report, from 1, where it holds several.
   * @throws DomainError `unsupported-media-type`, `too-demanding` or `unavailable`; Invalid for what cannot be read;
   *   NotAStaffReport.
   */
  async read(report: unknown, body: string | null, chosen?: number): Promise<StaffReport> {
    const { lines, notes } = await this.linesOf(report);
    const bodies: NamedBody[] = await this.dataSource.query('SELECT code, name FROM bodies ORDER BY code');
    const taught = body === null ? [] : await headingsFor(this.dataSource, body);
    const read = await this.threads.run<typeof readReport>(IN_A_THREAD, 'readReport', [
      lines,
      bodies,
      chosen,
      taught,
    ]);
    if ('unrecognised' in read) throw new NotAStaffReport(read.unrecognised);
    if (!('report' in read)) throw new Invalid(...(read.invalid as [InvalidValue, ...InvalidValue[]]));
    const warnings = [...notes.map(warningOf), ...read.report.warnings];
    return { ...read.report, warnings };
  }

  /** @throws as `read` does for what cannot be read. */
  async linesOf(report: unknown): Promise<ReportLines> {
    if (report instanceof ReportLines) return report;
    if (typeof report === 'string') {
      refuseEndlessReport(report);
      return new ReportLines(report, []);
    }
    if (!Buffer.isBuffer(report)) throw neitherTextNorFile();
    const read = await this.renderers.read(report);
    if (typeof read === 'string') throw new Invalid({ pointer: '', ...unreadable[read] });
    refuseEndlessPaper(read.lines);
    return new ReportLines(read.lines, read.notes);
  }
}

/** @throws DomainError `unsupported-media-type` for what is no report in any form. */
export function refuseOtherForms(report: unknown): void {
  if (typeof report !== 'string' && !Buffer.isBuffer(report) && !(report instanceof ReportLines))
    throw neitherTextNorFile();
}

function neitherTextNorFile(): DomainError {
  return new DomainError('unsupported-media-type', {
    sv: 'Skicka tjänsteskrivelsen som text/plain, application/pdf eller Word-fil (DOCX).',
    en: 'Send the staff report as text/plain, application/pdf or a Word file (DOCX).',
  });
}
