import { Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt } from '../../http/page-routes.js';
import { RecordId } from '../../http/record-id.pipe.js';
import type { Texts } from '../../rules/texts.js';
import { doneSentence } from '../../rules/words.js';
import { ExtensionSteps } from './extension-steps.js';
import { OpenRecord } from '../steps/open-record.js';
import { PublicationSteps } from '../publication/publication-steps.js';
import { ReadReply, type Reply } from './read-reply.js';
import { doneAt, pathOf, RecordSteps } from '../steps/record-steps.js';
import { replyPage } from './reply-page.js';
import { numberOf } from './reply-parts.js';
import { ReplySteps } from './reply-steps.js';
import type { Choices } from './reply-choices.js';
import { StepRoutes } from '../steps/step-routes.js';

/** One board's part of a referral, and the forms of its steps. */
@PagesAt('svar/:id')
export class ReplyController extends StepRoutes<Reply, Choices> {
  constructor(
    private readonly readReply: ReadReply,
    private readonly openRecord: OpenRecord,
    private readonly publicationSteps: PublicationSteps,
    private readonly extensionSteps: ExtensionSteps,
    steps: ReplySteps,
    recordSteps: RecordSteps,
  ) {
    super(recordSteps, steps.page);
  }

  @GetPage()
  async page(
    @Param('id', RecordId) id: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.readReply.readWhole(callerOf(request), id);
    await this.openRecord.open({ request, reply }, query, {
      confidential: found.view.confidential,
      number: numberOf(found),
      path: `/svar/${id}`,
      done: this.doneAt(query['klart'], found.view.ownCaseNumber),
      page: (opened) =>
        replyPage({ ...opened, reply: found, steps: this.steps, extensionSteps: this.extensionSteps.page }),
    });
  }
  private doneAt(path: unknown, number: string | null): Texts | undefined {
    if (number !== null && path === pathOf(this.steps, 'register'))
      return doneSentence('consultation', 'register', { number });
    return [this.steps, this.publicationSteps.page, this.extensionSteps.page]
      .map((page) => doneAt(page, path))
      .find(Boolean);
  }
}
