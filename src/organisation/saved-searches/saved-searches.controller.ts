import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { KeepSavedSearches } from './keep-saved-searches.js';
import { SavedSearchesView, SavedSearchView, SaveSearchBody } from './saved-searches.dto.js';

@ApiTags('Organisation')
@Controller('me/saved-searches')
export class SavedSearchesController {
  constructor(private readonly searches: KeepSavedSearches) {}

  /**
   * List your saved searches. Nobody else sees them.
   * @remarks Lista dina sparade sökningar. Ingen annan ser dem.
   */
  @Get()
  async list(@CurrentCaller() caller: Caller): Promise<SavedSearchesView> {
    return { items: await this.searches.list(caller) };
  }

  /**
   * Save a search, or give the one of that name another address. At most 30.
   * @remarks Spara en sökning, eller ge den med det namnet en annan adress. Högst 30.
   */
  @Post()
  @HttpCode(200)
  async save(@CurrentCaller() caller: Caller, @Body() body: SaveSearchBody): Promise<SavedSearchView> {
    return this.searches.save(caller, body);
  }

  /**
   * Remove one of your saved searches.
   * @remarks Ta bort en av dina sparade sökningar.
   */
  @Delete(':id')
  @HttpCode(204)
  async remove(@CurrentCaller() caller: Caller, @Param('id', RecordId) id: string): Promise<void> {
    return this.searches.remove(caller, id);
  }
}
