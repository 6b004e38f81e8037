import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../config/settings.js';
import { subjectOf } from '../consultations/subject-of-consultation.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { begin, occasionOf } from '../changes/step.js';
import { consultationIsVisible, scopeOf } from '../identity/visibility.js';
import type { ConsultationState } from '../rules/consultation-states.js';
import { next } from '../rules/lifecycle.js';
import { authorize } from '../rules/policy.js';
import { NotFound } from '../rules/problem.js';
import { statementLifecycle } from '../rules/statement-lifecycle.js';
import { checkReferences } from './check-references.js';
import { importedView } from './imported-view.js';
import { ofAnotherMatter, type ImportedInto } from './of-another-matter.js';
import { ReadReport, refuseOtherForms } from './read-report.js';
import { emptyStatement, type StatementContent } from './statement.js';
import type { ReportWarning } from './staff-report/report-warning.js';
import type { StaffReport } from './staff-report/read-staff-report.js';
import { refuseUnseen, STATEMENT } from './statement.kind.js';
import type { StatementView } from './statements.dto.js';
import type { ImportedStatementView } from './imported-statement.dto.js';
import { StatementsQueries } from './statements.queries.js';
import { contentOf } from './write-version.js';

interface Matter {
  state: ConsultationState;
  own_case_number: string | null;
  reply_by: string;
}

/** What an import would save and replace, and what it warns of in every language. */
export interface Proposal {
  readonly view: ImportedStatementView;
  readonly warnings: readonly ReportWarning[];
}

@Injectable()
export class ImportStatement {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
    private readonly reading: ReadReport,
    private readonly queries: StatementsQueries,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Saves what the report says as a new version. Its own number, date and officer are only reported:
   * the register and the assignment are decided by people. Answers, remarks and a stance that the officer has written
   * are kept: no report has them.
   *
   * Reading a report is work, so it begins only for those who may save it; no lock is held meanwhile, and what was
   * permitted is asked again under the lock.
   *
   * @param sent a text, or a PDF or Word file.
   * @param chosen which report, from 1, where it holds several.
   * @throws DomainError, Invalid as `ReadReport` does. Nothing is changed then.
   */
  async import(caller: Caller, id: string, sent: unknown, chosen?: number): Promise<ImportedStatementView> {
    refuseOtherForms(sent);
    const matter = await this.authorize(caller, id);
    return this.save(caller, id, await this.readFor(matter, sent, chosen));
  }

  /** The same of a report that has been read already. @throws as `import` does. */
  async importRead(caller: Caller, id: string, report: StaffReport): Promise<ImportedStatementView> {
    return this.save(caller, id, asOf(await this.authorize(caller, id), report));
  }

  private async save(caller: Caller, id: string, report: StaffReport): Promise<ImportedStatementView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { row: statement, change } = await begin(attempt, STATEMENT, id, 'import');
      const written = await contentOf(change.tx, id, statement.version);
      const content = withWhatIsWritten(report.content, written);
      statement.write(content, 'import', this.settings.STATEMENT_MEGABYTES, report.warnings);
      await STATEMENT.save(change, statement, occasionOf(STATEMENT, statement, 'import'));
      const saved = await STATEMENT.read(change, id, statement);
      return importedView(caller, report, saved, { replaced: replacedIn(written, content), dryRun: false });
    });
  }

  /**
   * What an import would save and replace. Changes nothing, and needs no version.
   *
   * @param typed what is written and not saved yet, where there is a form that it stands in.
   * @throws as `import` does.
   */
  async propose(
    caller: Caller,
    id: string,
    sent: unknown,
    chosen?: number,
    typed?: StatementContent,
  ): Promise<Proposal> {
    refuseOtherForms(sent);
    const report = await this.readFor(await this.mayImport(caller, id), sent, chosen);
    return this.foresee(caller, id, report, typed);
  }

  /** The same of a report that has been read already. @throws as `propose` does. */
  async proposeRead(caller: Caller, id: string, report: StaffReport): Promise<Proposal> {
    return this.foresee(caller, id, asOf(await this.mayImport(caller, id), report));
  }

  private async foresee(
    caller: Caller,
    id: string,
    report: StaffReport,
    typed?: StatementContent,
  ): Promise<Proposal> {
    const { advice: _advice, importWarnings: _warnings, ...saved } = await this.queries.latest(caller, id);
    const written = typed ?? saved;
    const content = withWhatIsWritten(report.content, written);
    const proposed = { ...saved, ...(content as Pick<StatementView, keyof StatementContent>) };
    const replaced = replacedIn(written, content);
    const view = importedView(caller, report, proposed, { replaced, dryRun: true });
    return { view, warnings: report.warnings };
  }

  /**
   * @returns the matter whose statement it is.
   * @throws NotFound, NotPermitted, TransitionRefused for whoever may not import now, before anything is read.
   */
  async mayImport(caller: Caller, id: string): Promise<ImportedInto> {
    const matter = await this.authorize(caller, id);
    next(statementLifecycle, 'import', matter.state, {});
    return matter;
  }

  private async readFor(matter: ImportedInto, sent: unknown, chosen?: number): Promise<StaffReport> {
    return asOf(matter, await this.reading.read(sent, matter.consultee, chosen));
  }

  /** Saves what was found, as somebody has looked at it, as a new version. */
  async importFound(
    caller: Caller,
    id: string,
    found: StatementContent,
    warnings: readonly ReportWarning[],
  ): Promise<StatementView> {
    return this.makeChange.step(caller, STATEMENT, id, 'import', async (statement, change) => {
      await checkReferences(change, statement.consultation, found);
      statement.write(found, 'import', this.settings.STATEMENT_MEGABYTES, warnings);
    });
  }

  /**
   * @returns the state that the matter is in, whose it is, and what it is known by.
   * @throws NotFound, NotPermitted as saving the statement would.
   */
  private async authorize(
    { actor }: Caller,
    id: string,
  ): Promise<ImportedInto & { readonly state: ConsultationState }> {
    const [row]: (Parameters<typeof subjectOf>[0] & Matter)[] = await this.dataSource.query(
      `SELECT state, own_case_number, reply_by, issuer_code, consultee_code, officer, case_seen_by, referral_seen_by, reply_seen_by, own_seen_by,
         statement_seen_by
       FROM consultations WHERE id = $3 AND ${consultationIsVisible('consultations')}`,
      [...scopeOf(actor), id],
    );
    if (!row) throw new NotFound();
    const subject = subjectOf(row);
    refuseUnseen(actor, subject);
    authorize(actor, 'statement.import', subject);
    const { state, consultee_code: consultee, own_case_number: ownCaseNumber, reply_by: replyBy } = row;
    return { state, consultee, ownCaseNumber, replyBy };
  }
}

/** A report with what it says that is not so of the matter. */
const asOf = (matter: ImportedInto, report: StaffReport): StaffReport => ({
  ...report,
  warnings: [...report.warnings, ...ofAnotherMatter(report, matter)],
});

/** No report says how questions are answered or passages remarked upon, and few say the stance outright. */
function withWhatIsWritten(
  content: StatementContent,
  written: StatementContent | undefined,
): StatementContent {
  if (!written) return content;
  const stance = content.stance === 'not-stated' ? written.stance : content.stance;
  return { ...content, stance, answers: written.answers, remarks: written.remarks };
}

/** The fields in which something stood that is another now. */
function replacedIn(written: StatementContent | undefined, content: StatementContent): string[] {
  const fields = Object.keys(emptyStatement) as (keyof StatementContent)[];
  return fields.filter((field) => {
    const before = written?.[field];
    const stood = typeof before === 'string' ? before !== '' && before !== 'not-stated' : before?.length;
    return stood && !isDeepStrictEqual(before, content[field]);
  });
}
