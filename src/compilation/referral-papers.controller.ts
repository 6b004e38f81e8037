import { Controller, Get, Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { AnswerWithPaper } from '../http/paper-jobs/answer-with-paper.js';
import type { PaperJobView } from '../http/paper-jobs/paper-job.dto.js';
import { PaperQuery, ReferralPaperQuery } from '../http/paper.dto.js';
import { RecordId } from '../http/record-id.pipe.js';
import { ReadReferralPapers } from './read-referral-papers.js';

@ApiTags('Papers')
@Controller()
export class ReferralPapersController {
  constructor(
    private readonly readPapers: ReadReferralPapers,
    private readonly papers: AnswerWithPaper,
  ) {}

  /**
   * Read a paper of a referral: the `referral-letter`, or for the issuer’s staff the `compilation` of the replies and the draft
   * of a `staff-report` made of it, as PDF/A, for Word, as page or plain text. A version of the compilation that was shared is
   * for all whom it was shared with.
   * @remarks Hämta en handling i en remiss: missivet (`referral-letter`) eller, för den remitterandes personal,
   * sammanställningen av svaren (`compilation`) och ett utkast till tjänsteskrivelse gjort av den (`staff-report`), som PDF/A,
   * för Word, som sida eller ren text. En version av sammanställningen som har delats är till för alla som den har delats med.
   */
  @Get('referrals/:id/papers/:kind')
  @RouteConfig({ anyType: true })
  async ofReferral(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Param('kind') kind: string,
    @Query() { format: asked, version }: ReferralPaperQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | PaperJobView | undefined> {
    const paper = await this.readPapers.read(caller, id, kind, version);
    return this.papers.answer({ request, reply }, paper, {
      paper: { of: 'referrals', id, kind, version },
      format: asked,
    });
  }

  /**
   * Read the letter to one who replied: how each of its remarks was met, as the issuer shared it last. For the consultee,
   * and for the issuer, who posts it to one outside Yttra.
   * @remarks Hämta brevet till en som har svarat: hur var och en av dess synpunkter bemöttes, så som den remitterande delade
   * det senast. För remissinstansen, och för den remitterande, som skickar det till den som är utanför Yttra.
   */
  @Get('consultations/:id/papers/remark-answers')
  @RouteConfig({ anyType: true })
  async ofReply(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() { format: asked }: PaperQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | PaperJobView | undefined> {
    const paper = await this.readPapers.ofReply(caller, id);
    return this.papers.answer({ request, reply }, paper, {
      paper: { of: 'consultations', id, kind: 'remark-answers' },
      format: asked,
    });
  }
}
