import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import { ExplainQuery } from '../http/actions.dto.js';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { PageAt } from '../http/lead-to-page.js';
import { PageQuery } from '../lists/paging.dto.js';
import { RecordId } from '../http/record-id.pipe.js';
import { JSON_TYPES } from '../http/refuse-unacceptable.js';
import { CreatedIn } from '../http/resource-headers.js';
import { AlsoTable, answerWithTable, CurrentExchange, type Exchange } from '../lists/write-table.js';
import { WriteBody } from '../http/write.dto.js';
import { AuditTrailPage } from './audit-trail.dto.js';
import {
  CasesPage,
  CasesQuery,
  CaseView,
  CorrectCaseNumberBody,
  EditCaseBody,
  RegisterCaseBody,
} from './cases.dto.js';
import { CasesQueries } from './cases.queries.js';
import { casesTable } from './cases.table.js';
import { CorrectCaseNumber } from './correct-case-number.js';
import { EditCase } from './edit-case.js';
import { ReadAuditTrail } from './read-audit-trail.js';
import { RegisterCase } from './register-case.js';
import { SettleCase } from './settle-case.js';

const JSON_LINES = 'application/x-ndjson';

@ApiTags('Cases')
@Controller('cases')
export class CasesController {
  constructor(
    private readonly queries: CasesQueries,
    private readonly registerCase: RegisterCase,
    private readonly editCase: EditCase,
    private readonly correctCaseNumber: CorrectCaseNumber,
    private readonly settleCase: SettleCase,
    private readonly readAuditTrail: ReadAuditTrail,
  ) {}

  /**
   * List the cases you may see, newest first.
   * @remarks Lista de ärenden du får se, de senaste först.
   */
  @Get()
  @AlsoTable(CasesPage)
  async list(
    @CurrentCaller() caller: Caller,
    @Query() query: CasesQuery,
    @CurrentExchange() exchange: Exchange,
  ): Promise<CasesPage | StreamableFile> {
    return answerWithTable(exchange, query, casesTable, (page) => this.queries.list(caller, page));
  }

  /**
   * Register a case. Without a number it gets the next of the body's series.
   * @remarks Registrera ett ärende. Utan nummer får det nästa i organets serie.
   */
  @Does('case.register')
  @Post()
  @CreatedIn('cases')
  async register(@CurrentCaller() caller: Caller, @Body() body: RegisterCaseBody): Promise<CaseView> {
    return this.registerCase.register(caller, body);
  }

  /**
   * Read a case.
   * @remarks Läs ett ärende.
   */
  @Get(':id')
  @PageAt('/arenden/:id')
  async one(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() { explain }: ExplainQuery,
  ): Promise<CaseView> {
    return this.queries.one(caller, id, explain);
  }

  /**
   * Change a case's title or what it relates to.
   * @remarks Ändra ett ärendes rubrik eller vad det hör samman med.
   */
  @Does('case.edit')
  @Patch(':id')
  async edit(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: EditCaseBody,
  ): Promise<CaseView> {
    return this.editCase.edit(caller, id, body);
  }

  /**
   * Correct a wrong case number. The number of the case's own reply follows.
   * @remarks Rätta ett felaktigt ärendenummer. Det egna svarets nummer följer med.
   */
  @Does('case.correct-registration')
  @Post(':id/correct-registration')
  @HttpCode(200)
  async correctRegistration(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: CorrectCaseNumberBody,
  ): Promise<CaseView> {
    return this.correctCaseNumber.correct(caller, id, body);
  }

  /**
   * Close a case, when each of its referrals has ended.
   * @remarks Avsluta ett ärende när alla dess remisser är avslutade eller återkallade.
   */
  @Does('case.close')
  @Post(':id/close')
  @HttpCode(200)
  async close(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<CaseView> {
    return this.settleCase.settle(caller, id, 'close');
  }

  /**
   * Open a closed case again.
   * @remarks Öppna ett avslutat ärende igen.
   */
  @Does('case.reopen')
  @Post(':id/reopen')
  @HttpCode(200)
  async reopen(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<CaseView> {
    return this.settleCase.settle(caller, id, 'reopen');
  }

  /**
   * Read who did what in a case, when and why. Of another body's work you get verb, state and time.
   * @remarks Läs vem som gjort vad i ett ärende, när och varför. Av ett annat organs arbete får du steg,
   * läge och tid.
   */
  @Does('case.read-audit-trail')
  @Get(':id/audit-trail')
  async auditTrail(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: PageQuery,
  ): Promise<AuditTrailPage> {
    return this.readAuditTrail.read(caller, id, query);
  }

  /**
   * Export the audit trail of a case as JSON Lines, with the hashes that show that nothing was altered.
   * @remarks Hämta ärendets historik som JSON Lines, med de kontrollsummor som visar att inget har ändrats.
   */
  @Does('case.read-audit-trail')
  @Get(':id/audit-trail/export')
  @RouteConfig({ types: [...JSON_TYPES, JSON_LINES] })
  @Header('Content-Type', `${JSON_LINES}; charset=utf-8`)
  async exportAuditTrail(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
  ): Promise<string> {
    return this.readAuditTrail.export(caller, id);
  }
}
