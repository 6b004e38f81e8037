import { Body, Controller, Get, Param, Put, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { AnswerWithPaper } from '../http/paper-jobs/answer-with-paper.js';
import type { PaperJobView } from '../http/paper-jobs/paper-job.dto.js';
import { PaperQuery } from '../http/paper.dto.js';
import { NotFound } from '../rules/problem.js';
import { AgendaView } from './agenda.dto.js';
import { OrderAgendaBody } from './scheduling.dto.js';
import { OrderAgenda } from './order-agenda.js';
import { ReadAgenda } from './read-agenda.js';

@ApiTags('Decisions')
@Controller('bodies/:code/meetings/:id')
export class AgendaController {
  constructor(
    private readonly readAgenda: ReadAgenda,
    private readonly orderAgenda: OrderAgenda,
    private readonly papers: AnswerWithPaper,
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
   * Read the paper of a meeting, its `agenda`, as PDF/A, for Word, as page or plain text. The matters stand in it for the body’s own
   * staff.
   * @remarks Hämta sammanträdets föredragningslista (`agenda`) som PDF/A, för Word, som sida eller ren text. Ärendena står i
   * den för organets egen personal.
   */
  @Get('papers/:kind')
  @RouteConfig({ anyType: true })
  async paper(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('id') id: string,
    @Param('kind') kind: string,
    @Query() { format: asked }: PaperQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | PaperJobView | undefined> {
    if (kind !== 'agenda') throw new NotFound();
    const agenda = await this.readAgenda.paper(caller, code, id);
    return this.papers.answer({ request, reply }, agenda, {
      paper: { of: 'meetings', body: code, id },
      format: asked,
    });
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
