import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { sendPage } from '../../http/send-page.js';
import { demoMailPage } from './demo-mail-page.js';
import { DemoMailbox } from './demo-mailbox.js';

/** The mail of the demo, for people; only part of the service in demo mode, and outside the API. */
@ApiExcludeController()
@Controller('demo/mail')
export class DemoMailController {
  constructor(private readonly mailbox: DemoMailbox) {}

  @Get()
  async page(@Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, 200, demoMailPage(this.mailbox.mails));
  }
}
