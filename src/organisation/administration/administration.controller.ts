import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { PageQuery } from '../../lists/paging.dto.js';
import { AdministrativeEventsPage } from './administration.dto.js';
import { ReadAdministration } from './read-administration.js';

@ApiTags('Organisation')
@Controller()
export class AdministrationController {
  constructor(private readonly readAdministration: ReadAdministration) {}

  /**
   * List what has been done with the rights and settings of a body, oldest first. For its administrators.
   * @remarks Läs vem som ändrat organets personer, roller, register, ersättare och anslutningar, när och
   * varför.
   */
  @Does('body.read-audit-trail')
  @Get('bodies/:code/audit-trail')
  async ofBody(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Query() query: PageQuery,
  ): Promise<AdministrativeEventsPage> {
    return this.readAdministration.ofBody(caller, code, query);
  }

  /**
   * List what has been done with rights and settings in the municipality, oldest first. For municipal administrators.
   * @remarks Läs vem som ändrat personer, roller, register, ersättare och anslutningar i hela kommunen, när
   * och varför.
   */
  @Does('municipality.read-audit-trail')
  @Get('audit-trail')
  async ofMunicipality(
    @CurrentCaller() caller: Caller,
    @Query() query: PageQuery,
  ): Promise<AdministrativeEventsPage> {
    return this.readAdministration.ofMunicipality(caller, query);
  }
}
