import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../changes/caller.js';
import { ReadPapers } from '../../forwarding/read-papers.js';
import { callerOf } from '../../http/current-caller.js';
import { KeepReportHeadings } from '../../organisation/report-headings/keep-report-headings.js';
import type { Paper } from '../../papers/paper.js';
import { permits } from '../../rules/policy.js';
import { NotFound } from '../../rules/problem.js';
import type { Proposal } from '../../statements/import-statement.js';
import { ReadComparison } from '../../statements/read-comparison.js';
import { emptyStatement, type StatementContent } from '../../statements/statement.js';
import { FIELDS } from '../../statements/statement-fields.js';
import type { StatementView } from '../../statements/statements.dto.js';
import { StatementsQueries } from '../../statements/statements.queries.js';
import { isAnother, WorkingCopies } from '../../statements/working-copies.js';
import { ReadNames } from '../frame/read-names.js';
import { ReadReply } from '../reply/read-reply.js';
import { Readers } from '../frame/readers.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import { conflictPage } from './statement-conflict.js';
import { contentOfTyped, typedOf, type StatementTyped } from './statement-form.js';
import { importPage, unknownReportPage } from './statement-import.js';
import type { ReadAnew } from './teach-headings.js';
import { statementPage, type StatementProps } from './statement-page.js';

type Shown = Pick<
  StatementProps,
  'typed' | 'basedOn' | 'copyInForm' | 'again' | 'goOnAt' | 'saved' | 'warned' | 'importing'
> & {
  readonly status: number;
};

/** A request for a page of a statement. */
export interface Asked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** The consultation. */
  readonly id: string;
}

/** What stands in the editor while a report is looked at, and what reads the report anew. */
export interface FormOfImport {
  readonly typed: StatementTyped;
  readonly basedOn: number;
  readonly copyInForm: number;
  readonly anew: ReadAnew;
  /** Why headings that were named were not saved. */
  readonly refused?: string | undefined;
}

/** The editor and the pages between it and a version. */
@Injectable()
export class ShowStatement {
  constructor(
    private readonly names: ReadNames,
    private readonly readReply: ReadReply,
    private readonly readers: Readers,
    private readonly readPapers: ReadPapers,
    private readonly readComparison: ReadComparison,
    private readonly statements: StatementsQueries,
    private readonly workingCopies: WorkingCopies,
    private readonly headings: KeepReportHeadings,
  ) {}

  /**
   * Of an author who has kept something and not saved it the form holds that.
   *
   * @throws NotFound where there is no statement that the reader may see.
   */
  async editor({ request, reply, id }: Asked, { status, ...shown }: Shown): Promise<void> {
    const caller = callerOf(request);
    const [found, bodies] = await Promise.all([this.readReply.read(caller, id), this.names.bodies()]);
    const { statement } = found;
    if (!statement) throw new NotFound();
    const mayWrite = statement.availableActions.includes('save');
    const kept = shown.typed ? undefined : await this.workingCopies.kept(caller, id);
    const copy = kept && isAnother(kept, statement) ? kept : undefined;
    const typed = shown.typed ?? (copy && typedOf(copy, bodies));
    const [paper, others] = mayWrite
      ? await Promise.all([
          this.paper(caller, id, statement, typed && contentOfTyped(typed, bodies)),
          this.workingCopies.alsoWriting(caller, id),
        ])
      : [null, []];
    const props = {
      ...shown,
      ...(kept && { copyInForm: kept.version }),
      ...(copy && { copy, basedOn: copy.basedOn }),
      typed,
      reader: this.readers.of(request),
      reply: found,
      statement,
      bodies,
      paper,
      advice: copy?.advice ?? statement.advice ?? [],
      others,
    };
    await sendStaffPage(reply, status, statementPage(props));
  }

  /** Whether somebody may say what the headings of a body's reports are. */
  mayTeach({ actor }: Caller, body: string | null): body is string {
    return body !== null && permits(actor, 'body.set-report-headings', { body });
  }

  /** What an import of a report would make of what is written. */
  async proposal(asked: Asked, { view: proposed, warnings }: Proposal, form: FormOfImport): Promise<void> {
    const bodies = await this.names.bodies();
    const props = await this.importing(asked, form);
    await sendStaffPage(asked.reply, 200, importPage({ ...props, bodies, proposed, warnings }));
  }

  /** Asks what the lines are of a report of which no heading is known. */
  async unknownReport(
    asked: Asked,
    lines: readonly string[],
    error: string,
    form: FormOfImport,
  ): Promise<void> {
    const props = await this.importing(asked, form);
    await sendStaffPage(asked.reply, 422, unknownReportPage({ ...props, lines, error }));
  }

  private async importing(
    { request, id }: Asked,
    { typed, basedOn, copyInForm, anew, refused }: FormOfImport,
  ) {
    const caller = callerOf(request);
    const reply = await this.readReply.read(caller, id);
    const { consultee } = reply.view;
    const taught = this.mayTeach(caller, consultee) ? await this.headings.one(consultee) : null;
    return { reader: this.readers.of(request), reply, typed, basedOn, copyInForm, taught, anew, refused };
  }

  /** Both texts, where somebody else has saved one meanwhile. @param basedOn the version that both began with. */
  async conflict(
    { request, reply, id }: Asked,
    typed: StatementTyped,
    { basedOn, copyInForm }: { readonly basedOn: number; readonly copyInForm: number },
  ): Promise<void> {
    const caller = callerOf(request);
    const found = await this.readReply.read(caller, id);
    const { statement: theirs } = found;
    if (!theirs) throw new NotFound();
    const [reader, bodies] = [this.readers.of(request), await this.names.bodies()];
    const base =
      basedOn > 0 && basedOn <= theirs.version
        ? await this.statements.version(caller, id, basedOn)
        : emptyStatement;
    const mine = contentOfTyped(typed, bodies);
    const differing = FIELDS.filter((field) => !isDeepStrictEqual(plain(mine[field]), plain(theirs[field])));
    const [mineChanged, theirsChanged] = await Promise.all(
      [mine, theirs].map((newer) => this.readComparison.between(base, newer, reader.language)),
    );
    const names = await this.names.of([], [theirs.author]);
    await sendStaffPage(
      reply,
      412,
      conflictPage({
        reader,
        reply: found,
        theirs,
        author: names.get(theirs.author ?? '') ?? theirs.author ?? '',
        typed,
        copyInForm,
        mineChanged: mineChanged!,
        theirsChanged: theirsChanged!,
        differing,
      }),
    );
  }

  /** Nothing of what nothing is written in yet. */
  private async paper(
    caller: Caller,
    id: string,
    statement: StatementView,
    typed: StatementContent | undefined,
  ): Promise<Paper | null> {
    return typed || statement.version > 0 ? this.readPapers.ofDraft(caller, id, typed ?? statement) : null;
  }
}

/** As the database has it: what is undefined is not there. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
