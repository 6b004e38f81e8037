import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { CreatedIn } from '../../http/resource-headers.js';
import { WriteBody } from '../../http/write.dto.js';
import { PageQuery } from '../../lists/paging.dto.js';
import { AskForAuditCheck } from './ask-for-audit-check.js';
import { AuditChecksPage, AuditCheckView } from './audit-checks.dto.js';
import { AuditChecksQueries } from './audit-checks.queries.js';

@ApiTags('Organisation')
@Controller('audit-checks')
export class AuditChecksController {
  constructor(
    private readonly asking: AskForAuditCheck,
    private readonly queries: AuditChecksQueries,
  ) {}

  /**
   * List the checks of the audit trail and what they found, the latest first: that of each night, and those that were
   * asked for. For municipal administrators.
   * @remarks Lista kontrollerna av historiken och vad de visade, den senaste först: nattens, och de som någon har begärt.
   */
  @Does('municipality.read-audit-trail')
  @Get()
  async list(@CurrentCaller() caller: Caller, @Query() query: PageQuery): Promise<AuditChecksPage> {
    return this.queries.list(caller, query);
  }

  /**
   * Read a check of the audit trail. For municipal administrators.
   * @remarks Läs en kontroll av historiken.
   */
  @Does('municipality.read-audit-trail')
  @Get(':id')
  async one(@CurrentCaller() caller: Caller, @Param('id', RecordId) id: string): Promise<AuditCheckView> {
    return this.queries.one(caller, id);
  }

  /**
   * Ask for a check of the whole audit trail. A worker does it in the background; whoever asks while one is under way gets
   * that one. For municipal administrators.
   * @remarks Begär en kontroll av hela historiken. Den görs i bakgrunden; pågår en redan blir svaret den.
   */
  @Does('municipality.check-audit-trail')
  @Post()
  @HttpCode(202)
  @CreatedIn('audit-checks')
  async ask(@CurrentCaller() caller: Caller, @Body() _body: WriteBody): Promise<AuditCheckView> {
    return this.asking.ask(caller);
  }
}
