import { Controller, Get, Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { PaperQuery } from '../http/paper.dto.js';
import { RecordId } from '../http/record-id.pipe.js';
import { answerWithPaper } from '../http/send-paper.js';
import { Renderers } from '../papers/renderers.js';
import { ReadReferralPapers } from './read-referral-papers.js';

@ApiTags('Papers')
@Controller()
export class ReferralPapersController {
  constructor(
    private readonly readPapers: ReadReferralPapers,
    private readonly renderers: Renderers,
  ) {}

  /**
   * Read a paper of a referral: the `referral-letter`, or for the issuer’s staff the `compilation` of the replies, as PDF/A,
   * for Word, as page or plain text.
   * @remarks Hämta en handling i en remiss: missivet (`referral-letter`) eller, för den remitterandes personal,
   * sammanställningen av svaren (`compilation`), som PDF/A, för Word, som sida eller ren text.
   */
  @Get('referrals/:id/papers/:kind')
  @RouteConfig({ anyType: true })
  async ofReferral(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Param('kind') kind: string,
    @Query() { format: asked }: PaperQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const paper = await this.readPapers.read(caller, id, kind);
    return answerWithPaper(this.renderers, { request, reply }, paper, asked);
  }
}
