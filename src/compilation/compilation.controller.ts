import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { RecordId } from '../http/record-id.pipe.js';
import { AnswerRemark } from './answer-remark.js';
import { AnswerRemarkBody, CompilationView, RemarkAnswerView } from './compilation.dto.js';
import { CompileReplies } from './compile-replies.js';

@ApiTags('Compilation')
@Controller()
export class CompilationController {
  constructor(
    private readonly compileReplies: CompileReplies,
    private readonly answerRemark: AnswerRemark,
  ) {}

  /**
   * Compile a referral's replies, with who is missing, late or has declined.
   * @remarks Sammanställ svaren på en remiss, med vem som saknas, är sen eller har avstått.
   */
  @Does('referral.compile')
  @Get('referrals/:id/compilation')
  async compile(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
  ): Promise<CompilationView> {
    return this.compileReplies.compile(caller, id);
  }

  /**
   * Answer a remark of a dispatched statement. A later answer replaces an earlier one in the compilation.
   * @remarks Svara på en synpunkt i ett expedierat yttrande. Ett senare svar ersätter det tidigare i
   * sammanställningen.
   */
  @Does('consultation.answer-remark')
  @Post('consultations/:id/remark-answers')
  async answer(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: AnswerRemarkBody,
  ): Promise<RemarkAnswerView> {
    return this.answerRemark.answer(caller, id, body);
  }
}
