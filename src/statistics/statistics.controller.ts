import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { AlsoTable, asksForTable, CurrentExchange, tableFile, type Exchange } from '../lists/write-table.js';
import { ReadStatistics } from './read-statistics.js';
import { StatisticsQuery, StatisticsView } from './statistics.dto.js';
import { figureLines, figuresTable } from './statistics.table.js';

@ApiTags('Statistics')
@Controller('bodies/:code')
export class StatisticsController {
  constructor(private readonly readStatistics: ReadStatistics) {}

  /**
   * Read how a body's consultations of a year went: answered, in time, how long each step took, with what stance.
   * @remarks Läs hur ett organs remisser ett år har gått: hur många som besvarades, om det var i tid, hur lång tid
   * varje steg tog och vad svaren gick ut på.
   */
  @Does('body.read-statistics')
  @Get('statistics')
  @AlsoTable(StatisticsView)
  async statistics(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Query() query: StatisticsQuery,
    @CurrentExchange() exchange: Exchange,
  ): Promise<StatisticsView | StreamableFile> {
    const asTable = asksForTable(exchange, query);
    const view = await this.readStatistics.of(caller, code, query);
    if (!asTable) return view;
    return tableFile(exchange, query, figuresTable(view), figureLines(view, exchange.language));
  }
}
