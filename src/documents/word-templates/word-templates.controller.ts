import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { MEDIA_TYPE } from '../../papers/formats.js';
import { KeepWordTemplates } from './keep-word-templates.js';
import { WordTemplateView } from './word-templates.dto.js';

@ApiTags('Papers')
@Controller('bodies/:code/word-templates/:kind')
export class WordTemplatesController {
  constructor(private readonly templates: KeepWordTemplates) {}

  /**
   * Read which Word template a body uses for a kind of its papers, and which it has used.
   * @remarks Läs vilken Word-mall ett organ använder för ett slags handling, och vilka det har använt.
   */
  @Get()
  async template(@Param('code') code: string, @Param('kind') kind: string): Promise<WordTemplateView> {
    return this.templates.one(code, kind);
  }

  /**
   * Take a Word template into use for a kind of a body’s papers. It is checked first, and everything that is wrong with it
   * is told at once; what may stand in it is in docs/papers.md.
   * @remarks Ta en Word-mall i bruk för ett slags handling hos ett organ. Den kontrolleras först, och allt som är fel sägs på
   * en gång; vad som kan stå i den finns i docs/papers.md.
   */
  @Does('body.set-word-template')
  @Put()
  @RouteConfig({ papers: true })
  @ApiConsumes(MEDIA_TYPE.docx)
  @ApiBody({
    schema: { type: 'string' },
    description: 'A Word file (DOCX) without macros, of at most 2 MiB.',
  })
  async put(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('kind') kind: string,
    @Body() file: unknown,
  ): Promise<WordTemplateView> {
    return this.templates.put(caller, code, kind, file);
  }

  /**
   * Use no Word template any more; such papers are as Yttra writes them again.
   * @remarks Sluta använda Word-mallen; handlingarna ser ut som Yttra skriver dem igen.
   */
  @Does('body.remove-word-template')
  @Delete()
  @HttpCode(204)
  async remove(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('kind') kind: string,
  ): Promise<void> {
    return this.templates.remove(caller, code, kind);
  }
}
