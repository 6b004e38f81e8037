import { Controller, Get, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../http/current-caller.js';
import { inboxPage } from './inbox-page.js';
import { meetingsPath } from './meeting-address.js';
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
    const reader = this.readers.of(request);
    const { staffOf, readerOf } = reader.actor;
    // The elected have no queues: what they come for is what their board meets about.
    if (staffOf.length === 0 && readerOf.length > 0)
      return void (await reply.redirect(meetingsPath(readerOf[0]!), 303));
    const inbox = await this.readInbox.of(callerOf(request));
    const page = inboxPage(reader, inbox, this.replySteps.page);
    await sendStaffPage(reply, 200, page);
  }
}
