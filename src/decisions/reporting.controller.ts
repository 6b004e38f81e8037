import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { ConsultationView } from '../consultations/consultations.dto.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { PageQuery } from '../lists/paging.dto.js';
import { RecordId } from '../http/record-id.pipe.js';
import { DecisionsToReport } from './decisions-to-report.js';
import { DecisionsToReportPage, ReportBody } from './reporting.dto.js';
import { ReportDecision } from './report-decision.js';

@ApiTags('Decisions')
@Controller()
export class ReportingController {
  constructor(
    private readonly decisionsToReport: DecisionsToReport,
    private readonly reportDecision: ReportDecision,
  ) {}

  /**
   * List the decisions that were taken for a board and that it is to be told of: its chair's in urgent cases at its next
   * meeting (KL 6:39), those by delegation or by a committee as the board has decided (KL 6:40, 7:8; `reportedRoutes` of
   * the body). Each leaves the list when a meeting is noted. Whoever took over from a body that was wound up finds those
   * of that here too.
   * @remarks Lista de beslut som fattats för en nämnd och ska anmälas till den: ordförandens i brådskande fall vid nästa sammanträde (6 kap. 39 § kommunallagen), de på delegation och av utskott som nämnden har bestämt (6 kap. 40 §, 7 kap. 8 § kommunallagen). Vart och ett lämnar listan när sammanträdet är noterat. Den som tog över efter ett avvecklat organ har även det organets beslut här.
   */
  @Does('body.read-register')
  @Get('bodies/:code/decisions-to-report')
  async list(
    @CurrentCaller() caller: Caller,
    @Param('code') code: string,
    @Query() query: PageQuery,
  ): Promise<DecisionsToReportPage> {
    return this.decisionsToReport.list(caller, code, query);
  }

  /**
   * Note the meeting at which the board was told of a decision that was taken for it.
   * @remarks Notera sammanträdet där beslutet anmäldes till nämnden.
   */
  @Does('consultation.report-to-board')
  @Post('consultations/:id/report-to-board')
  @HttpCode(200)
  async report(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: ReportBody,
  ): Promise<ConsultationView> {
    return this.reportDecision.report(caller, id, body);
  }
}
