import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { ConsultationPlanView } from './plan.dto.js';
import { ReadPlan } from './read-plan.js';

@ApiTags('Deadlines')
@Controller()
export class PlanController {
  constructor(private readonly readPlan: ReadPlan) {}

  /**
   * Read the plan of a consultation: by which days each step must be taken, and whether the reply can be in time.
   * @remarks Läs planen: vilken dag varje steg senast ska tas, och om svaret kan komma i tid.
   */
  @Get('consultations/:id/plan')
  async plan(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
  ): Promise<ConsultationPlanView> {
    return this.readPlan.plan(caller, id);
  }
}
