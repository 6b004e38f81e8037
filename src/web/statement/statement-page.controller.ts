import { Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { chooseAgain, filesOf } from '../../http/chosen-files.js';
import { callerOf } from '../../http/current-caller.js';
import { LARGEST_TEXT } from '../../http/fastify-adapter.js';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { WriteBody } from '../../http/write.dto.js';
import { rightFields } from '../../http/who-may-first.js';
import { DomainError } from '../../rules/problem.js';
import { DismissImportWarnings } from '../../statements/dismiss-import-warnings.js';
import { ImportStatement } from '../../statements/import-statement.js';
import { SaveStatement } from '../../statements/save-statement.js';
import { emptyStatement } from '../../statements/statement.js';
import { SaveStatementBody } from '../../statements/statements.dto.js';
import { Act } from '../steps/act.js';
import { FindKeptForm } from '../frame/find-kept-form.js';
import { KeptWarnings } from '../steps/kept-warnings.js';
import { ProposeImport, type InTheEditor } from './propose-import.js';
import { ReadImported } from './read-imported.js';
import { ReadNames } from '../frame/read-names.js';
import { SaveBoth } from './save-both.js';
import { ShowStatement, type Asked } from './show-statement.js';
import {
  bodyOfStatement,
  edited,
  statementTyped,
  typedIn,
  warnedIn,
  type StatementTyped,
} from './statement-form.js';
import { UploadForms } from '../frame/upload-forms.js';

type Fields = Readonly<Record<string, unknown>>;

/** Buttons of the editor that change what stands in the form, and save nothing. */
const EDITS = /^(?:(?:upp|ned|bort)-\d{1,3}|ny-att-sats|ny-rubrik|ny-synpunkt|nytt-underlag|visa)$/;

/** All that a statement may hold comes along with the file. */
const OF_THE_EDITOR = { fields: 5000, fieldBytes: LARGEST_TEXT, passesTooLarge: true };

/** Where the officer writes. */
@PagesAt('svar/:id/yttrande')
export class StatementPageController {
  constructor(
    private readonly act: Act,
    private readonly findKeptForm: FindKeptForm,
    private readonly names: ReadNames,
    private readonly show: ShowStatement,
    private readonly saveStatement: SaveStatement,
    private readonly saveBoth: SaveBoth,
    private readonly importStatement: ImportStatement,
    private readonly dismissWarnings: DismissImportWarnings,
    private readonly proposeImport: ProposeImport,
    private readonly imported: ReadImported,
    private readonly uploads: UploadForms,
    private readonly warnings: KeptWarnings,
  ) {}

  @GetPage()
  async page(
    @Param('id', RecordId) id: string,
    @Query('sparat') saved: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const kept = await this.findKeptForm.find(request, reply);
    await this.show.editor(
      { request, reply, id },
      {
        warned: await this.warnings.take(request, reply),
        ...(kept && { typed: statementTyped(kept.fields), again: 'kept', ...numbersIn(kept.fields) }),
        saved: saved === 'ja',
        status: 200,
      },
    );
  }

  /** Saves it as a new version, or does what another of its buttons says; then on to hand it in, where that was pressed. */
  @PostForm()
  async save(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = { request, reply, id };
    const fields = (request.body ?? {}) as Fields;
    const { _then: button } = fields;
    if (typeof button === 'string' && EDITS.test(button)) return this.edit(asked, fields, button);
    if (button === 'sett') return this.dismiss(asked, fields);
    if (button === 'las-in') return this.proposeText(asked, fields);
    const bodies = await this.names.bodies();
    await this.act.act(request, reply, {
      body: SaveStatementBody,
      read: (values) => bodyOfStatement(statementTyped(values), bodies),
      take: (caller, body) => this.saveStatement.save(caller, id, body, numbersIn(fields).copyInForm),
      show: (refused) => this.again(asked, fields, statementTyped(refused.values), refused),
      done: button === 'lamna' ? `/svar/${id}/lamna` : `/svar/${id}/yttrande?sparat=ja`,
    });
  }

  /** Where somebody comes back to whose session had ended: to what they had written. A file is chosen anew. */
  @GetPage(['fil', 'las-in', 'jamka', 'rubriker'])
  async backToEditor(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const kept = await this.findKeptForm.find(request, reply);
    if (!kept) return void (await reply.redirect(`/svar/${id}/yttrande`, 303));
    const { fields } = kept;
    const typed = fields['typed'] === undefined ? statementTyped(fields) : typedIn(fields['typed']);
    const numbers = numbersIn(fields);
    // The version that stood beside it had been read and nothing chosen yet: both are shown again when it is saved.
    const basedOn = kept.path.endsWith('/jamka') ? 0 : numbers.basedOn;
    const lost = chooseAgain(filesOf(fields));
    const importing = lost && ({ of: 'file', error: callerOf(request).say(lost) } as const);
    await this.show.editor(
      { request, reply, id },
      { typed, again: 'kept', ...numbers, basedOn, importing, status: 200 },
    );
  }

  /** Shows what is found in a file, which comes with all that stands in the form; nothing of it is kept. */
  @PostForm('fil', { upload: true })
  async file(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const mayImport = async () => {
      await this.importStatement.mayImport(callerOf(request), id);
      return true;
    };
    await this.uploads.read(
      request,
      mayImport,
      (form) =>
        this.proposeImport.of({ request, reply, id }, inTheEditor(request.body as Fields), () =>
          this.imported.of(form),
        ),
      OF_THE_EDITOR,
    );
  }

  /** Saves what stands in the form, and then what was found in the report as the next version. */
  @PostForm('las-in')
  async import(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = { request, reply, id };
    const fields = (request.body ?? {}) as Fields;
    const typed = typedIn(fields['typed']);
    if (fields['_then'] === 'tillbaka') return this.edit(asked, fields, 'visa', typed);
    const bodies = await this.names.bodies();
    await this.act.act(request, reply, {
      body: SaveStatementBody,
      read: () => bodyOfStatement(typed, bodies),
      take: async (caller, body) => {
        const given = bodyOfStatement(typedIn(fields['found']), bodies);
        // What a page between two forms carries is held to what every statement is.
        const { reason: _reason, ...found } = await rightFields(caller, given, SaveStatementBody);
        const next = await this.saveBoth.first(caller, id, body, numbersIn(fields).copyInForm);
        return this.importStatement.importFound(
          next,
          id,
          { ...emptyStatement, ...found },
          warnedIn(fields['warned']),
        );
      },
      show: (refused) => this.again(asked, fields, typed, refused),
      done: `/svar/${id}/yttrande?sparat=ja`,
    });
  }

  /** Saves what was chosen of two texts, and before it what was written, so that both stay among the versions. */
  @PostForm('jamka')
  async reconcile(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const fields = (request.body ?? {}) as Fields;
    const { _then: button, _version: theirs, val: chosen } = fields;
    const typed = typedIn(fields['typed']);
    const copy = numbersIn(fields).copyInForm;
    const bodies = await this.names.bodies();
    await this.act.act(request, reply, {
      body: SaveStatementBody,
      read: () => bodyOfStatement(typed, bodies),
      take: (caller, body) =>
        button === 'senare'
          ? this.saveStatement.save(caller, id, body, copy)
          : this.saveBoth.chosen(caller, id, body, { version: Number(theirs), chosen, copy }),
      show: (refused) => this.again({ request, reply, id }, fields, typed, refused),
      done: (answer) =>
        button === 'senare'
          ? `/svar/${id}/yttrande/versioner/${(answer as { version: number }).version}?mot=${Number(theirs)}`
          : `/svar/${id}/yttrande?sparat=ja`,
    });
  }

  /** The form with what is typed, moved or given a row more. */
  private async edit(
    asked: Asked,
    fields: Fields,
    button: string,
    typed = statementTyped(fields),
  ): Promise<void> {
    await this.show.editor(asked, {
      ...edited(typed, button, fields),
      ...numbersIn(fields),
      status: 200,
    });
  }

  /** Ticks off what the import warned of, and leaves in the form what stands there. */
  private async dismiss(asked: Asked, fields: Fields): Promise<void> {
    await this.act.act(asked.request, asked.reply, {
      body: WriteBody,
      read: () => ({}),
      take: (caller) => this.dismissWarnings.dismiss(caller, asked.id),
      show: (refused) => this.again(asked, fields, statementTyped(refused.values), refused),
      showOnce: () => this.edit(asked, fields, 'visa'),
      done: `/svar/${asked.id}/yttrande`,
    });
  }

  private async proposeText(asked: Asked, fields: Fields): Promise<void> {
    const report = textOf(fields['_report']) ?? '';
    await this.proposeImport.of(asked, { ...inTheEditor(fields), report }, async () => report);
  }

  /** What was not saved: beside what somebody else saved meanwhile, or in the form with why. */
  private async again(
    asked: Asked,
    fields: Fields,
    typed: StatementTyped,
    { again, status }: { readonly again: DomainError | 'old-form'; readonly status: number },
  ): Promise<void> {
    const numbers = numbersIn(fields);
    if (typeof again === 'object' && again.slug === 'stale-version')
      return this.show.conflict(asked, typed, numbers);
    await this.show.editor(asked, { typed, again, ...numbers, status });
  }
}

/** The version that the form began with, and the copy that it has kept. The form of headings has a version of its own. */
function numbersIn({ _version, _basis: version = _version, _copy: copy }: Fields): {
  basedOn: number;
  copyInForm: number;
} {
  const number = (value: unknown): number =>
    typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : 0;
  return { basedOn: number(version), copyInForm: number(copy) };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const inTheEditor = (fields: Fields): InTheEditor => ({
  typed: statementTyped(fields),
  ...numbersIn(fields),
  which: textOf(fields['_which']),
});
