import { Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DocumentView } from '../../documents/documents.dto.js';
import { DocumentsQueries } from '../../documents/documents.queries.js';
import { sendDocument } from '../../documents/send-document.js';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt } from '../../http/page-routes.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { documentPage, NAMELESS } from './document-page.js';
import { DocumentSteps } from './document-steps.js';
import type { Offers } from '../steps/offers.js';
import { OpenRecord } from '../steps/open-record.js';
import { ReadNames } from '../frame/read-names.js';
import { doneAt, RecordSteps } from '../steps/record-steps.js';
import { StepRoutes } from '../steps/step-routes.js';

/** A document: its file, what it is, and the forms of its steps. */
@PagesAt('handlingar/:id')
export class DocumentPageController extends StepRoutes<DocumentView, Offers> {
  constructor(
    private readonly documents: DocumentsQueries,
    private readonly names: ReadNames,
    private readonly openRecord: OpenRecord,
    steps: DocumentSteps,
    recordSteps: RecordSteps,
  ) {
    super(recordSteps, steps.page);
  }

  @GetPage('/', { anyType: true })
  async content(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const document = await this.documents.one(callerOf(request), id);
    // Whatever leads to its file says what has become of it.
    if (document.disposed) return void reply.status(303).header('Location', `/handlingar/${id}/om`);
    return sendDocument(this.documents, document, request, reply);
  }

  @GetPage('om')
  async page(
    @Param('id', RecordId) id: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const caller = callerOf(request);
    const document = await this.documents.one(caller, id, 'actions');
    const names = await this.names.of([document.body]);
    const bodyName = names.get(document.body) ?? document.body;
    await this.openRecord.open({ request, reply }, query, {
      confidential: document.confidential,
      number: caller.say(NAMELESS),
      path: `/handlingar/${id}/om`,
      done: doneAt(this.steps, query['klart']),
      page: (opened) => documentPage({ ...opened, document, bodyName, steps: this.steps }),
    });
  }
}
