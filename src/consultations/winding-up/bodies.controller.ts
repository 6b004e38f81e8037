import { Body, Controller, Param, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { BodyView, EditBodyBody } from '../../organisation/bodies.dto.js';
import { WindUpBody } from './wind-up-body.js';

@ApiTags('Organisation')
@Controller('bodies/:code')
export class BodiesController {
  constructor(private readonly windUpBody: WindUpBody) {}

  /**
   * Change a body. One that is wound up (`active: false`) hands all its open matters over to its `successor`, whose staff
   * also read its register; without a successor it is refused while anything is open.
   * @remarks Ändra ett organ. Ett organ som avvecklas (`active: false`) lämnar över alla öppna ärenden till sin efterträdare (`successor`), vars personal också läser dess diarium; utan efterträdare går det inte medan något är öppet.
   */
  @Does('body.manage')
  @Patch()
  async edit(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Body() body: EditBodyBody,
  ): Promise<BodyView> {
    return this.windUpBody.edit(caller, code, body);
  }
}
