import { Controller, Get, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../http/current-caller.js';
import { inboxPage } from './inbox-page.js';
import { ReadInbox } from './read-inbox.js';
import { Readers } from './readers.js';
import { ReplySteps } from './reply-steps.js';
import { sendStaffPage } from './send-staff-page.js';

/** What the reader has to do. */
@ApiExcludeController()
@Controller('inkorg')
export class InboxController {
  constructor(
    private readonly readers: Readers,
    private readonly readInbox: ReadInbox,
    private readonly replySteps: ReplySteps,
  ) {}

  @Get()
  @RouteConfig({ page: true })
  async inbox(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const inbox = await this.readInbox.of(callerOf(request));
    const page = inboxPage(this.readers.of(request), inbox, this.replySteps.page);
    await sendStaffPage(reply, 200, page);
  }
}
