import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { PageQuery } from '../../lists/paging.dto.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { DeadlinesQueries } from '../deadlines.queries.js';
import { KeepReminderSettings } from './keep-reminder-settings.js';
import { ReadDigest } from './read-digest.js';
import {
  DigestLinesPage,
  MuteRemindersBody,
  RemindersAheadView,
  ReminderSettingsBody,
  ReminderSettingsView,
  RemindersPage,
  SnoozeRemindersBody,
  UnmuteRemindersBody,
} from './reminders.dto.js';
import { SilenceReminders } from './silence-reminders.js';

@ApiTags('Deadlines')
@Controller()
export class RemindersController {
  constructor(
    private readonly queries: DeadlinesQueries,
    private readonly silenceReminders: SilenceReminders,
    private readonly readDigest: ReadDigest,
    private readonly settings: KeepReminderSettings,
  ) {}

  /**
   * List the reminders of a consultation: what was said, what comes next, and what you have muted.
   * @remarks Lista påminnelserna: vad som sagts, vad som kommer härnäst och vad du har tystat.
   */
  @Get('consultations/:id/reminders')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: PageQuery,
  ): Promise<RemindersPage> {
    return this.queries.reminders(caller, id, query);
  }

  /**
   * Hear no more about a consultation. Others are reminded as before.
   * @remarks Hör inget mer om det här. Andra påminns som förut.
   */
  @Does('consultation.mute-reminders')
  @Post('consultations/:id/reminders/mute')
  @HttpCode(200)
  async mute(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: MuteRemindersBody,
  ): Promise<RemindersAheadView> {
    return this.silenceReminders.silence(caller, id, 'mute', body);
  }

  /**
   * Hear nothing about a consultation before a day. Others are reminded as before.
   * @remarks Hör inget om det här före en viss dag. Andra påminns som förut.
   */
  @Does('consultation.snooze-reminders')
  @Post('consultations/:id/reminders/snooze')
  @HttpCode(200)
  async snooze(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: SnoozeRemindersBody,
  ): Promise<RemindersAheadView> {
    return this.silenceReminders.silence(caller, id, 'snooze', body);
  }

  /**
   * Hear about a consultation again.
   * @remarks Hör om det här igen.
   */
  @Does('consultation.unmute-reminders')
  @Post('consultations/:id/reminders/unmute')
  @HttpCode(200)
  async unmute(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: UnmuteRemindersBody,
  ): Promise<RemindersAheadView> {
    return this.silenceReminders.silence(caller, id, 'unmute', body);
  }

  /**
   * List the lines of a reminder in the inbox, earliest date first.
   * @remarks Lista raderna i en påminnelse i inkorgen, den med tidigast dag först.
   */
  @Get('inbox/:id/reminders')
  async lines(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: PageQuery,
  ): Promise<DigestLinesPage> {
    return this.readDigest.lines(caller, id, query);
  }

  /**
   * Read how reminders are said in a body.
   * @remarks Läs hur påminnelser sägs i ett organ.
   */
  @Get('bodies/:code/reminder-settings')
  async readSettings(@Param('code') code: string): Promise<ReminderSettingsView> {
    return this.settings.one(code);
  }

  /**
   * Set how reminders are said in a body; a kind that is left out is as the default.
   * @remarks Bestäm hur påminnelser sägs i ett organ; ett slag som utelämnas är som standard.
   */
  @Does('body.set-reminders')
  @Put('bodies/:code/reminder-settings')
  async replaceSettings(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Body() body: ReminderSettingsBody,
  ): Promise<ReminderSettingsView> {
    return this.settings.replace(caller, code, body);
  }
}
