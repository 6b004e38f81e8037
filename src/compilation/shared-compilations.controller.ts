import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { PageQuery } from '../lists/paging.dto.js';
import { RecordId } from '../http/record-id.pipe.js';
import { RecordNumber } from '../http/record-number.pipe.js';
import { ShareCompilation } from './share-compilation.js';
import {
  CompilationSharedView,
  RemarkAnswersView,
  ShareCompilationBody,
  SharedCompilationsPage,
  SharedCompilationView,
} from './shared-compilations.dto.js';
import { SharedCompilationsQueries } from './shared-compilations.queries.js';

@ApiTags('Compilation')
@Controller()
export class SharedCompilationsController {
  constructor(
    private readonly shareCompilation: ShareCompilation,
    private readonly queries: SharedCompilationsQueries,
  ) {}

  /**
   * Share the compilation with everyone who was asked, as a version that stays as it is. Each sees how its own remarks were
   * met, and of the others’ replies what is confidential on neither side and is not left out.
   * @remarks Dela sammanställningen med alla tillfrågade, som en version som inte ändras. Var och en ser hur dess egna
   * synpunkter bemöttes, och av de andras svar det som inte är sekretessmarkerat på någondera sidan och inte utelämnas.
   */
  @Does('referral.share-compilation')
  @Post('referrals/:id/share-compilation')
  @HttpCode(200)
  async share(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: ShareCompilationBody,
  ): Promise<CompilationSharedView> {
    return this.shareCompilation.share(caller, id, body);
  }

  /**
   * List the versions of the compilation that were shared with you, newest first, each with its hash.
   * @remarks Lista de versioner av sammanställningen som har delats med er, den senaste först, var och en med sin
   * kontrollsumma.
   */
  @Get('referrals/:id/compilations')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: PageQuery,
  ): Promise<SharedCompilationsPage> {
    return this.queries.ofReferral(caller, id, query);
  }

  /**
   * Read a version of the compilation as it was shared.
   * @remarks Läs en version av sammanställningen så som den delades.
   */
  @Get('referrals/:id/compilations/:version')
  async one(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Param('version', RecordNumber) version: number,
  ): Promise<SharedCompilationView> {
    return this.queries.one(caller, id, version);
  }

  /**
   * Read how the remarks of a reply were met, as the issuer shared it last.
   * @remarks Läs hur synpunkterna i ett svar bemöttes, så som den remitterande delade det senast.
   */
  @Get('consultations/:id/remark-answers')
  async answers(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
  ): Promise<RemarkAnswersView> {
    return this.queries.answersTo(caller, id);
  }
}
