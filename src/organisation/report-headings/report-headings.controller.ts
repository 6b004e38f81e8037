import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { KeepReportHeadings } from './keep-report-headings.js';
import { ReportHeadingsBody, ReportHeadingsView } from './report-headings.dto.js';

@ApiTags('Papers')
@Controller('bodies/:code/report-headings')
export class ReportHeadingsController {
  constructor(private readonly headings: KeepReportHeadings) {}

  /**
   * Read which headings of its own staff reports a body has taught the import.
   * @remarks Läs vilka rubriker i egna tjänsteskrivelser som ett organ har lärt inläsningen.
   */
  @Get()
  async reportHeadings(@Param('code') code: string): Promise<ReportHeadingsView> {
    return this.headings.one(code);
  }

  /**
   * Set which headings of its own staff reports the import knows for a body, and for the bodies whose register it keeps.
   * A heading that is set is certain; those that are known for all are still known.
   * @remarks Bestäm vilka rubriker i egna tjänsteskrivelser som inläsningen känner igen hos ett organ, och hos de organ vars
   * diarium det för. En rubrik som är angiven är säker, och de som är kända för alla är det fortfarande.
   */
  @Does('body.set-report-headings')
  @Put()
  async setReportHeadings(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Body() body: ReportHeadingsBody,
  ): Promise<ReportHeadingsView> {
    return this.headings.replace(caller, code, body);
  }
}
