import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { ConsultationPlanView, ConsulteePlansView } from './plan.dto.js';
import { ReadPlan } from './read-plan.js';
import { ReadPlans } from './read-plans.js';

@ApiTags('Deadlines')
@Controller()
export class PlanController {
  constructor(
    private readonly readPlan: ReadPlan,
    private readonly readPlans: ReadPlans,
  ) {}

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

  /**
   * Read how far each consultee of a referral has come and whether it can answer in time; for the issuer's staff. All
   * at once: a referral has at most 500 consultees.
   * @remarks Läs hur långt varje remissinstans har kommit och om den hinner svara; för remittentens personal.
   */
  @Does('referral.compile')
  @Get('referrals/:id/plans')
  async plans(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
  ): Promise<ConsulteePlansView> {
    return this.readPlans.of(caller, id);
  }
}
