import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { CurrentCaller } from '../http/current-caller.js';
import { QueueView } from './queues.dto.js';
import { ReadQueues } from './queues.js';

@ApiTags('Consultations')
@Controller('me/queues')
export class QueuesController {
  constructor(private readonly readQueues: ReadQueues) {}

  /**
   * Read what waits for you: a counter for each list that your roles let you empty, in the order of the story, what you do
   * for each body before what you wait for.
   * @remarks Läs vad som väntar på dig: ett antal för varje lista som dina roller låter dig beta av, i ärendets gång, det
   * du gör för varje organ före det du väntar på.
   */
  @Get()
  async queues(@CurrentCaller() caller: Caller): Promise<QueueView[]> {
    const queues = await this.readQueues.of(caller);
    return queues.map(({ total: count, totalIsAtLeast: countIsAtLeast, ...queue }) => ({
      ...queue,
      count,
      ...(countIsAtLeast && { countIsAtLeast }),
    }));
  }
}
