import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { API_BASE } from '../../http/api-base.js';
import { PersonView } from '../people.dto.js';
import { AppointFirstAdministrator } from './appoint-first-administrator.js';
import { FirstAdministratorBody } from './first-administrator.dto.js';

@ApiTags('Organisation')
@Controller('first-administrator')
export class FirstAdministratorController {
  constructor(private readonly appointFirstAdministrator: AppointFirstAdministrator) {}

  /**
   * Become the first administrator, with the code that the service gave whoever started it. Open; works once.
   * @remarks Bli den första systemförvaltaren, med koden som tjänsten lämnade till driften. Öppet; går en
   * gång.
   */
  @Post()
  @RouteConfig({ open: true })
  async appoint(
    @Body() body: FirstAdministratorBody,
    @Req() { id }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonView> {
    const person = await this.appointFirstAdministrator.appoint(body, id);
    void reply.header('Location', `${API_BASE}/bodies/${body.body.code}/people/${person.username}`);
    return person;
  }
}
