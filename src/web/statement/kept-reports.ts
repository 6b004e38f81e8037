import { Injectable } from '@nestjs/common';
import { ReportLines } from '../../statements/read-report.js';
import { KeptForms } from '../frame/kept-forms.js';

/** Of a longer text a copy is not worth its room: the files are chosen anew. */
const MOST_CHARACTERS = 8_000_000;
const REPORTS = 'reports';

/** A report that was read out of a file, by the name of the file. */
export interface KeptReport {
  readonly name: string;
  readonly report: ReportLines;
}

/**
 * Keeps what was read out of files, so that the same can be looked at anew when its headings are known: as a form that
 * nobody could send is kept, for an hour and under a key that only the page has.
 */
@Injectable()
export class KeptReports {
  constructor(private readonly keptForms: KeptForms) {}

  /** @returns the key; undefined where it is too much to keep. */
  async keep(username: string, reports: readonly KeptReport[]): Promise<string | undefined> {
    if (JSON.stringify(reports).length > MOST_CHARACTERS) return undefined;
    return this.keptForms.keep(username, { path: REPORTS, fields: { reports } });
  }

  /** @returns undefined for a key that is none, is another's or is older than an hour. */
  async find(username: string, key: unknown): Promise<KeptReport[] | undefined> {
    if (typeof key !== 'string') return undefined;
    const kept = await this.keptForms.find(key, username, REPORTS);
    const reports = kept?.fields['reports'] as readonly KeptReport[] | undefined;
    return reports?.map(({ name, report }) => ({
      name,
      report: new ReportLines(report.lines, report.notes),
    }));
  }
}
