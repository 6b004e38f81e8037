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
  StreamableFile,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { PageQuery } from '../lists/paging.dto.js';
import { RecordId } from '../http/record-id.pipe.js';
import { acceptedOf } from '../http/refuse-unacceptable.js';
import { WriteBody } from '../http/write.dto.js';
import { ArchiveCase } from './archive-case.js';
import { ArchivePackagesQueries } from './archive-packages.queries.js';
import { ArchiveOwnFile } from './archive-own-file.js';
import {
  ArchivedCaseView,
  ArchivedConsultationView,
  ArchivePackagesPage,
  ArchivePackageView,
} from './archive.dto.js';
import { sendPackage, TAR } from './send-package.js';

@ApiTags('Archive')
@Controller()
export class ArchiveController {
  constructor(
    private readonly archiveCase: ArchiveCase,
    private readonly archiveFile: ArchiveOwnFile,
    private readonly queries: ArchivePackagesQueries,
  ) {}

  /**
   * Ask for a package of a closed case for an archive: E-ARK CSIP/SIP 2.1 with its documents, papers, register facts and
   * audit trail. It is written in the background, and found at `/archive-packages/{id}`.
   * @remarks Begär ett arkivpaket av ett avslutat ärende: E-ARK CSIP/SIP 2.1 med handlingar, diarieuppgifter och historik.
   * Det skrivs i bakgrunden och finns på `/archive-packages/{id}`.
   */
  @Does('case.archive')
  @Post('cases/:id/archive')
  @HttpCode(202)
  async archive(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<ArchivedCaseView> {
    return this.archiveCase.archive(caller, id);
  }

  /**
   * List the packages of a case, newest first.
   * @remarks Lista ett ärendes arkivpaket, de senaste först.
   */
  @Does('case.read-archive')
  @Get('cases/:id/archive-packages')
  async ofCase(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: PageQuery,
  ): Promise<ArchivePackagesPage> {
    return this.queries.list(caller, { kind: 'case', id }, query);
  }

  /**
   * Ask for a package of a consultee’s own file of a consultation that has ended, for its archive: the packet as it came, each
   * version of the statement, the decision, what was dispatched and what was not. It is written in the background, and found
   * at `/archive-packages/{id}`.
   * @remarks Begär ett arkivpaket av remissinstansens egen akt, när ärendet är slut där: remissen som den kom, varje version av
   * yttrandet, beslutet, det som expedierades och det som inte gjorde det. Det skrivs i bakgrunden och finns på
   * `/archive-packages/{id}`.
   */
  @Does('consultation.archive')
  @Post('consultations/:id/archive')
  @HttpCode(202)
  async archiveOwnFile(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<ArchivedConsultationView> {
    return this.archiveFile.archive(caller, id);
  }

  /**
   * List the packages of a consultee’s own file of a consultation, newest first.
   * @remarks Lista arkivpaketen av remissinstansens egen akt, de senaste först.
   */
  @Does('consultation.read-archive')
  @Get('consultations/:id/archive-packages')
  async ofConsultation(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: PageQuery,
  ): Promise<ArchivePackagesPage> {
    return this.queries.list(caller, { kind: 'consultation', id }, query);
  }

  /**
   * Read how a package fares.
   * @remarks Läs hur det går för ett arkivpaket.
   */
  @Does('case.read-archive')
  @Get('archive-packages/:id')
  async one(@CurrentCaller() caller: Caller, @Param('id', RecordId) id: string): Promise<ArchivePackageView> {
    return this.queries.one(caller, id);
  }

  /**
   * Fetch a package that was written, as a tar file. For whoever sees all that is in it; fetching it reads all of it.
   * @remarks Hämta ett skrivet arkivpaket, som en tar-fil. För den som får se allt i det; att hämta det är att läsa allt.
   */
  @Does('case.read-archive')
  @Get('archive-packages/:id/content')
  @RouteConfig({ anyType: true })
  async content(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    acceptedOf(request.raw, [TAR]);
    return sendPackage(reply, await this.queries.content(caller, id));
  }
}
