import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { ExplainQuery } from '../http/actions.dto.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { RecordId } from '../http/record-id.pipe.js';
import { ReasonBody } from '../http/write.dto.js';
import { PublicationsPage, PublicationsQuery, PublicationView, PublishBody } from './publications.dto.js';
import { PublicationsQueries } from './publications.queries.js';
import { PublishRecord } from './publish-record.js';
import { UnpublishRecord } from './unpublish-record.js';

@ApiTags('Publication')
@Controller()
export class PublicationsController {
  constructor(
    private readonly queries: PublicationsQueries,
    private readonly publishRecord: PublishRecord,
    private readonly unpublishRecord: UnpublishRecord,
  ) {}

  /**
   * Show a case in the public register until a day. Again, with other terms, when it is shown already.
   * @remarks Visa ett ärende i det offentliga diariet till en viss dag. Går att göra om med andra villkor.
   */
  @Does('case.publish')
  @Post('cases/:id/publish')
  @HttpCode(200)
  async publishCase(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: PublishBody,
  ): Promise<PublicationView> {
    return this.publishRecord.publish(caller, 'case', id, body);
  }

  /**
   * Show a sent referral, with its reply-by date and consultees, in the public register until a day.
   * @remarks Visa en skickad remiss med sista svarsdag och remissinstanser i det offentliga diariet till en
   * viss dag.
   */
  @Does('referral.publish')
  @Post('referrals/:id/publish')
  @HttpCode(200)
  async publishReferral(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: PublishBody,
  ): Promise<PublicationView> {
    return this.publishRecord.publish(caller, 'referral', id, body);
  }

  /**
   * Show the dispatched statement, with its stance and decision, in the public register until a day.
   * @remarks Visa det expedierade yttrandet med ställningstagande och beslut i det offentliga diariet till
   * en viss dag.
   */
  @Does('consultation.publish')
  @Post('consultations/:id/publish')
  @HttpCode(200)
  async publishStatement(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: PublishBody,
  ): Promise<PublicationView> {
    return this.publishRecord.publish(caller, 'statement', id, body);
  }

  /**
   * List what has been published of the records you may see, the latest first.
   * @remarks Lista vad som publicerats av det du får se, det senaste först.
   */
  @Get('publications')
  async list(@CurrentCaller() caller: Caller, @Query() query: PublicationsQuery): Promise<PublicationsPage> {
    return this.queries.list(caller, query);
  }

  /**
   * Read what of a record is published, and until when.
   * @remarks Läs vad som är publicerat av en handling, och till när.
   */
  @Get('publications/:id')
  async one(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() { explain }: ExplainQuery,
  ): Promise<PublicationView> {
    return this.queries.one(caller, id, explain);
  }

  /**
   * Take it out of the public register at once, and say why.
   * @remarks Ta genast bort det ur det offentliga diariet, och säg varför.
   */
  @Does('publication.unpublish')
  @Post('publications/:id/unpublish')
  @HttpCode(200)
  async unpublish(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: ReasonBody,
  ): Promise<PublicationView> {
    return this.unpublishRecord.unpublish(caller, id);
  }
}
