import { Controller, Get, Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { AnswerWithPaper } from '../http/paper-jobs/answer-with-paper.js';
import type { PaperJobView } from '../http/paper-jobs/paper-job.dto.js';
import { StatementPaperQuery } from '../http/paper.dto.js';
import { RecordId } from '../http/record-id.pipe.js';
import { formatOf, sendPaper } from '../http/send-paper.js';
import { ReadFrozenPaper } from './read-frozen-paper.js';
import { ReadPapers } from './read-papers.js';

@ApiTags('Papers')
@Controller()
export class PapersController {
  constructor(
    private readonly readPapers: ReadPapers,
    private readonly readFrozen: ReadFrozenPaper,
    private readonly papers: AnswerWithPaper,
  ) {}

  /**
   * Read a paper of a reply: the `statement`, the `staff-report`, the `minutes-extract`, the `covering-message` of the dispatch
   * or the `receipt`, as PDF/A, for Word, as page or plain text. It shows what the statement and the decision show you.
   * @remarks Hämta en handling i ett remissvar: yttrandet (`statement`), tjänsteskrivelsen (`staff-report`),
   * protokollsutdraget (`minutes-extract`), följebrevet (`covering-message`) eller kvittensen (`receipt`), som PDF/A, för Word,
   * som sida eller ren text. Den visar det som yttrandet och beslutet visar dig.
   */
  @Get('consultations/:id/papers/:kind')
  @RouteConfig({ anyType: true })
  async ofReply(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Param('kind') kind: string,
    @Query() { format: asked, version }: StatementPaperQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | PaperJobView | undefined> {
    const paper = await this.readPapers.ofReply(caller, id, kind, version);
    return this.papers.answer({ request, reply }, paper, {
      paper: { of: 'consultations', id, kind, version },
      format: asked,
    });
  }

  /**
   * Read the paper of a dispatch: the PDF/A that was written when it was forwarded, byte for byte.
   * @remarks Hämta handlingen i en expediering: den PDF/A som skrevs när den expedierades, byte för byte.
   */
  @Get('dispatches/:id/paper')
  @RouteConfig({ anyType: true })
  async ofDispatch(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const paper = await this.readFrozen.read(caller, id);
    return sendPaper(request, reply, { ...paper, format: formatOf(request, undefined, ['pdf']) });
  }
}
