import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ExplainQuery } from '../http/actions.dto.js';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { PageAt } from '../http/lead-to-page.js';
import { PageQuery } from '../lists/paging.dto.js';
import { RecordId } from '../http/record-id.pipe.js';
import { ReasonBody } from '../http/write.dto.js';
import { ListedIn } from '../http/resource-headers.js';
import { AlsoTable, answerWithTable, CurrentExchange, type Exchange } from '../lists/write-table.js';
import { ConsultationsPage, ConsultationsQuery, ConsultationView } from './consultations.dto.js';
import {
  CorrectConsulteeBody,
  CorrectDeclineBody,
  DeclineBody,
  AllowRecordedReplyBody,
  CorrectRegistrationBody,
  RegisterConsultationBody,
} from './registering.dto.js';
import { MessagesPage, MessageView, WriteMessageBody } from './messages.dto.js';
import { ConsultationsQueries } from './consultations.queries.js';
import { consultationsTable } from './consultations.table.js';
import { CorrectConsultee } from './correct-consultee.js';
import { DeclineConsultation } from './decline-consultation.js';
import { Messages } from './messages.js';
import { RecallConsultation } from './recall-consultation.js';
import { AllowRecordedReply } from './allow-recorded-reply.js';
import { RegisterConsultation } from './register-consultation.js';
import { ReopenConsultation } from './reopen-consultation.js';

@ApiTags('Consultations')
@Controller('consultations')
export class ConsultationsController {
  constructor(
    private readonly queries: ConsultationsQueries,
    private readonly registerConsultation: RegisterConsultation,
    private readonly declineConsultation: DeclineConsultation,
    private readonly allowReply: AllowRecordedReply,
    private readonly correctConsultee: CorrectConsultee,
    private readonly recallConsultation: RecallConsultation,
    private readonly reopenConsultation: ReopenConsultation,
    private readonly messages: Messages,
  ) {}

  /**
   * List the consultations you may see, soonest reply-by date first.
   * @remarks Lista de remissvar du får se, det med tidigast sista svarsdag först.
   */
  @Get()
  @AlsoTable(ConsultationsPage)
  async list(
    @CurrentCaller() caller: Caller,
    @Query() query: ConsultationsQuery,
    @CurrentExchange() exchange: Exchange,
  ): Promise<ConsultationsPage | StreamableFile> {
    return answerWithTable(exchange, query, consultationsTable, (page) => this.queries.list(caller, page));
  }

  /**
   * Read a consultation.
   * @remarks Läs en remissinstans del av en remiss.
   */
  @Get(':id')
  @PageAt('/svar/:id')
  async one(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() { explain }: ExplainQuery,
  ): Promise<ConsultationView> {
    return this.queries.one(caller, id, explain);
  }

  /**
   * Register the referral at the consultee, under a number of its own.
   * @remarks Diarieför remissen hos remissinstansen, under ett eget nummer.
   */
  @Does('consultation.register')
  @Post(':id/register')
  @HttpCode(200)
  async register(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: RegisterConsultationBody,
  ): Promise<ConsultationView> {
    return this.registerConsultation.register(caller, id, body);
  }

  /**
   * Correct a wrong number; the earlier one stays readable in the audit trail.
   * @remarks Rätta ett felaktigt nummer; det tidigare finns kvar i historiken.
   */
  @Does('consultation.correct-registration')
  @Post(':id/correct-registration')
  @HttpCode(200)
  async correctRegistration(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: CorrectRegistrationBody,
  ): Promise<ConsultationView> {
    return this.registerConsultation.correct(caller, id, body);
  }

  /**
   * Decline to answer.
   * @remarks Avstå från att svara.
   */
  @Does('consultation.decline')
  @Post(':id/decline')
  @HttpCode(200)
  async decline(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: DeclineBody,
  ): Promise<ConsultationView> {
    return this.declineConsultation.decline(caller, id, body);
  }

  /**
   * Correct what was written when it was declined.
   * @remarks Rätta det som skrevs när ni avstod från att svara.
   */
  @Does('consultation.correct-decline')
  @Post(':id/correct-decline')
  @HttpCode(200)
  async correctDecline(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: CorrectDeclineBody,
  ): Promise<ConsultationView> {
    return this.declineConsultation.correct(caller, id, body);
  }

  /**
   * Correct what was written of the consultee: the day it was asked, and the name, kind and e-mail of one outside Yttra.
   * @remarks Rätta det som skrevs om remissinstansen: dagen den tillfrågades, och namn, slag och e-post för en utanför
   * Yttra.
   */
  @Does('consultation.correct-consultee')
  @Post(':id/correct-consultee')
  @HttpCode(200)
  async correctConsulteeOf(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: CorrectConsulteeBody,
  ): Promise<ConsultationView> {
    return this.correctConsultee.correct(caller, id, body);
  }

  /**
   * Let the issuer record your body's reply, or no longer.
   * @remarks Medge att den som remitterar för in ert svar, eller ta tillbaka medgivandet.
   */
  @Does('consultation.allow-recorded-reply')
  @Post(':id/allow-recorded-reply')
  @HttpCode(200)
  async allowRecordedReply(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: AllowRecordedReplyBody,
  ): Promise<ConsultationView> {
    return this.allowReply.allow(caller, id, body);
  }

  /**
   * Take back one consultee that was asked by mistake: it is told, and is not counted as missing.
   * @remarks Ta tillbaka frågan till en remissinstans som tillfrågats av misstag: den får veta det och räknas inte
   * som saknad.
   */
  @Does('consultation.recall')
  @Post(':id/recall')
  @HttpCode(200)
  async recall(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() { reason }: ReasonBody,
  ): Promise<ConsultationView> {
    return this.recallConsultation.recall(caller, id, reason);
  }

  /**
   * Let a consultee that declined or did not answer do so after all.
   * @remarks Låt en remissinstans som avstått eller inte svarat göra det ändå.
   */
  @Does('consultation.reopen')
  @Post(':id/reopen')
  @HttpCode(200)
  async reopen(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: ReasonBody,
  ): Promise<ConsultationView> {
    return this.reopenConsultation.reopen(caller, id);
  }

  /**
   * List the questions and answers between consultee and issuer.
   * @remarks Lista frågor och svar mellan remissinstansen och den som remitterar.
   */
  @Get(':id/messages')
  async listMessages(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: PageQuery,
  ): Promise<MessagesPage> {
    return this.messages.list(caller, id, query);
  }

  /**
   * Write to the other side.
   * @remarks Skriv till den andra sidan.
   */
  @Does('consultation.write-message')
  @Post(':id/messages')
  @ListedIn('consultations/:id/messages')
  async writeMessage(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: WriteMessageBody,
  ): Promise<MessageView> {
    return this.messages.write(caller, id, body);
  }

  /**
   * Withdraw a message that your side wrote: that it was written stays, with why, and what it said is shown to nobody.
   * @remarks Återta ett meddelande som er sida skrivit: att det skrevs står kvar, med skälet, men texten visas inte.
   */
  @Does('message.withdraw')
  @Post(':id/messages/:messageId/withdraw')
  @HttpCode(200)
  async withdrawMessage(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Param('messageId', RecordId) messageId: string,
    @Body() { reason }: ReasonBody,
  ): Promise<MessageView> {
    return this.messages.withdraw(caller, id, messageId, reason);
  }
}
