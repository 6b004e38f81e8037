import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { RecordId } from '../http/record-id.pipe.js';
import { ListedIn } from '../http/resource-headers.js';
import { AnswerRemark } from './answer-remark.js';
import { AnswerRemarkBody, RemarkAnswerView } from './compilation.dto.js';
import { CompilationNoteView, GatherRemarksBody, SummarizeRepliesBody } from './compilation-notes.dto.js';
import { WriteNote } from './write-note.js';

@ApiTags('Compilation')
@Controller()
export class CompilationController {
  constructor(
    private readonly answerRemark: AnswerRemark,
    private readonly writeNote: WriteNote,
  ) {}

  /**
   * Sum up the answers to a question, or the remarks on a passage. A later summary takes the place of an earlier one.
   * @remarks Sammanfatta svaren på en fråga, eller synpunkterna på ett avsnitt. En senare sammanfattning ersätter en
   * tidigare.
   */
  @Does('referral.summarize-replies')
  @Post('referrals/:id/summaries')
  @ListedIn('referrals/:id/compilation')
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
  @ListedIn('referrals/:id/compilation')
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
  @ListedIn('referrals/:referralId/compilation')
  async answer(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: AnswerRemarkBody,
  ): Promise<RemarkAnswerView> {
    return this.answerRemark.answer(caller, id, body);
  }
}
