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
   * Set the shape of a kind of paper in a body. A paper that was written before keeps the shape it had then.
   * @remarks Bestäm hur ett slags handling ser ut hos ett organ. En handling som skrevs tidigare ser ut som den gjorde då.
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
