import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { AnswerWithPaper } from '../http/paper-jobs/answer-with-paper.js';
import type { PaperJobView } from '../http/paper-jobs/paper-job.dto.js';
import { AlsoTable, answerWithTable, CurrentExchange, type Exchange } from '../lists/write-table.js';
import { ReadBodyRegister } from './read-body-register.js';
import { RegisterListQuery, RegisterPage, RegisterQuery } from './register.dto.js';
import { registerTable } from './cases.table.js';
import { WriteRegisterList } from './write-register-list.js';

@ApiTags('Cases')
@Controller('bodies/:code')
export class RegisterController {
  constructor(
    private readonly readRegister: ReadBodyRegister,
    private readonly registerList: WriteRegisterList,
    private readonly papers: AnswerWithPaper,
  ) {}

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

  /**
   * Read the list of a body's register (`register-list`) as PDF/A, for Word, as page or plain text: what the register shows you,
   * newest first, of a period or of what is looked for. At most 1000 numbers.
   * @remarks Hämta organets diarieförteckning (`register-list`) som PDF/A, för Word, som sida eller ren text: det som diariet
   * visar dig, det senaste först, för en period eller för det du söker. Högst 1000 nummer.
   */
  @Does('body.read-register')
  @Get('papers/register-list')
  @RouteConfig({ anyType: true })
  async list(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Query() query: RegisterListQuery,
    @CurrentExchange() exchange: Exchange,
  ): Promise<StreamableFile | PaperJobView | undefined> {
    const paper = await this.registerList.paper(caller, code, query);
    const { from, to, q, format } = query;
    return this.papers.answer(exchange, paper, {
      paper: { of: 'registers', body: code, from, to },
      format,
      words: q,
    });
  }
}
