import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { KeepPaperForms } from './keep-paper-forms.js';
import { PaperFormBody, PaperFormView } from './paper-forms.dto.js';

@ApiTags('Papers')
@Controller('bodies/:code/paper-forms/:kind')
export class PaperFormsController {
  constructor(private readonly forms: KeepPaperForms) {}

  /**
   * Read the shape of a kind of paper in a body: `staff-report`, `statement`, `minutes-extract`, `referral-letter`,
   * `covering-message`, `receipt`, `agenda` or `compilation`.
   * @remarks Läs hur ett slags handling ser ut hos ett organ: `staff-report`, `statement`, `minutes-extract`,
   * `referral-letter`, `covering-message`, `receipt`, `agenda` eller `compilation`.
   */
  @Get()
  async form(@Param('code') code: string, @Param('kind') kind: string): Promise<PaperFormView> {
    return this.forms.one(code, kind);
  }

  /**
   * Set the shape of a kind of paper in a body. What was dispatched is kept as it was written.
   * @remarks Bestäm hur ett slags handling ser ut hos ett organ. Det som har expedierats förblir som det skrevs.
   */
  @Does('body.set-paper-form')
  @Put()
  async replace(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('kind') kind: string,
    @Body() body: PaperFormBody,
  ): Promise<PaperFormView> {
    return this.forms.replace(caller, code, kind, body);
  }
}
