import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { SearchQuery, SearchView } from './search.dto.js';
import { Search } from './search.js';

@ApiTags('Consultations')
@Controller('search')
export class SearchController {
  constructor(private readonly search: Search) {}

  /**
   * Look for a number, words or a name in consultations, cases, bodies and officers at once.
   * @remarks Sök ett nummer, ord eller ett namn bland remissvar, ärenden, organ och handläggare på en gång.
   */
  @Get()
  async find(@CurrentCaller() caller: Caller, @Query() { q }: SearchQuery): Promise<SearchView> {
    return this.search.find(caller, q);
  }
}
