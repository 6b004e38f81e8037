import { Controller, Get, Param, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DocumentsQueries } from '../documents/documents.queries.js';
import { sendDocument } from '../documents/send-document.js';
import { callerOf } from '../http/current-caller.js';
import { RecordId } from '../http/record-id.pipe.js';
import { beforeOpening } from './before-opening.js';
import { casePage } from './case-page.js';
import { CaseSteps } from './case-steps.js';
import { KeptWarnings } from './kept-warnings.js';
import { ReadCasePage } from './read-case-page.js';
import { Readers } from './readers.js';
import { RecordSteps, verbWords } from './record-steps.js';
import { sendStaffPage } from './send-staff-page.js';

/** A case, with the forms of its steps. */
@ApiExcludeController()
@Controller('arenden/:id')
export class CasePageController {
  constructor(
    private readonly readPage: ReadCasePage,
    private readonly readers: Readers,
    private readonly steps: CaseSteps,
    private readonly recordSteps: RecordSteps,
    private readonly warnings: KeptWarnings,
  ) {}

  @Get()
  @RouteConfig({ page: true })
  async page(
    @Param('id', RecordId) id: string,
    @Query() { oppna, klart }: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const caller = callerOf(request);
    const reader = this.readers.of(request);
    const seen = await this.readPage.read(caller, id);
    const action = this.steps.page.actions.find(({ path }) => path === klart);
    if (seen.view.confidential && oppna !== 'ja' && !action) {
      caller.readings.forget();
      return sendStaffPage(reply, 200, beforeOpening(reader, seen.view.caseNumber, `/arenden/${id}`));
    }
    const warnings = await this.warnings.take(request, reply);
    const done = action && verbWords('case', action.verb)[reader.language];
    const pathOf = (verb: string) => this.steps.pathOf(verb);
    await sendStaffPage(reply, 200, casePage({ reader, seen, pathOf, done, warnings }));
  }

  @Get(':step')
  @RouteConfig({ page: true })
  async step(
    @Param('id', RecordId) id: string,
    @Param('step') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.recordSteps.show(this.steps.page, id, path, { request, reply });
  }

  @Post(':step')
  @RouteConfig({ page: true, form: true })
  async take(
    @Param('id', RecordId) id: string,
    @Param('step') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.recordSteps.take(this.steps.page, id, path, { request, reply });
  }
}

/** A document, for whoever reads it from a page. */
@ApiExcludeController()
@Controller('handlingar')
export class DocumentPageController {
  constructor(private readonly documents: DocumentsQueries) {}

  @Get(':id')
  @RouteConfig({ page: true, anyType: true })
  async content(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const document = await this.documents.one(callerOf(request), id);
    return sendDocument(this.documents, document, request, reply);
  }
}
