import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { hash, type Caller } from '../changes/caller.js';
import { loggable } from '../database/loggable.js';
import { Threads } from '../http/threads.js';
import { consultationIsVisible, scopeOf } from '../identity/visibility.js';
import { bodyExists } from '../organisation/keep-calendar.js';
import type { Actor } from '../rules/actor.js';
import { authorize, permits } from '../rules/policy.js';
import { DomainError, Invalid, NotFound } from '../rules/problem.js';
import type { Refusal } from '../rules/refusals.js';
import { ImportStatement } from './import-statement.js';
import { matterOf, type OpenMatter } from './matter-of-report.js';
import { ReadReport, type ReportLines } from './read-report.js';
import { becauseOfSeveral as because } from './refusals.js';
import { reportInFile } from './report-in-file.js';
import type { ReportWarning } from './staff-report/report-warning.js';
import type { StaffReport } from './staff-report/read-staff-report.js';
import { NotAStaffReport } from './staff-report/unrecognised.js';
import type { ImportedFilesView, ImportedFileView, ImportProblemView } from './statement-imports.dto.js';
import type { StatementContent } from './statement.js';
import type { ImportedStatementView } from './imported-statement.dto.js';
import { FIELDS } from './statement-fields.js';
import { filesInZip, type PackedFile } from './zip-of-reports.js';

/** Files that are not read by then are answered as not reached: nobody waits longer for the others. */
const LONGEST_MS = 120_000;

interface Placed {
  readonly name: string;
  readonly bytes: number;
  readonly lines: ReportLines;
  readonly report: StaffReport;
  readonly matter: OpenMatter;
}

interface Refused {
  readonly name: string;
  readonly refused: unknown;
  readonly lines?: ReportLines | undefined;
  readonly unrecognised: readonly string[];
}

/** A file as it was read: with its matter, or with why it has none. */
type Read = Placed | Refused | { readonly name: string };

/** A file that was read before and is looked at anew. */
export interface FileReadBefore {
  readonly name: string;
  readonly report: ReportLines;
}

/** What importing a file saves, and what it warns of. */
export interface FoundInFile {
  readonly content: StatementContent;
  readonly warnings: readonly ReportWarning[];
}

/** A file with what importing it would save; null where it cannot be, or has been. */
export interface ProposedFile {
  readonly row: ImportedFileView;
  readonly found: FoundInFile | null;
  /** What was read out of it; undefined where nothing could be. */
  readonly lines?: ReportLines | undefined;
}

/** Imports the reports of a folder, each into the matter whose number it gives. */
@Injectable()
export class ImportSeveral {
  private readonly log = new Logger(ImportSeveral.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly importStatement: ImportStatement,
    private readonly reading: ReadReport,
    private readonly threads: Threads,
  ) {}

  /**
   * One file after the other, each in a transaction of its own: what is refused for one hinders no other. Only the matters
   * that the caller handles are looked among, so that no answer tells of another.
   *
   * @param versions for each file the version that its statement had when it was looked at, or null to pass it over.
   * @throws NotFound, NotPermitted before the archive is opened; Invalid for an archive that is none, or holds too many files.
   */
  async import(
    caller: Caller,
    body: string,
    sent: unknown,
    { dryRun, versions }: { readonly dryRun: boolean; readonly versions?: readonly (number | null)[] },
  ): Promise<ImportedFilesView> {
    const officers = await this.officersFor(caller.actor, body);
    if (!Buffer.isBuffer(sent)) throw noArchive();
    const files = await filesInZip(sent);
    if (versions && versions.length !== files.length)
      throw new Invalid({ pointer: '/versions', ...because.versionsOfRows(files.length) });
    const read = await this.readAll(caller, body, officers, files, versions);
    const rows: ImportedFileView[] = [];
    for (const [index, each] of read.entries()) {
      const version = versions?.[index] ?? undefined;
      rows.push((await this.outcomeOf(caller, each, read, { dryRun, version })).row);
    }
    return { dryRun, files: rows };
  }

  /**
   * What an import of files would save, for whoever looks at it first. Changes nothing.
   *
   * @throws as `import` does.
   */
  async propose(
    caller: Caller,
    body: string,
    files: readonly (PackedFile | FileReadBefore)[],
  ): Promise<ProposedFile[]> {
    const read = await this.readAll(caller, body, await this.officersFor(caller.actor, body), files);
    const outcomes: ProposedFile[] = [];
    for (const each of read) {
      const lines = 'lines' in each ? each.lines : undefined;
      outcomes.push({ ...(await this.outcomeOf(caller, each, read, { dryRun: true })), lines });
    }
    return outcomes;
  }

  /** Those whose matters the actor may import reports into. @throws NotFound, NotPermitted */
  async officersFor(actor: Actor, body: string): Promise<readonly string[]> {
    await bodyExists(this.dataSource, body);
    const officers = officersAt(actor, body);
    if (officers.length === 0)
      authorize(actor, 'statement.import', { consultee: body, officer: actor.username });
    return officers;
  }

  private async readAll(
    caller: Caller,
    body: string,
    officers: readonly string[],
    files: readonly (PackedFile | FileReadBefore)[],
    versions?: readonly (number | null)[],
  ): Promise<readonly Read[]> {
    const matters = await this.mattersOf(caller, body, officers);
    const until = performance.now() + LONGEST_MS;
    const read: Read[] = [];
    for (const [index, file] of files.entries())
      read.push(
        versions?.[index] === null ? { name: file.name } : await this.read(file, body, matters, until),
      );
    return read;
  }

  /** The matters of the body in which these officers write the statement. */
  private async mattersOf(
    { actor }: Caller,
    body: string,
    officers: readonly string[],
  ): Promise<readonly OpenMatter[]> {
    return this.dataSource.query(
      `SELECT id, title, own_case_number AS "ownCaseNumber", case_number AS "caseNumber",
         statement_version AS version FROM consultations
       WHERE officer = ANY($3::text[]) AND consultee_code = $4 AND state = 'drafting' AND ${consultationIsVisible('consultations')}
       ORDER BY id`,
      [...scopeOf(actor), officers, body],
    );
  }

  private async read(
    file: PackedFile | FileReadBefore,
    body: string,
    matters: readonly OpenMatter[],
    until: number,
  ): Promise<Read> {
    const { name } = file;
    let lines: ReportLines | undefined;
    let unrecognised: readonly string[] = [];
    try {
      if (performance.now() > until) throw new Invalid({ pointer: '', ...because.notReached });
      const bytes = 'unpack' in file ? await file.unpack() : undefined;
      lines = await this.reading.linesOf(
        'report' in file ? file.report : await reportInFile(this.threads, name, bytes!, ''),
      );
      const report = await this.reading.read(lines, body);
      unrecognised = report.unrecognised;
      return { name, bytes: bytes?.length ?? 0, lines, report, matter: matterOf(report, body, matters) };
    } catch (refused) {
      if (refused instanceof NotAStaffReport) unrecognised = refused.unrecognised;
      return { name, refused, lines, unrecognised };
    }
  }

  private async outcomeOf(
    caller: Caller,
    read: Read,
    all: readonly Read[],
    { dryRun, version }: { readonly dryRun: boolean; readonly version?: number | undefined },
  ): Promise<ProposedFile> {
    const row = emptyRow(read.name);
    if ('refused' in read)
      return refusedAs(
        { ...row, unrecognised: [...read.unrecognised] },
        this.problemsIn(caller, read.refused),
      );
    if (!('matter' in read)) return { row, found: null };
    const { report, matter } = read;
    const others = all.filter((each) => each !== read && 'matter' in each && each.matter.id === matter.id);
    try {
      if (others.length > 0)
        throw new Invalid({ pointer: '', ...because.sameMatter(others.map((each) => each.name).join(', ')) });
      const versionBefore = version ?? matter.version;
      const terms = termsOf(caller, matter.id, read, versionBefore);
      const { id: consultation, ownCaseNumber, title } = matter;
      const told = ({ found, replaced, warnings }: ImportedStatementView) => {
        const unrecognised = [...report.unrecognised];
        return { ...row, consultation, ownCaseNumber, title, found, replaced, warnings, unrecognised };
      };
      if (!dryRun) {
        const view = await this.importStatement.importRead(terms, matter.id, report);
        const { version: imported } = view.statement;
        return { row: { ...told(view), outcome: 'imported', versionBefore, version: imported }, found: null };
      }
      const { view, warnings } = await this.importStatement.proposeRead(caller, matter.id, report);
      const { statement } = view;
      return {
        row: { ...told(view), outcome: 'proposed', versionBefore: statement.version },
        found: { content: contentIn(statement), warnings },
      };
    } catch (refused) {
      return refusedAs(row, this.problemsIn(caller, refused));
    }
  }

  /** Whatever befalls one file, the answer tells of all: what was imported cannot be seen anywhere else. */
  private problemsIn(caller: Caller, failure: unknown): ImportProblemView[] {
    const told = ({ code, detail }: Refusal) => ({ code, detail: caller.say(detail) });
    if (failure instanceof NotFound) return [told(because.noSuchMatter)];
    if (failure instanceof DomainError) {
      const rules = [...failure.reasons, ...failure.invalid].map(told);
      return rules.length > 0 ? rules : [{ code: failure.slug, detail: caller.say(failure.detail) }];
    }
    this.log.error('A file of an archive could not be imported.', loggable(failure).stack);
    return [told(because.failed)];
  }
}

/** Somebody, and whoever they stand in for, as far as they write statements for the body. */
export const officersAt = (actor: Actor, body: string): readonly string[] =>
  [actor, ...actor.standsInFor]
    .map(({ username }) => username)
    .filter((officer) => permits(actor, 'statement.import', { consultee: body, officer }));

const refusedAs = (row: ImportedFileView, problems: ImportProblemView[]): ProposedFile => ({
  row: { ...row, outcome: 'refused', problems },
  found: null,
});

const contentIn = (statement: StatementContent): StatementContent =>
  Object.fromEntries(FIELDS.map((name) => [name, statement[name]])) as unknown as StatementContent;

const emptyRow = (fileName: string): ImportedFileView => ({
  fileName,
  outcome: 'passed-over',
  consultation: null,
  ownCaseNumber: null,
  title: null,
  found: null,
  replaced: [],
  warnings: [],
  unrecognised: [],
  versionBefore: null,
  version: null,
  problems: [],
});

/** Each import is a step of its own, under a key of its own, and writes what its file holds. */
function termsOf(caller: Caller, id: string, { bytes }: Placed, version: number): Caller {
  const { idempotencyKey, fingerprint } = caller.terms;
  return caller.on({
    ...caller.terms,
    ifMatch: `"${version}"`,
    idempotencyKey: idempotencyKey && hash(`${idempotencyKey} ${id}`),
    fingerprint: hash(`${fingerprint}\n${id}`),
    written: bytes,
  });
}

const noArchive = (): DomainError =>
  new DomainError('unsupported-media-type', {
    sv: 'Skicka tjänsteskrivelserna i ett ZIP-arkiv, som application/zip.',
    en: 'Send the staff reports in a ZIP archive, as application/zip.',
  });
