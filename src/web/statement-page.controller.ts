import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config/settings.js';
import { callerOf } from '../http/current-caller.js';
import { RecordId } from '../http/record-id.pipe.js';
import { DomainError } from '../rules/problem.js';
import { ImportStatement } from '../statements/import-statement.js';
import { SaveStatement } from '../statements/save-statement.js';
import { SaveStatementBody } from '../statements/statements.dto.js';
import { Act } from './act.js';
import { FindKeptForm } from './find-kept-form.js';
import { ReadNames } from './read-names.js';
import { refuseOtherSites } from './same-site.js';
import { SaveBoth } from './save-both.js';
import { ShowStatement, type Asked } from './show-statement.js';
import { bodyOfStatement, edited, statementTyped, typedIn, type StatementTyped } from './statement-form.js';

type Fields = Readonly<Record<string, unknown>>;

/** Buttons of the editor that change what stands in the form, and save nothing. */
const EDITS = /^(?:(?:upp|ned|bort)-\d{1,3}|ny-att-sats|ny-synpunkt|nytt-underlag|visa)$/;

/** Where the officer writes. */
@ApiExcludeController()
@Controller('svar/:id/yttrande')
export class StatementPageController {
  constructor(
    private readonly act: Act,
    private readonly findKeptForm: FindKeptForm,
    private readonly names: ReadNames,
    private readonly show: ShowStatement,
    private readonly saveStatement: SaveStatement,
    private readonly saveBoth: SaveBoth,
    private readonly importStatement: ImportStatement,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @RouteConfig({ page: true })
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
        ...(kept && { typed: statementTyped(kept.fields), again: 'kept', ...numbersIn(kept.fields) }),
        saved: saved === 'ja',
        status: 200,
      },
    );
  }

  /** Saves it as a new version, or does what another of its buttons says; then on to hand it in, where that was pressed. */
  @Post()
  @RouteConfig({ page: true, form: true })
  async save(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = { request, reply, id };
    const fields = (request.body ?? {}) as Fields;
    const { _then: button } = fields;
    if (typeof button === 'string' && EDITS.test(button)) return this.edit(asked, fields, button);
    if (button === 'las-in') return this.propose(asked, fields);
    const bodies = await this.names.bodies();
    await this.act.act(request, reply, {
      body: SaveStatementBody,
      read: (values) => bodyOfStatement(statementTyped(values), bodies),
      take: (caller, body) => this.saveStatement.save(caller, id, body, numbersIn(fields).copyInForm),
      show: (refused) => this.again(asked, fields, statementTyped(refused.values), refused),
      done: button === 'lamna' ? `/svar/${id}/lamna` : `/svar/${id}/yttrande?sparat=ja`,
    });
  }

  /** Saves what stands in the form, and then what was read out of the report as the next version. */
  @Post('las-in')
  @RouteConfig({ page: true, form: true })
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
        const next = await this.saveBoth.first(caller, id, body, numbersIn(fields).copyInForm);
        return this.importStatement.import(next, id, fields['report']);
      },
      show: (refused) => this.again(asked, fields, typed, refused),
      done: `/svar/${id}/yttrande?sparat=ja`,
    });
  }

  /** Saves what was chosen of two texts, and before it what was written, so that both stay among the versions. */
  @Post('jamka')
  @RouteConfig({ page: true, form: true })
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
    refuseOtherSites(asked.request, this.settings.publicUrl);
    await this.show.editor(asked, {
      typed: edited(typed, button, fields),
      ...numbersIn(fields),
      status: 200,
    });
  }

  private async propose(asked: Asked, fields: Fields): Promise<void> {
    refuseOtherSites(asked.request, this.settings.publicUrl);
    const typed = statementTyped(fields);
    const report = typeof fields['_report'] === 'string' ? fields['_report'] : '';
    const caller = callerOf(asked.request);
    try {
      const proposed = await this.importStatement.propose(caller, asked.id, report);
      const { basedOn, copyInForm } = numbersIn(fields);
      await this.show.proposal(asked, proposed, {
        typed,
        report,
        version: String(basedOn),
        copy: String(copyInForm),
      });
    } catch (refused) {
      if (!(refused instanceof DomainError) || refused.slug !== 'validation') throw refused;
      const error = refused.invalid.map(({ detail }) => caller.say(detail)).join(' ');
      const importing = { report, error };
      await this.show.editor(asked, { typed, importing, ...numbersIn(fields), status: 422 });
    }
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

/** The version that the form began with, and the copy that it has kept. */
function numbersIn({ _version: version, _copy: copy }: Fields): { basedOn: number; copyInForm: number } {
  const number = (value: unknown): number =>
    typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : 0;
  return { basedOn: number(version), copyInForm: number(copy) };
}
