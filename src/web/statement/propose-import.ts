import { Injectable } from '@nestjs/common';
import type { Caller } from '../../changes/caller.js';
import { callerOf } from '../../http/current-caller.js';
import { DomainError, type ProblemSlug } from '../../rules/problem.js';
import { ImportStatement } from '../../statements/import-statement.js';
import { ReadReport, ReportLines } from '../../statements/read-report.js';
import { NotAStaffReport } from '../../statements/staff-report/unrecognised.js';
import { KeptReports } from './kept-reports.js';
import { ReadNames } from '../frame/read-names.js';
import { ShowStatement, type Asked, type FormOfImport } from './show-statement.js';
import { contentOfTyped } from './statement-form.js';
import type { Importing } from './statement-import.js';
import { whoTeaches, type ReadAnew } from './teach-headings.js';

/** What an import may be refused for, and something else imported. */
const SHOWN_WITH_IMPORT: ReadonlySet<ProblemSlug> = new Set([
  'validation',
  'malformed',
  'too-large',
  'too-demanding',
  'unavailable',
  'unsupported-media-type',
]);

/** The editor as it stands where a report is imported. */
export interface InTheEditor extends Omit<FormOfImport, 'anew'> {
  /** Which report is meant, as it was typed. */
  readonly which?: string | undefined;
  /** As it was pasted; undefined where it was a file. */
  readonly report?: string | undefined;
  /** By which the file is found again, where it was read before. */
  readonly paper?: string | undefined;
}

/** Shows what would come of a report that is there as a text or in a file. */
@Injectable()
export class ProposeImport {
  constructor(
    private readonly importStatement: ImportStatement,
    private readonly reading: ReadReport,
    private readonly keptReports: KeptReports,
    private readonly names: ReadNames,
    private readonly show: ShowStatement,
  ) {}

  /**
   * Where the report cannot be read, the editor says why; where no heading of it is known, whoever may teach headings is
   * asked what its lines are.
   *
   * @throws DomainError for whoever may not import, before anything is read.
   */
  async of(
    asked: Asked,
    form: InTheEditor,
    sent: () => Promise<string | Buffer | ReportLines>,
  ): Promise<void> {
    const caller = callerOf(asked.request);
    const { consultee } = await this.importStatement.mayImport(caller, asked.id);
    const { typed, which, report } = form;
    const written = contentOfTyped(typed, await this.names.bodies());
    let lines: ReportLines | undefined;
    try {
      lines = await this.reading.linesOf(await sent());
      const proposal = await this.importStatement.propose(caller, asked.id, lines, chosenIn(which), written);
      await this.show.proposal(asked, proposal, { ...form, anew: await this.anew(caller, form, lines) });
    } catch (refused) {
      if (!(refused instanceof DomainError) || !SHOWN_WITH_IMPORT.has(refused.slug)) throw refused;
      const error =
        refused.invalid.map(({ detail }) => caller.say(detail)).join(' ') || caller.say(refused.detail);
      const unrecognised = refused instanceof NotAStaffReport ? refused.unrecognised : [];
      if (unrecognised.length > 0 && lines && this.show.mayTeach(caller, consultee)) {
        const anew = await this.anew(caller, form, lines);
        return this.show.unknownReport(asked, unrecognised, error, { ...form, anew });
      }
      const importing: Importing = {
        of: report === undefined ? 'file' : 'text',
        error: [error, whoTeaches(unrecognised, caller.language)].join(' ').trim(),
        report,
        which,
      };
      await this.show.editor(asked, { ...form, importing, status: 422 });
    }
  }

  /** What is sent along to read the same anew: the text itself, or by what the file's is found again. */
  private async anew(caller: Caller, form: InTheEditor, lines: ReportLines): Promise<ReadAnew> {
    const { report, which, paper } = form;
    if (report !== undefined) return { report, which };
    const kept = paper ?? (await this.keptReports.keep(caller.actor.username, [{ name: '', report: lines }]));
    return { paper: kept, which };
  }
}

const chosenIn = (which: string | undefined): number | undefined =>
  which !== undefined && /^[1-9]\d{0,2}$/.test(which) ? Number(which) : undefined;
