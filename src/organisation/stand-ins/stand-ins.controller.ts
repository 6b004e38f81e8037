import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { CreatedIn } from '../../http/resource-headers.js';
import { ReasonBody } from '../../http/write.dto.js';
import { ArrangeStandIn } from './arrange-stand-in.js';
import { ArrangeStandInBody, StandInsPage, StandInsQuery, StandInView } from './stand-ins.dto.js';
import { StandInsQueries } from './stand-ins.queries.js';

@ApiTags('Organisation')
@Controller('bodies/:code/stand-ins')
export class StandInsController {
  constructor(
    private readonly queries: StandInsQueries,
    private readonly arrangeStandIn: ArrangeStandIn,
  ) {}

  /**
   * List who stands in for whom in a body, the latest to begin first.
   * @remarks Lista vem som är ersättare för vem i ett organ, den som börjar sist först.
   */
  @Does('stand-in.read')
  @Get()
  async list(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Query() query: StandInsQuery,
  ): Promise<StandInsPage> {
    return this.queries.list(caller, code, query);
  }

  /**
   * Let someone stand in for yourself or, as manager or administrator, for another.
   * @remarks Utse en ersättare för dig själv eller, som chef eller systemförvaltare, för någon annan.
   */
  @Does('stand-in.arrange')
  @Post()
  @CreatedIn('bodies/:code/stand-ins')
  async arrange(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Body() body: ArrangeStandInBody,
  ): Promise<StandInView> {
    return this.arrangeStandIn.arrange(caller, code, body);
  }

  /**
   * Read who stands in for whom, and when.
   * @remarks Läs vem som är ersättare för vem, och när.
   */
  @Does('stand-in.read')
  @Get(':id')
  async one(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('id', RecordId) id: string,
  ): Promise<StandInView> {
    return this.queries.one(caller, code, id);
  }

  /**
   * End it early, or before it has begun.
   * @remarks Avsluta ett ersättarskap i förtid eller innan det har börjat.
   */
  @Does('stand-in.revoke')
  @Post(':id/revoke')
  @HttpCode(200)
  async revoke(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('id', RecordId) id: string,
    @Body() _body: ReasonBody,
  ): Promise<StandInView> {
    return this.arrangeStandIn.revoke(caller, code, id);
  }
}
