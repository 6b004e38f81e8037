import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { RecordId } from '../http/record-id.pipe.js';
import { WorkingCopies } from './working-copies.js';
import { WorkingCopyBody, WorkingCopyView } from './working-copy.dto.js';

@ApiTags('Statements')
@Controller('consultations/:id/statement/working-copy')
export class WorkingCopiesController {
  constructor(private readonly workingCopies: WorkingCopies) {}

  /**
   * Read what you have written and not yet saved as a version. Nobody else sees it.
   * @remarks Läs det du har skrivit och inte sparat som version. Ingen annan ser det.
   */
  @Get()
  async read(@CurrentCaller() caller: Caller, @Param('id', RecordId) id: string): Promise<WorkingCopyView> {
    return this.workingCopies.read(caller, id);
  }

  /**
   * Keep what you have written so far, without making a version of it. `If-Match` names the copy that you kept before, `"0"`
   * that there is none. It is gone once you save the statement with the same text; otherwise throw it away yourself.
   * @remarks Behåll det du har skrivit hittills, utan att det blir en version. `If-Match` anger den kopia du behöll förut, `"0"`
   * att det inte finns någon. Den är borta när du sparar yttrandet med samma text; annars kastar du den själv.
   */
  @Put()
  async keep(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: WorkingCopyBody,
  ): Promise<WorkingCopyView> {
    return this.workingCopies.keep(caller, id, body);
  }

  /**
   * Throw away what you have written and not saved.
   * @remarks Kasta det du har skrivit och inte sparat.
   */
  @Delete()
  @HttpCode(204)
  async remove(@CurrentCaller() caller: Caller, @Param('id', RecordId) id: string): Promise<void> {
    return this.workingCopies.remove(caller, id);
  }
}
