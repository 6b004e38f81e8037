import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Caller } from '../changes/caller.js';
import { ConsultationView } from '../consultations/consultations.dto.js';
import { CurrentCaller } from '../http/current-caller.js';
import { Does } from '../http/does.js';
import { PageQuery } from '../http/paging.dto.js';
import { RecordId } from '../http/record-id.pipe.js';
import { DecisionsToReport } from './decisions-to-report.js';
import { DecisionsToReportPage, ReportBody } from './decisions.dto.js';
import { ReportDecision } from './report-decision.js';

@ApiTags('Decisions')
@Controller()
export class ReportingController {
  constructor(
    private readonly decisionsToReport: DecisionsToReport,
    private readonly reportDecision: ReportDecision,
  ) {}

  /**
   * List the decisions that were taken for a board and that it has to be told of at its next meeting (KL 6:39–40): by
   * delegation, by a committee, by its chair. Each leaves the list when a meeting is noted.
   * @remarks Lista de beslut som fattats för en nämnd och ska anmälas vid dess nästa sammanträde (6 kap. 39–40 §§ kommunallagen): på delegation, av utskott, av ordföranden. Vart och ett lämnar listan när sammanträdet är noterat.
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
