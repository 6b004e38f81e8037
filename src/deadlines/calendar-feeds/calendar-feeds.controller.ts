import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { PageQuery } from '../../lists/paging.dto.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { CreatedIn } from '../../http/resource-headers.js';
import {
  AddCalendarFeedBody,
  CalendarFeedsPage,
  CalendarFeedView,
  NewCalendarFeedView,
} from './calendar-feeds.dto.js';
import { KeepCalendarFeeds } from './keep-calendar-feeds.js';

@ApiTags('Deadlines')
@Controller('calendar-feeds')
export class CalendarFeedsController {
  constructor(private readonly feeds: KeepCalendarFeeds) {}

  /**
   * List your calendar feeds, and those of the bodies whose administrator you are, newest first.
   * @remarks Lista dina kalenderflöden och de organs där du är systemförvaltare, de senaste först.
   */
  @Get()
  async list(@CurrentCaller() caller: Caller, @Query() query: PageQuery): Promise<CalendarFeedsPage> {
    return this.feeds.list(caller, query);
  }

  /**
   * Make a calendar feed of your own deadlines and meetings, or of a body's. Its address is in this answer only.
   * @remarks Skapa ett kalenderflöde med dina egna eller ett organs tider. Adressen finns bara i det här
   * svaret.
   */
  @Does('calendar-feed.add')
  @Post()
  @CreatedIn('calendar-feeds')
  async add(
    @CurrentCaller() caller: Caller,
    @Body() body: AddCalendarFeedBody,
  ): Promise<NewCalendarFeedView> {
    return this.feeds.add(caller, body);
  }

  /**
   * Read a calendar feed: who reads it, and since when.
   * @remarks Läs om ett kalenderflöde: vem som läser det, och sedan när.
   */
  @Get(':id')
  async one(@CurrentCaller() caller: Caller, @Param('id', RecordId) id: string): Promise<CalendarFeedView> {
    return this.feeds.one(caller, id);
  }

  /**
   * Revoke a calendar feed: its address answers nobody any more.
   * @remarks Återkalla ett kalenderflöde: adressen svarar ingen mer.
   */
  @Does('calendar-feed.revoke')
  @Delete(':id')
  @HttpCode(204)
  async revoke(@CurrentCaller() caller: Caller, @Param('id', RecordId) id: string): Promise<void> {
    return this.feeds.revoke(caller, id);
  }
}
