import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../changes/caller.js';
import { ExplainQuery } from '../http/actions.dto.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { acceptedOf } from '../http/refuse-unacceptable.js';
import { RecordId } from '../http/record-id.pipe.js';
import { CorrectDocument } from './correct-document.js';
import {
  CorrectDocumentBody,
  DocumentsPage,
  DocumentsQuery,
  DocumentView,
  ReplyProposalView,
} from './documents.dto.js';
import { DocumentsQueries } from './documents.queries.js';
import { ProposeReply } from './propose-reply.js';
import { RemoveDocument } from './remove-document.js';
import { sendDocument } from './send-document.js';
import { StoreDocument } from './store-document.js';

@ApiTags('Documents')
@Controller('documents')
export class DocumentsController {
  constructor(
    private readonly storeDocument: StoreDocument,
    private readonly queries: DocumentsQueries,
    private readonly correctDocument: CorrectDocument,
    private readonly removeDocument: RemoveDocument,
    private readonly proposeReply: ProposeReply,
  ) {}

  /**
   * Upload a document.
   * @remarks Ladda upp en handling.
   */
  @Does('document.upload')
  @Post()
  @RouteConfig({ createdIn: { collection: 'documents' }, upload: true })
  @ApiConsumes('multipart/form-data')
  async upload(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<DocumentView> {
    return this.storeDocument.store(caller, request);
  }

  /**
   * List the documents you may see, newest first.
   * @remarks Lista de handlingar du får se, de senaste först.
   */
  @Get()
  async list(@CurrentCaller() caller: Caller, @Query() query: DocumentsQuery): Promise<DocumentsPage> {
    return this.queries.list(caller, query);
  }

  /**
   * Read what a document is.
   * @remarks Läs vad en handling är.
   */
  @Get(':id')
  async one(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() { explain }: ExplainQuery,
  ): Promise<DocumentView> {
    return this.queries.one(caller, id, explain);
  }

  /**
   * Correct a document's title, kind or day of receipt; what stood there stays readable in the audit trail.
   * @remarks Rätta en handlings titel, typ eller dag då den kom in; det tidigare finns kvar i historiken.
   */
  @Does('document.correct')
  @Post(':id/correct')
  @HttpCode(200)
  async correct(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: CorrectDocumentBody,
  ): Promise<DocumentView> {
    return this.correctDocument.correct(caller, id, body);
  }

  /**
   * Delete a wrong upload: only while no referral, statement, reply or newer version names it.
   * @remarks Ta bort en felaktig uppladdning: bara så länge ingen remiss, inget yttrande, inget svar och ingen nyare
   * version hänvisar till den.
   */
  @Does('document.remove')
  @Delete(':id')
  @HttpCode(204)
  async remove(@CurrentCaller() caller: Caller, @Param('id', RecordId) id: string): Promise<void> {
    return this.removeDocument.remove(caller, id);
  }

  /**
   * Propose what to record where the document is a reply: of an e-mail (`.eml`) its sender, its days, its text and its
   * attachments. Nothing is changed; the reply is recorded by `POST /consultations/{id}/record-reply`.
   * @remarks Föreslå vad som ska föras in om handlingen är ett svar: av ett mejl (`.eml`) avsändare, dagar, text och
   * bilagor. Inget ändras; svaret förs in med `POST /consultations/{id}/record-reply`.
   */
  @Get(':id/reply-proposal')
  async replyProposal(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
  ): Promise<ReplyProposalView> {
    return this.proposeReply.of(caller, id);
  }

  /**
   * Download a document, exactly as it was uploaded.
   * @remarks Hämta en handling, precis som den laddades upp.
   */
  @Get(':id/content')
  @RouteConfig({ anyType: true })
  async content(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const document = await this.queries.one(caller, id);
    acceptedOf(request.raw, [document.mediaType]);
    return sendDocument(this.queries, document, request, reply);
  }
}
