import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { MovePerson } from './move-person.js';
import { MovePersonBody, PersonView } from './people.dto.js';

@ApiTags('Organisation')
@Controller('people/:username')
export class PeopleController {
  constructor(private readonly movePerson: MovePerson) {}

  /**
   * Move a person to another body: their roles in the one are taken away, and others given in the other.
   * @remarks Flytta en person till ett annat organ: rollerna i det ena tas bort och nya ges i det andra.
   */
  @Does('person.move')
  @Post('move')
  @HttpCode(200)
  async move(
    @CurrentCaller() caller: Caller,
    @Param('username') username: string,
    @Body() body: MovePersonBody,
  ): Promise<PersonView> {
    return this.movePerson.move(caller, username, body);
  }
}
