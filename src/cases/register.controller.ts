import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { AlsoTable, answerWithTable, CurrentExchange, type Exchange } from '../http/write-table.js';
import { ReadBodyRegister } from './read-body-register.js';
import { RegisterPage, RegisterQuery } from './register.dto.js';
import { registerTable } from './cases.table.js';

@ApiTags('Cases')
@Controller('bodies/:code')
export class RegisterController {
  constructor(private readonly readRegister: ReadBodyRegister) {}

  /**
   * Read a body's register: every number in it, newest first. What is kept from you is masked, or left out.
   * @remarks Läs ett organs diarium: varje nummer i det, det senaste först. Det du inte får se är maskerat
   * eller utelämnat.
   */
  @Does('body.read-register')
  @Get('register')
  @AlsoTable(RegisterPage)
  async register(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Query() query: RegisterQuery,
    @CurrentExchange() exchange: Exchange,
  ): Promise<RegisterPage | StreamableFile> {
    return answerWithTable(exchange, query, registerTable(code), (page) =>
      this.readRegister.read(caller, code, page),
    );
  }
}
