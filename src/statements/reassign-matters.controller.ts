import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { ReassignMatters } from './reassign-matters.js';
import { ReassignedView, ReassignBody } from './assigning.dto.js';

@ApiTags('Organisation')
@Controller('bodies/:code/people/:username')
export class ReassignMattersController {
  constructor(private readonly reassignMatters: ReassignMatters) {}

  /**
   * Give what a person handles in a body to others, all in one step: to one officer, or to somebody for each matter.
   * `GET /consultations?consultee={code}&officer={username}` lists what it is.
   * @remarks Lämna över det en person handlägger i ett organ till andra, allt i ett steg: till en handläggare, eller till någon för varje ärende. `GET /consultations?consultee={code}&officer={username}` visar vad det är.
   */
  @Does('person.reassign')
  @Post('reassign')
  @HttpCode(200)
  async reassign(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('username') username: string,
    @Body() body: ReassignBody,
  ): Promise<ReassignedView> {
    return this.reassignMatters.reassign(caller, code, username, body);
  }
}
