import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { RecordId } from '../http/record-id.pipe.js';
import { AnswerRemark } from './answer-remark.js';
import { AnswerRemarkBody, CompilationView, RemarkAnswerView } from './compilation.dto.js';
import { CompilationNoteView, GatherRemarksBody, SummarizeRepliesBody } from './compilation-notes.dto.js';
import { CompileReplies } from './compile-replies.js';
import { WriteNote } from './write-note.js';

@ApiTags('Compilation')
@Controller()
export class CompilationController {
  constructor(
    private readonly compileReplies: CompileReplies,
    private readonly answerRemark: AnswerRemark,
    private readonly writeNote: WriteNote,
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
   * Sum up the answers to a question, or the remarks on a passage. A later summary takes the place of an earlier one.
   * @remarks Sammanfatta svaren på en fråga, eller synpunkterna på ett avsnitt. En senare sammanfattning ersätter en
   * tidigare.
   */
  @Does('referral.summarize-replies')
  @Post('referrals/:id/summaries')
  async summarize(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: SummarizeRepliesBody,
  ): Promise<CompilationNoteView> {
    return this.writeNote.summarize(caller, id, body);
  }

  /**
   * Put the remarks on a passage that consultees call by another name under the passage that they are about, or let them
   * stand by themselves again.
   * @remarks För synpunkter på ett avsnitt som remissinstanser kallar något annat till det avsnitt de handlar om, eller
   * låt dem stå för sig igen.
   */
  @Does('referral.gather-remarks')
  @Post('referrals/:id/gathered-passages')
  async gather(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: GatherRemarksBody,
  ): Promise<CompilationNoteView> {
    return this.writeNote.gather(caller, id, body);
  }

  /**
   * Answer a remark of a reply, dispatched or recorded. A later answer replaces an earlier one in the compilation.
   * @remarks Svara på en synpunkt i ett svar, expedierat eller infört. Ett senare svar ersätter det tidigare i
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
