import { createHash } from 'node:crypto';
import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { isKnown } from '../../http/resource-headers.js';
import { NotFound } from '../../rules/problem.js';
import { ReadCalendar } from './read-calendar.js';

/** For calendar programs, which cannot sign in: whoever has the address reads it. Outside the API. */
@ApiExcludeController()
@Controller('calendar')
export class CalendarController {
  constructor(private readonly readCalendar: ReadCalendar) {}

  @Get(':file')
  async calendar(
    @Param('file') file: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const secret = /^([\w-]{43})\.ics$/.exec(file)?.[1];
    if (secret === undefined) throw new NotFound();
    const calendar = await this.readCalendar.read(secret);
    const etag = `"${createHash('sha256').update(calendar).digest('base64url')}"`;
    void reply.headers({
      ETag: etag,
      'Cache-Control': 'private, max-age=900',
      'Content-Type': 'text/calendar; charset=utf-8',
    });
    if (isKnown(etag, known)) await reply.status(304).send();
    else await reply.send(calendar);
  }
}
