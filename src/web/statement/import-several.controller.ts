import { readFile } from 'node:fs/promises';
import { Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IsOptional, IsString } from 'class-validator';
import { hash, type Caller } from '../../changes/caller.js';
import { fileIn, type ReceivedForm, type ReceivedUpload } from '../../documents/read-upload.js';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { KeepReportHeadings } from '../../organisation/report-headings/keep-report-headings.js';
import { ReportHeadingsBody } from '../../organisation/report-headings/report-headings.dto.js';
import { WriteBody } from '../../http/write.dto.js';
import { permits } from '../../rules/policy.js';
import { DomainError, Invalid, NotFound } from '../../rules/problem.js';
import { ImportSeveral, type FoundInFile, type ProposedFile } from '../../statements/import-several.js';
import { ImportsAtOnce } from '../../statements/imports-at-once.js';
import { ImportStatement } from '../../statements/import-statement.js';
import { becauseOfSeveral } from '../../statements/refusals.js';
import { filesInZip, MOST_FILES, type PackedFile } from '../../statements/zip-of-reports.js';
import { Act } from '../steps/act.js';
import {
  chooseFilesPage,
  foundFilesPage,
  importedFilesPage,
  importSeveralPath,
  mayImportSeveral,
  type ImportedFile,
  type SeveralAsked,
} from './import-several-page.js';
import { KeptForms } from '../frame/kept-forms.js';
import { KeptReports } from './kept-reports.js';
import { Readers } from '../frame/readers.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import { taughtIn, whyNotTaught } from './teach-headings.js';
import { isChosen, UploadForms } from '../frame/upload-forms.js';

/** What was found in a file that can be imported, until its officer has said so. */
interface Found extends FoundInFile {
  readonly index: number;
  readonly fileName: string;
  readonly consultation: string;
  readonly matter: string;
  readonly version: number;
}

const FOUND = 'found';

class ImportMarkedForm {
  @IsString()
  kept!: string;

  /** The files that are marked, by their places. */
  @IsOptional()
  rad?: string | string[];
}

/** Imports the staff reports of a folder: shows what is found first, and imports what is marked then. */
@PagesAt('tjansteskrivelser/:body')
export class ImportSeveralController {
  constructor(
    private readonly act: Act,
    private readonly importSeveral: ImportSeveral,
    private readonly importsAtOnce: ImportsAtOnce,
    private readonly importStatement: ImportStatement,
    private readonly headings: KeepReportHeadings,
    private readonly keptForms: KeptForms,
    private readonly keptReports: KeptReports,
    private readonly readers: Readers,
    private readonly uploads: UploadForms,
  ) {}

  @GetPage()
  async choose(
    @Param('body') body: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendStaffPage(reply, 200, chooseFilesPage(this.asked(request, body)));
  }

  /** Where somebody comes back to whose session had ended when they pressed the button. */
  @GetPage(['las-in', 'rubriker'])
  async again(@Param('body') body: string, @Res() reply: FastifyReply): Promise<void> {
    await reply.redirect(importSeveralPath(body), 303);
  }

  /** Shows what is found in the files. */
  @PostForm('/', { upload: true })
  async look(
    @Param('body') body: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = this.asked(request, body);
    const show = async (form: ReceivedForm) =>
      this.act.act(request, reply, {
        body: WriteBody,
        read: () => ({}),
        take: (caller) => this.propose(caller, asked.body, form),
        show: ({ again, status }) =>
          sendStaffPage(
            reply,
            status,
            chooseFilesPage({ ...asked, again: again === 'old-form' ? 'gone' : again }),
          ),
        done: importSeveralPath(asked.body),
        showOnce: (answer) => this.showFound(request, reply, asked, answer as ProposedFile[]),
      });
    await this.uploads.read(request, async () => true, show, { files: MOST_FILES });
  }

  /** Adds to what the body has taught of its headings, and shows what is found in the same files with it. */
  @PostForm('rubriker')
  async teach(
    @Param('body') given: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = this.asked(request, given);
    const { body } = asked;
    const { filer, headings } = (request.body ?? {}) as Readonly<Record<string, unknown>>;
    const { headings: taught } = await this.headings.one(body);
    const anew = async (refused?: string) => {
      const caller = callerOf(request);
      const files = await this.keptReports.find(caller.actor.username, filer);
      if (!files) return sendStaffPage(reply, 410, chooseFilesPage({ ...asked, again: 'gone' }));
      const proposed = await this.importSeveral.propose(caller, body, files);
      await this.showFound(request, reply, { ...asked, refused }, proposed);
    };
    await this.act.act(request, reply, {
      body: ReportHeadingsBody,
      read: () => ({ headings: [...taught, ...taughtIn(headings)] }),
      take: (caller, sent) => this.headings.replace(caller, body, sent as ReportHeadingsBody),
      showOnce: () => anew(),
      show: ({ again }) => anew(whyNotTaught(callerOf(request), again)),
      done: importSeveralPath(body),
    });
  }

  @PostForm('las-in')
  async import(
    @Param('body') body: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = this.asked(request, body);
    await this.act.act(request, reply, {
      body: ImportMarkedForm,
      read: ({ kept, rad }) => ({ kept, rad }),
      take: async (caller, form) => this.importMarked(caller, form as ImportMarkedForm),
      show: ({ status }) => sendStaffPage(reply, status, chooseFilesPage({ ...asked, again: 'gone' })),
      done: importSeveralPath(asked.body),
      showOnce: (answer) =>
        answer === undefined
          ? sendStaffPage(reply, 410, chooseFilesPage({ ...asked, again: 'gone' }))
          : sendStaffPage(reply, 200, importedFilesPage(asked, answer as ImportedFile[])),
    });
  }

  private async propose(caller: Caller, body: string, { received }: ReceivedForm): Promise<ProposedFile[]> {
    const end = this.importsAtOnce.begin(caller.actor);
    try {
      return await this.importSeveral.propose(caller, body, await filesOf(received.filter(isChosen)));
    } finally {
      end();
    }
  }

  /** Nothing of the files is kept; what was read and found in them is, encrypted under keys that only this page has. */
  private async showFound(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: SeveralAsked,
    proposed: readonly ProposedFile[],
  ): Promise<void> {
    const { username } = request.actor!;
    const found = proposed.flatMap(({ row, found: inFile }, index): Found[] =>
      inFile === null || row.consultation === null
        ? []
        : [
            {
              index,
              fileName: row.fileName,
              consultation: row.consultation,
              matter: row.ownCaseNumber ?? row.title ?? row.fileName,
              version: row.versionBefore ?? 0,
              ...inFile,
            },
          ],
    );
    const kept = await this.keptForms.keep(username, { path: FOUND, fields: { found } });
    const rows = proposed.map(({ row }) => row);
    const { body } = asked;
    const mayTeach = permits(request.actor!, 'body.set-report-headings', { body });
    const isUnknown = rows.some(({ unrecognised }) => unrecognised.length > 0);
    const files = proposed.flatMap(({ row, lines }) =>
      lines ? [{ name: row.fileName, report: lines }] : [],
    );
    const filesKept = mayTeach && isUnknown ? await this.keptReports.keep(username, files) : undefined;
    const taught = mayTeach ? await this.headings.one(body) : null;
    await sendStaffPage(reply, 200, foundFilesPage({ ...asked, rows, kept, taught, filesKept }));
  }

  /** Each in a transaction of its own, of the version that was looked at. @returns undefined where nothing is kept any more. */
  private async importMarked(
    caller: Caller,
    { kept, rad = [] }: ImportMarkedForm,
  ): Promise<ImportedFile[] | undefined> {
    const form = await this.keptForms.find(kept, caller.actor.username, FOUND);
    if (!form) return undefined;
    const marked = new Set([rad].flat());
    const results: ImportedFile[] = [];
    for (const each of (form.fields['found'] as readonly Found[]).filter(({ index }) =>
      marked.has(String(index)),
    )) {
      const { fileName, consultation, matter } = each;
      results.push({ fileName, consultation, matter, why: await this.importOne(caller, each) });
    }
    return results;
  }

  private async importOne(
    caller: Caller,
    { consultation, version, content, warnings }: Found,
  ): Promise<string[]> {
    const { idempotencyKey, fingerprint } = caller.terms;
    const terms = {
      ...caller.terms,
      ifMatch: `"${version}"`,
      idempotencyKey: idempotencyKey && hash(`${idempotencyKey} ${consultation}`),
      fingerprint: hash(`${fingerprint}\n${consultation}`),
      written: Buffer.byteLength(JSON.stringify(content)),
    };
    try {
      await this.importStatement.importFound(caller.on(terms), consultation, content, warnings);
      return [];
    } catch (refused) {
      // The other half of a double click is at it: the whole is asked again, and answered as it was then.
      if (!(refused instanceof DomainError) || refused.slug === 'request-in-progress') throw refused;
      const said = [...refused.reasons, ...refused.invalid].map(({ detail }) => caller.say(detail));
      return said.length > 0 ? said : [caller.say(refused.detail)];
    }
  }

  /** @throws NotFound for whoever writes no statements for the body. */
  private asked(request: FastifyRequest, given: string): SeveralAsked {
    const body = given.toUpperCase();
    const reader = this.readers.of(request);
    if (!mayImportSeveral(callerOf(request).actor, body)) throw new NotFound();
    return { reader, body };
  }
}

/** The files that were chosen, of which an archive is those in it. @throws Invalid where there are none, or what is no archive. */
async function filesOf(chosen: readonly ReceivedUpload[]): Promise<PackedFile[]> {
  if (chosen.length === 0) fileIn(undefined);
  const files = await Promise.all(
    chosen.map(async ({ file, fileName }): Promise<readonly PackedFile[]> => {
      const unpack = () => readFile(file.path);
      return /\.zip$/i.test(fileName) ? filesInZip(await unpack()) : [{ name: fileName, unpack }];
    }),
  );
  const all = files.flat();
  if (all.length > MOST_FILES) throw new Invalid({ pointer: '/file', ...becauseOfSeveral.tooManyReports(MOST_FILES) });
  return all;
}
