import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { ReadStatistics } from './read-statistics.js';
import { StatisticsQuery, StatisticsView } from './statistics.dto.js';

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
  async statistics(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Query() query: StatisticsQuery,
  ): Promise<StatisticsView> {
    return this.readStatistics.of(caller, code, query);
  }
}
