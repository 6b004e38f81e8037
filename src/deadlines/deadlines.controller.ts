import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ExplainQuery } from '../http/actions.dto.js';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { PageQuery } from '../lists/paging.dto.js';
import { RecordId } from '../http/record-id.pipe.js';
import { CreatedIn } from '../http/resource-headers.js';
import { WriteBody } from '../http/write.dto.js';
import { ReferralView } from '../referrals/referrals.dto.js';
import {
  ExtendReferralBody,
  ExtensionsPage,
  ExtensionView,
  CorrectExtensionBody,
  GrantExtensionBody,
  RefuseExtensionBody,
  RequestExtensionBody,
} from './deadlines.dto.js';
import { DeadlinesQueries } from './deadlines.queries.js';
import { ExtendReferral } from './extend-referral.js';
import { RequestExtension } from './request-extension.js';
import { CorrectExtension } from './correct-extension.js';
import { SettleExtension } from './settle-extension.js';

@ApiTags('Deadlines')
@Controller()
export class DeadlinesController {
  constructor(
    private readonly queries: DeadlinesQueries,
    private readonly requestExtension: RequestExtension,
    private readonly correctExtension: CorrectExtension,
    private readonly settleExtension: SettleExtension,
    private readonly extendReferral: ExtendReferral,
  ) {}

  /**
   * List the extensions of a consultation, newest first.
   * @remarks Lista anstånden för en remissinstans, de senaste först.
   */
  @Get('consultations/:id/extensions')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: PageQuery,
  ): Promise<ExtensionsPage> {
    return this.queries.extensions(caller, id, query);
  }

  /**
   * Ask the issuer for more time (*anstånd*). One request at a time.
   * @remarks Begär anstånd hos den som remitterar. En begäran i taget.
   */
  @Does('consultation.request-extension')
  @Post('consultations/:id/extensions')
  @CreatedIn('extensions')
  async request(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: RequestExtensionBody,
  ): Promise<ExtensionView> {
    return this.requestExtension.request(caller, id, body);
  }

  /**
   * Read an extension.
   * @remarks Läs ett anstånd.
   */
  @Get('extensions/:id')
  async one(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() { explain }: ExplainQuery,
  ): Promise<ExtensionView> {
    return this.queries.extension(caller, id, explain);
  }

  /**
   * Grant the request: the consultation's reply-by date moves, and the original one is kept.
   * @remarks Bevilja anståndet: sista svarsdag flyttas, och den ursprungliga finns kvar.
   */
  @Does('extension.grant')
  @Post('extensions/:id/grant')
  @HttpCode(200)
  async grant(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: GrantExtensionBody,
  ): Promise<ExtensionView> {
    return this.settleExtension.settle(caller, id, 'grant', body);
  }

  /**
   * Refuse the request.
   * @remarks Avslå begäran om anstånd.
   */
  @Does('extension.refuse')
  @Post('extensions/:id/refuse')
  @HttpCode(200)
  async refuse(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: RefuseExtensionBody,
  ): Promise<ExtensionView> {
    return this.settleExtension.settle(caller, id, 'refuse', body);
  }

  /**
   * Take the request back.
   * @remarks Ta tillbaka begäran om anstånd.
   */
  @Does('extension.cancel')
  @Post('extensions/:id/cancel')
  @HttpCode(200)
  async cancel(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<ExtensionView> {
    return this.settleExtension.settle(caller, id, 'cancel', {});
  }

  /**
   * Correct an extension that was granted to the wrong day, or take it back.
   * @remarks Rätta ett anstånd som getts till fel dag, eller ta tillbaka det.
   */
  @Does('extension.correct')
  @Post('extensions/:id/correct')
  @HttpCode(200)
  async correct(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: CorrectExtensionBody,
  ): Promise<ExtensionView> {
    return this.correctExtension.correct(caller, id, body);
  }

  /**
   * Give consultees more time unasked: those named, or everyone who has not answered.
   * @remarks Ge remissinstanser mer tid utan begäran: de som nämns, eller alla som inte har svarat.
   */
  @Does('referral.extend')
  @Post('referrals/:id/extend')
  @HttpCode(200)
  async extend(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: ExtendReferralBody,
  ): Promise<ReferralView> {
    return this.extendReferral.extend(caller, id, body);
  }
}
