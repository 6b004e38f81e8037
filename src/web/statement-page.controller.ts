import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ReadPapers } from '../forwarding/read-papers.js';
import { callerOf } from '../http/current-caller.js';
import { RecordId } from '../http/record-id.pipe.js';
import type { Paper } from '../papers/paper.js';
import { NotFound } from '../rules/problem.js';
import { SaveStatement } from '../statements/save-statement.js';
import { SaveStatementBody } from '../statements/statements.dto.js';
import { Act } from './act.js';
import { FindKeptForm } from './find-kept-form.js';
import { ReadNames } from './read-names.js';
import { ReadReply } from './read-reply.js';
import { Readers } from './readers.js';
import { sendStaffPage } from './send-staff-page.js';
import { bodyOfStatement, statementTyped } from './statement-form.js';
import { statementPage, type StatementProps } from './statement-page.js';

type Shown = Pick<StatementProps, 'typed' | 'again' | 'saved'> & { readonly status: number };

/** Where the officer writes. */
@ApiExcludeController()
@Controller('svar/:id/yttrande')
export class StatementPageController {
  constructor(
    private readonly act: Act,
    private readonly findKeptForm: FindKeptForm,
    private readonly names: ReadNames,
    private readonly readReply: ReadReply,
    private readonly readers: Readers,
    private readonly saveStatement: SaveStatement,
    private readonly readPapers: ReadPapers,
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
    const typed = kept && statementTyped(kept.fields);
    await this.show(request, reply, id, {
      typed,
      again: kept && 'kept',
      saved: saved === 'ja',
      status: 200,
    });
  }

  /** Saves it as a new version; then on to hand it in, where that button was pressed. */
  @Post()
  @RouteConfig({ page: true, form: true })
  async save(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const bodies = await this.names.bodies();
    const { _then: next } = (request.body ?? {}) as Record<string, unknown>;
    await this.act.act(request, reply, {
      body: SaveStatementBody,
      read: (fields) => bodyOfStatement(statementTyped(fields), bodies),
      take: (caller, body) => this.saveStatement.save(caller, id, body),
      show: ({ values, again, status }) =>
        this.show(request, reply, id, { typed: statementTyped(values), again, status }),
      done: next === 'lamna' ? `/svar/${id}/lamna` : `/svar/${id}/yttrande?sparat=ja`,
    });
  }

  /** @throws NotFound where there is no statement that the reader may see. */
  private async show(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    { status, ...shown }: Shown,
  ): Promise<void> {
    const found = await this.readReply.read(callerOf(request), id);
    const { statement } = found;
    if (!statement) throw new NotFound();
    const [reader, bodies] = [this.readers.of(request), await this.names.bodies()];
    const paper = statement.version === 0 ? null : await this.paperOf(request, id);
    await sendStaffPage(
      reply,
      status,
      statementPage({ reader, reply: found, statement, bodies, paper, ...shown }),
    );
  }

  /** What was saved last, as the paper that it becomes. */
  private async paperOf(request: FastifyRequest, id: string): Promise<Paper> {
    const { paper } = await this.readPapers.ofReply(callerOf(request), id, 'statement');
    return paper;
  }
}
