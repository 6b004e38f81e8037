import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConsultationView } from '../consultations/consultations.dto.js';
import { Caller } from '../changes/caller.js';
import { ExplainQuery } from '../http/actions.dto.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { PageQuery } from '../lists/paging.dto.js';
import { RecordId } from '../http/record-id.pipe.js';
import { RecordNumber } from '../http/record-number.pipe.js';
import { AnswerWithPaper } from '../http/paper-jobs/answer-with-paper.js';
import type { PaperJobView } from '../http/paper-jobs/paper-job.dto.js';
import { WriteBody } from '../http/write.dto.js';
import { MEDIA_TYPE } from '../papers/formats.js';
import { AssignOfficer } from './assign-officer.js';
import { DismissImportWarnings } from './dismiss-import-warnings.js';
import { ImportStatement } from './import-statement.js';
import { ReadComparison } from './read-comparison.js';
import { ReviewStatement } from './review-statement.js';
import { SaveStatement } from './save-statement.js';
import { ReturnDraftBody, SaveStatementBody, StatementView } from './statements.dto.js';
import { AssignOfficerBody } from './assigning.dto.js';
import { ImportQuery, ImportedStatementView } from './imported-statement.dto.js';
import { StatementDiffView, ComparisonQuery, DiffQuery, StatementVersionsPage } from './versions.dto.js';
import { StatementsQueries } from './statements.queries.js';

@ApiTags('Statements')
@Controller('consultations/:id')
export class StatementsController {
  constructor(
    private readonly queries: StatementsQueries,
    private readonly assignOfficer: AssignOfficer,
    private readonly saveStatement: SaveStatement,
    private readonly importStatement: ImportStatement,
    private readonly dismissWarnings: DismissImportWarnings,
    private readonly reviewStatement: ReviewStatement,
    private readonly readComparison: ReadComparison,
    private readonly papers: AnswerWithPaper,
  ) {}

  /**
   * Assign a case officer. From now on there is a statement to write.
   * @remarks Utse handläggare. Från och med nu finns det ett yttrande att skriva.
   */
  @Does('consultation.assign')
  @Post('assign')
  @HttpCode(200)
  async assign(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: AssignOfficerBody,
  ): Promise<ConsultationView> {
    return this.assignOfficer.assign(caller, id, body);
  }

  /**
   * Read the statement: the consultee its latest version, the issuer what was dispatched.
   * @remarks Läs yttrandet: remissinstansen den senaste versionen, den som remitterar det som expedierats.
   */
  @Get('statement')
  async latest(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() { explain }: ExplainQuery,
  ): Promise<StatementView> {
    return this.queries.latest(caller, id, explain);
  }

  /**
   * Save the statement, all of it. Every save is a new version.
   * @remarks Spara yttrandet, hela. Varje gång blir det en ny version.
   */
  @Does('statement.save')
  @Put('statement')
  async save(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: SaveStatementBody,
  ): Promise<StatementView> {
    return this.saveStatement.save(caller, id, body);
  }

  /**
   * Import a staff report, a letter, minutes or a chair's decision as text, PDF or Word file. What is found becomes a new
   * version; nothing of it is dropped. The file itself is not kept. With `dryRun=true` nothing changes, and no `If-Match`
   * is needed.
   * @remarks Läs in en tjänsteskrivelse, ett brev, ett protokoll eller ett ordförandebeslut som text, PDF eller Word-fil.
   * Det som hittas blir en ny version, och inget går förlorat. Själva filen sparas inte. Med `dryRun=true` ändras inget,
   * och då behövs ingen `If-Match`.
   */
  @Does('statement.import')
  @Post('statement/import')
  @HttpCode(200)
  @RouteConfig({ text: true, papers: true, tagged: 'statement' })
  @ApiConsumes('text/plain', MEDIA_TYPE.pdf, MEDIA_TYPE.docx)
  @ApiBody({
    schema: { type: 'string' },
    description:
      'The report: a text in UTF-8, UTF-16 or Windows-1252 of at most 1 MiB, or a PDF with a text layer or a Word file (DOCX) of at most 20 MiB.',
  })
  async import(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() { dryRun, report: chosen }: ImportQuery,
    @Body() report: unknown,
  ): Promise<ImportedStatementView> {
    return dryRun
      ? (await this.importStatement.propose(caller, id, report, chosen)).view
      : this.importStatement.import(caller, id, report, chosen);
  }

  /**
   * Tick off what the import warned of that made the latest version.
   * @remarks Bocka av det som inläsningen varnade för när den senaste versionen blev till.
   */
  @Delete('statement/import-warnings')
  @HttpCode(204)
  @RouteConfig({ tagged: 'statement' })
  async dismissImportWarnings(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
  ): Promise<void> {
    return this.dismissWarnings.dismiss(caller, id);
  }

  /**
   * List the versions, newest first.
   * @remarks Lista versionerna, den senaste först.
   */
  @Get('statement/versions')
  async versions(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Query() query: PageQuery,
  ): Promise<StatementVersionsPage> {
    return this.queries.versions(caller, id, query);
  }

  /**
   * Read one version.
   * @remarks Läs en version.
   */
  @Get('statement/versions/:version')
  async version(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Param('version', RecordNumber) version: number,
  ): Promise<StatementView> {
    return this.queries.version(caller, id, version);
  }

  /**
   * Compare a version with an earlier one, word by word.
   * @remarks Jämför en version med en tidigare, ord för ord.
   */
  @Get('statement/versions/:version/diff')
  async diff(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Param('version', RecordNumber) version: number,
    @Query() { against }: DiffQuery,
  ): Promise<StatementDiffView> {
    return this.queries.diff(caller, id, version, against);
  }

  /**
   * Read a version with what has changed since an earlier one marked in it: as PDF/A, for Word with its own tracked changes,
   * as page or plain text.
   * @remarks Hämta en version där det som ändrats sedan en tidigare är markerat: som PDF/A, för Word med spårade ändringar, som
   * sida eller ren text.
   */
  @Get('statement/versions/:version/comparison')
  @RouteConfig({ anyType: true })
  async comparison(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Param('version', RecordNumber) version: number,
    @Query() { against, format }: ComparisonQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | PaperJobView | undefined> {
    const paper = await this.readComparison.paper(caller, id, version, against);
    return this.papers.answer({ request, reply }, paper, {
      paper: { of: 'comparisons', id, version, against },
      format,
    });
  }

  /**
   * Submit the draft to the manager.
   * @remarks Lämna utkastet till chefen för granskning.
   */
  @Does('consultation.submit')
  @Post('submit')
  @HttpCode(200)
  async submit(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<ConsultationView> {
    return this.reviewStatement.submit(caller, id);
  }

  /**
   * Return the draft to its officer, with a comment.
   * @remarks Skicka tillbaka utkastet till handläggaren med en kommentar.
   */
  @Does('consultation.return')
  @Post('return')
  @HttpCode(200)
  async return(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() { comment }: ReturnDraftBody,
  ): Promise<ConsultationView> {
    return this.reviewStatement.return(caller, id, comment);
  }

  /**
   * Approve the draft.
   * @remarks Godkänn utkastet.
   */
  @Does('consultation.approve')
  @Post('approve')
  @HttpCode(200)
  async approve(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: WriteBody,
  ): Promise<ConsultationView> {
    return this.reviewStatement.approve(caller, id);
  }
}
