import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { PageQuery } from '../../lists/paging.dto.js';
import { RefusedAttemptsPage } from './refused-attempts.dto.js';
import { RefusedAttemptsQueries } from './refused-attempts.queries.js';

@ApiTags('Organisation')
@Controller('bodies/:code/refused-attempts')
export class RefusedAttemptsController {
  constructor(private readonly queries: RefusedAttemptsQueries) {}

  /**
   * List who was refused what of a body's, the latest first: for its administrators and the municipality's.
   * @remarks Lista vem som nekats vad hos organet, det senaste först.
   */
  @Does('body.read-refused-attempts')
  @Get()
  async list(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Query() query: PageQuery,
  ): Promise<RefusedAttemptsPage> {
    return this.queries.list(caller, code, query);
  }
}
