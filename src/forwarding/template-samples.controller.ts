import { Controller, Get, Param, Req, Res, type StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { AnswerWithPaper } from '../http/paper-jobs/answer-with-paper.js';
import type { PaperJobView } from '../http/paper-jobs/paper-job.dto.js';
import { acceptedOf } from '../http/refuse-unacceptable.js';
import { MEDIA_TYPE } from '../papers/formats.js';
import { SampleOfTemplate } from './sample-of-template.js';

@ApiTags('Papers')
@Controller('bodies/:code/word-templates/:kind/sample')
export class TemplateSamplesController {
  constructor(
    private readonly samples: SampleOfTemplate,
    private readonly papers: AnswerWithPaper,
  ) {}

  /**
   * Read a paper for Word as it is in a body: in its template, where it uses one. It is the body’s latest of the kind if you
   * work there, or else a made-up one.
   * @remarks Hämta en handling för Word som den ser ut hos ett organ: i dess mall, när det använder en. Det är organets senaste
   * av det slaget om du arbetar där, annars en påhittad.
   */
  @Get()
  @RouteConfig({ anyType: true })
  async sample(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('kind') kind: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | PaperJobView | undefined> {
    acceptedOf(request.raw, [MEDIA_TYPE.docx]);
    const sample = await this.samples.of(caller, code, kind);
    return this.papers.answer({ request, reply }, sample, {
      paper: { of: 'samples', body: code, kind },
      format: 'docx',
    });
  }
}
