import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../changes/caller.js';
import { ConsultationView } from '../consultations/consultations.dto.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { PageQuery } from '../lists/paging.dto.js';
import { RecordId } from '../http/record-id.pipe.js';
import { formatOf, sendPaper } from '../http/send-paper.js';
import { RequestSignatures } from './request-signatures.js';
import { SignatureRequestsQueries } from './signature-requests.queries.js';
import {
  RequestSignaturesBody,
  SignatureRequestsPage,
  WithdrawSignatureRequestBody,
} from './signatures.dto.js';
import { WithdrawSignatureRequest } from './withdraw-signature-request.js';

@ApiTags('Signatures')
@Controller()
export class SignaturesController {
  constructor(
    private readonly requestSignatures: RequestSignatures,
    private readonly withdrawRequest: WithdrawSignatureRequest,
    private readonly queries: SignatureRequestsQueries,
  ) {}

  /**
   * Send the statement or the extract from the minutes for signature. The paper is made once and frozen: what is signed is
   * that very file. Possible once it is decided, where a signature service is connected; one request of each paper at a time.
   * @remarks Skicka yttrandet eller protokollsutdraget för elektronisk underskrift. Handlingen skrivs en gång och fryses: det som undertecknas är just den filen. Det går när beslutet är fattat och en underskriftstjänst är ansluten, med en begäran i taget för varje handling.
   */
  @Does('consultation.request-signatures')
  @Post('consultations/:id/request-signatures')
  @HttpCode(200)
  async request(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: RequestSignaturesBody,
  ): Promise<ConsultationView> {
    return this.requestSignatures.request(caller, id, body);
  }

  /**
   * Take back a request for signatures that is open. The signature service is told.
   * @remarks Ta tillbaka en begäran om underskrifter som inte är avslutad. Underskriftstjänsten får veta det.
   */
  @Does('consultation.withdraw-signature-request')
  @Post('consultations/:id/withdraw-signature-request')
  @HttpCode(200)
  async withdraw(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: WithdrawSignatureRequestBody,
  ): Promise<ConsultationView> {
    return this.withdrawRequest.withdraw(caller, id, body);
  }

  /**
   * List what was sent for signature in a consultation, newest first, with how far each signer has come. For those who see
   * the decided statement at the consultee.
   * @remarks Lista det som har skickats för underskrift, det senaste först, med hur långt var och en har kommit. För dem hos remissinstansen som ser det beslutade yttrandet.
   */
  @Get('consultations/:id/signature-requests')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: PageQuery,
  ): Promise<SignatureRequestsPage> {
    return this.queries.list(caller, id, query);
  }

  /**
   * Read the paper that was sent for signature: the PDF/A that was frozen, byte for byte. The signed one is a document.
   * @remarks Hämta handlingen som skickades för underskrift: den PDF/A som frystes, byte för byte. Den undertecknade är en handling bland de andra.
   */
  @Get('signature-requests/:id/paper')
  @RouteConfig({ anyType: true })
  async paper(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const format = formatOf(request, undefined, ['pdf']);
    return sendPaper(request, reply, { ...(await this.queries.paper(caller, id)), format });
  }
}
