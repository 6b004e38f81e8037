import { Controller, Get, Param, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { PageAt } from '../http/lead-to-page.js';
import { AnswerWithPaper } from '../http/paper-jobs/answer-with-paper.js';
import type { PaperJobView } from '../http/paper-jobs/paper-job.dto.js';
import { RecordId } from '../http/record-id.pipe.js';
import { acceptedOf, JSON_TYPES } from '../http/refuse-unacceptable.js';
import { MEDIA_TYPE } from '../papers/formats.js';
import { CompilationView } from './compilation.dto.js';
import { CompileReplies } from './compile-replies.js';
import { ReadReferralPapers } from './read-referral-papers.js';

const COMPILED_AS = [...JSON_TYPES, MEDIA_TYPE.pdf, MEDIA_TYPE.docx, MEDIA_TYPE.xlsx];

@ApiTags('Compilation')
@Controller()
export class CompileController {
  constructor(
    private readonly compileReplies: CompileReplies,
    private readonly readPapers: ReadReferralPapers,
    private readonly papers: AnswerWithPaper,
  ) {}

  /**
   * Compile a referral's replies, with who is missing, late or has declined; as the paper of it where `Accept` asks for
   * PDF, Word or Excel.
   * @remarks Sammanställ svaren på en remiss, med vem som saknas, är sen eller har avstått; som handling där `Accept` ber
   * om PDF, Word eller Excel.
   */
  @Does('referral.compile')
  @Get('referrals/:id/compilation')
  @PageAt('/remisser/:id/sammanstallning', { types: COMPILED_AS })
  @ApiOkResponse({ type: CompilationView })
  async compile(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CompilationView | StreamableFile | PaperJobView | undefined> {
    void reply.header('Vary', 'Accept');
    if (JSON_TYPES.includes(acceptedOf(request.raw, COMPILED_AS)))
      return this.compileReplies.compile(caller, id);
    const paper = await this.readPapers.read(caller, id, 'compilation');
    return this.papers.answer({ request, reply }, paper, {
      paper: { of: 'referrals', id, kind: 'compilation' },
      format: undefined,
    });
  }
}
