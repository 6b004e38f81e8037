import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { ConsultationView } from '../consultations/consultations.dto.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { RecordId } from '../http/record-id.pipe.js';
import { CreatedIn } from '../http/resource-headers.js';
import { RecordReply } from './record-reply.js';
import { RecordUnaskedReply } from './record-unasked-reply.js';
import { CorrectReplyBody, RecordReplyBody, RecordUnaskedReplyBody } from './recorded-reply.dto.js';

@ApiTags('Consultations')
@Controller()
export class RecordedRepliesController {
  constructor(
    private readonly recordReply: RecordReply,
    private readonly recordUnaskedReply: RecordUnaskedReply,
  ) {}

  /**
   * Correct a reply that the issuer recorded: its document, day or stance. With `takeBack` it is taken back instead, and
   * the consultation is where it was before, so that the reply can be recorded on the right one.
   * @remarks Rätta ett svar som förts in av den som remitterar: handling, dag eller ställningstagande. Med
   * `takeBack` tas det i stället tillbaka, och remissinstansen är där den var, så att svaret kan föras in på rätt instans.
   */
  @Does('consultation.correct-reply')
  @Post('consultations/:id/correct-reply')
  @HttpCode(200)
  async correctReply(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: CorrectReplyBody,
  ): Promise<ConsultationView> {
    return this.recordReply.correct(caller, id, body);
  }

  /**
   * Record a reply that came another way than through Yttra; for a body that answers here itself if it has agreed.
   * @remarks För in ett svar som kom på annat sätt än genom Yttra.
   */
  @Does('consultation.record-reply')
  @Post('consultations/:id/record-reply')
  @HttpCode(200)
  async record(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: RecordReplyBody,
  ): Promise<ConsultationView> {
    return this.recordReply.record(caller, id, body);
  }

  /**
   * Record a reply of somebody outside Yttra who was not asked, also after the referral was closed.
   * @remarks För in ett svar från någon utanför Yttra som inte tillfrågats, även sedan remissen avslutats.
   */
  @Does('referral.record-unasked-reply')
  @Post('referrals/:id/unasked-replies')
  @CreatedIn('consultations')
  async recordUnasked(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: RecordUnaskedReplyBody,
  ): Promise<ConsultationView> {
    return this.recordUnaskedReply.record(caller, id, body);
  }
}
