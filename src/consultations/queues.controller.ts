import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { QueuesView } from './queues.dto.js';
import { ReadQueues } from './queues.js';

@ApiTags('Consultations')
@Controller('me/queues')
export class QueuesController {
  constructor(private readonly readQueues: ReadQueues) {}

  /**
   * Read what waits for you: a counter for each list that your roles let you empty.
   * @remarks Läs vad som väntar på dig: ett antal för varje lista som dina roller låter dig beta av.
   */
  @Get()
  async queues(@CurrentCaller() caller: Caller): Promise<QueuesView> {
    return this.readQueues.of(caller);
  }
}
