import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { RecordId } from '../http/record-id.pipe.js';
import { WriteBody } from '../http/write.dto.js';
import { InboxItemView, InboxPage, InboxQuery } from './deliveries.dto.js';
import { Inbox } from './inbox.js';

@ApiTags('Inbox')
@Controller('inbox')
export class InboxController {
  constructor(private readonly inbox: Inbox) {}

  /**
   * List what has come to your bodies, newest first.
   * @remarks Lista det som kommit till dina organ, det senaste först.
   */
  @Get()
  async list(@CurrentCaller() caller: Caller, @Query() query: InboxQuery): Promise<InboxPage> {
    return this.inbox.list(caller, query);
  }

  /**
   * Read an item.
   * @remarks Läs en post i inkorgen.
   */
  @Get(':id')
  async one(@CurrentCaller() caller: Caller, @Param('id', RecordId) id: string): Promise<InboxItemView> {
    return this.inbox.one(caller, id);
  }

  /**
   * Mark an item as read, for the whole body.
   * @remarks Markera en post som läst, för hela organet.
   */
  @Does('inbox.read')
  @Post(':id/read')
  @HttpCode(200)
  async read(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<InboxItemView> {
    return this.inbox.read(caller, id);
  }
}
