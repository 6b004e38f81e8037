import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { PageQuery } from '../../lists/paging.dto.js';
import { ListedIn } from '../../http/resource-headers.js';
import { DisposeDocuments } from './dispose-documents.js';
import { KeepRetentionRules } from './keep-retention-rules.js';
import {
  DisposeBody,
  DisposedView,
  DueDocumentsPage,
  RetentionRuleBody,
  RetentionRulesPage,
  RetentionRuleView,
} from './retention.dto.js';

@ApiTags('Archive')
@Controller('bodies/:code')
export class RetentionController {
  constructor(
    private readonly rules: KeepRetentionRules,
    private readonly disposing: DisposeDocuments,
  ) {}

  /**
   * List what a body has decided to dispose of. A kind of document that is not there is kept.
   * @remarks Lista vad ett organ har beslutat att gallra. En handlingstyp som inte står där bevaras.
   */
  @Does('body.read-retention')
  @Get('retention-rules')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Query() query: PageQuery,
  ): Promise<RetentionRulesPage> {
    return this.rules.list(caller, code, query);
  }

  /**
   * Enter a decision to dispose of a kind of document. Nothing is disposed of by that.
   * @remarks Lägg in ett gallringsbeslut för en handlingstyp. Inget gallras av det.
   */
  @Does('body.set-retention')
  @Post('retention-rules')
  @ListedIn('bodies/:code/retention-rules')
  async add(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Body() body: RetentionRuleBody,
  ): Promise<RetentionRuleView> {
    return this.rules.add(caller, code, body);
  }

  /**
   * Remove a decision to dispose: from then on that kind of document is kept.
   * @remarks Ta bort ett gallringsbeslut: från och med då bevaras handlingstypen.
   */
  @Does('body.set-retention')
  @Delete('retention-rules/:kind')
  @HttpCode(204)
  async remove(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Param('kind') kind: string,
  ): Promise<void> {
    return this.rules.remove(caller, code, kind);
  }

  /**
   * List the documents that may be disposed of now, those that were entered first before the others.
   * @remarks Lista de handlingar som får gallras nu, de som lades in först före de andra.
   */
  @Does('body.read-retention')
  @Get('due-disposals')
  async due(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Query() query: PageQuery,
  ): Promise<DueDocumentsPage> {
    return this.disposing.due(caller, code, query);
  }

  /**
   * Dispose of documents that are due, for good: their files are deleted, and what they were called and their checksums
   * stay. All of those named, or none.
   * @remarks Gallra handlingar som får gallras, för gott: filerna raderas, och vad de hette och deras kontrollsummor står
   * kvar. Alla som anges, eller ingen.
   */
  @Does('body.dispose')
  @Post('disposals')
  @HttpCode(200)
  async dispose(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Body() body: DisposeBody,
  ): Promise<DisposedView> {
    return this.disposing.dispose(caller, code, body);
  }
}
