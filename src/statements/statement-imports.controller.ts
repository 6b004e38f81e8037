import { Body, Controller, HttpCode, Param, Post, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { ImportSeveral } from './import-several.js';
import { ImportFilesQuery, ImportedFilesView } from './statement-imports.dto.js';

@ApiTags('Statements')
@Controller('bodies/:code/statement-imports')
export class StatementImportsController {
  constructor(private readonly importSeveral: ImportSeveral) {}

  /**
   * Import the staff reports of a folder, packed as a ZIP, each into the matter that you handle and whose case number it
   * gives. The answer has a row for each file. What is refused for one file changes nothing in its matter, and the others go
   * on. With `dryRun=true` nothing changes. Files that are not read within two minutes are answered as not reached.
   * @remarks Läs in tjänsteskrivelserna i en mapp, packad som ZIP, var och en i det ärende som du handlägger och vars
   * ärendenummer den anger. Svaret har en rad för varje fil. Det som inte går för en fil ändrar inget i dess ärende, och de
   * andra läses in ändå. Med `dryRun=true` ändras inget. Filer som inte hinner läsas på två minuter redovisas som ej lästa.
   */
  @Post()
  @HttpCode(200)
  @RouteConfig({ archive: true })
  @ApiConsumes('application/zip')
  @ApiBody({
    schema: { type: 'string', format: 'binary' },
    description:
      'A ZIP of at most 50 MiB with at most 100 files: PDF, Word (DOCX), text or e-mail (.eml), each at most 20 MiB and together at most 200 MiB unpacked.',
  })
  async import(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Query() { dryRun = false, versions }: ImportFilesQuery,
    @Body() archive: unknown,
  ): Promise<ImportedFilesView> {
    const given = versions?.split(',').map((version) => (version === '-' ? null : Number(version)));
    return this.importSeveral.import(caller, code, archive, { dryRun, ...(given && { versions: given }) });
  }
}
