import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ExplainQuery } from '../http/actions.dto.js';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { PageAt } from '../http/lead-to-page.js';
import { PageQuery } from '../lists/paging.dto.js';
import { RecordId } from '../http/record-id.pipe.js';
import { CreatedIn } from '../http/resource-headers.js';
import { AlsoTable, answerWithTable, CurrentExchange, type Exchange } from '../lists/write-table.js';
import { CreateReferral } from './create-referral.js';
import { EditReferral } from './edit-referral.js';
import { IssuedReferrals } from './issued-referrals.js';
import { Packet } from './packet.js';
import { CreateReferralBody, EditReferralBody, ReferralView } from './referrals.dto.js';
import { IssuedReferralsPage, ReferralsPage, ReferralsQuery } from './issued-referrals.dto.js';
import { PacketDocumentsPage, PacketVersionsPage, AttachDocumentBody } from './packets.dto.js';
import { ReferralsQueries } from './referrals.queries.js';
import { referralsTable } from './referrals.table.js';

@ApiTags('Referrals')
@Controller()
export class ReferralsController {
  constructor(
    private readonly queries: ReferralsQueries,
    private readonly issuedReferrals: IssuedReferrals,
    private readonly createReferral: CreateReferral,
    private readonly editReferral: EditReferral,
    private readonly packet: Packet,
  ) {}

  /**
   * List the referrals of a case, in the order they were made.
   * @remarks Lista ett ärendes remisser i den ordning de gjordes.
   */
  @Get('cases/:id/referrals')
  async ofCase(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: PageQuery,
  ): Promise<ReferralsPage> {
    return this.queries.ofCase(caller, id, query);
  }

  /**
   * List the referrals that your bodies have out, with how many consultees were asked, have answered, are late or at risk.
   * @remarks Lista organets egna remisser, med hur många som är tillfrågade, har svarat, är sena eller i riskzonen.
   */
  @Get('referrals')
  @AlsoTable(IssuedReferralsPage)
  async issued(
    @CurrentCaller() caller: Caller,
    @Query() query: ReferralsQuery,
    @CurrentExchange() exchange: Exchange,
  ): Promise<IssuedReferralsPage | StreamableFile> {
    return answerWithTable(exchange, query, referralsTable, (page) =>
      this.issuedReferrals.list(caller, page),
    );
  }

  /**
   * Prepare a referral as a draft.
   * @remarks Förbered en remiss som utkast.
   */
  @Does('case.create-referral')
  @Post('cases/:id/referrals')
  @CreatedIn('referrals')
  async create(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: CreateReferralBody,
  ): Promise<ReferralView> {
    return this.createReferral.create(caller, id, body);
  }

  /**
   * Read a referral: the issuer with how the consultees fare, a consultee with its packet.
   * @remarks Läs en remiss: den som remitterar ser hur det går för remissinstanserna, en remissinstans ser
   * det som skickats.
   */
  @Get('referrals/:id')
  @PageAt('/remisser/:id')
  async one(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() { explain }: ExplainQuery,
  ): Promise<ReferralView> {
    return this.queries.one(caller, id, explain);
  }

  /**
   * Change a draft. What has been sent is frozen.
   * @remarks Ändra ett utkast. Det som är skickat är fryst.
   */
  @Does('referral.edit')
  @Patch('referrals/:id')
  async edit(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: EditReferralBody,
  ): Promise<ReferralView> {
    return this.editReferral.edit(caller, id, body);
  }

  /**
   * List the documents of the packet.
   * @remarks Lista handlingarna i remissen.
   */
  @Get('referrals/:id/documents')
  async documents(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: PageQuery,
  ): Promise<PacketDocumentsPage> {
    return this.queries.documents(caller, id, query);
  }

  /**
   * List the versions of what was sent, newest first, each with its hash.
   * @remarks Lista versionerna av det som skickats, den senaste först, var och en med sin kontrollsumma.
   */
  @Get('referrals/:id/packets')
  async packets(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: PageQuery,
  ): Promise<PacketVersionsPage> {
    return this.queries.packets(caller, id, query);
  }

  /**
   * Put a document of the issuer into a draft's packet.
   * @remarks Lägg en av organets handlingar till ett utkast.
   */
  @Does('referral.attach-document')
  @Post('referrals/:id/documents')
  @CreatedIn('referrals')
  async attach(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: AttachDocumentBody,
  ): Promise<ReferralView> {
    return this.packet.attach(caller, id, body);
  }

  /**
   * Take a document out of a draft's packet.
   * @remarks Ta bort en handling ur ett utkast.
   */
  @Does('referral.detach-document')
  @Delete('referrals/:id/documents/:documentId')
  @HttpCode(200)
  async detach(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Param('documentId', RecordId) documentId: string,
  ): Promise<ReferralView> {
    return this.packet.detach(caller, id, documentId);
  }
}
