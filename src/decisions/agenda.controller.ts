import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { AgendaView } from './agenda.dto.js';
import { OrderAgendaBody } from './decisions.dto.js';
import { OrderAgenda } from './order-agenda.js';
import { ReadAgenda } from './read-agenda.js';

@ApiTags('Decisions')
@Controller('bodies/:code/meetings/:id')
export class AgendaController {
  constructor(
    private readonly readAgenda: ReadAgenda,
    private readonly orderAgenda: OrderAgenda,
  ) {}

  /**
   * Read a meeting with its agenda. It is named by its id, or by its day where that names one.
   * @remarks Läs ett sammanträde med dess föredragningslista. Det anges med sitt id, eller med dagen när den räcker.
   */
  @Get()
  async meeting(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('id') id: string,
  ): Promise<AgendaView> {
    return this.readAgenda.read(caller, code, id);
  }

  /**
   * Put the matters of the agenda in order.
   * @remarks Ordna ärendena på föredragningslistan.
   */
  @Does('meeting.order-agenda')
  @Put('agenda')
  async order(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('id') id: string,
    @Body() { consultations }: OrderAgendaBody,
  ): Promise<AgendaView> {
    return this.orderAgenda.order(caller, code, id, consultations);
  }
}
