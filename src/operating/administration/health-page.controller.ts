import { Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { API_VERSION } from '../../http/api-base.js';
import { callerOf } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { WriteBody } from '../../http/write.dto.js';
import { PageQuery } from '../../lists/paging.dto.js';
import { NotFound } from '../../rules/problem.js';
import { Readers } from '../../web/frame/readers.js';
import { ReadNames } from '../../web/frame/read-names.js';
import { sendStaffPage } from '../../web/frame/send-staff-page.js';
import type { Reader } from '../../web/frame/staff-frame.js';
import { Act } from '../../web/steps/act.js';
import { AskForAuditCheck } from '../audit-check/ask-for-audit-check.js';
import { AuditChecksQueries } from '../audit-check/audit-checks.queries.js';
import { CheckHealth } from '../check-health.js';
import { Metrics } from '../metrics.js';
import { Watchdog } from '../watchdog.js';
import { HEALTH, healthPage } from './health-page.js';

const CHECKS_SHOWN = 10;

/** How the service does, for those who look after the whole municipality's; to others it is not there. */
@PagesAt('forvaltning/drift')
export class HealthPageController {
  constructor(
    private readonly act: Act,
    private readonly asking: AskForAuditCheck,
    private readonly auditChecks: AuditChecksQueries,
    private readonly health: CheckHealth,
    private readonly metrics: Metrics,
    private readonly names: ReadNames,
    private readonly readers: Readers,
    private readonly watchdog: Watchdog,
  ) {}

  @GetPage()
  async page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.show(this.readerOf(request), request, reply, 200);
  }

  @Does('municipality.check-audit-trail')
  @PostForm()
  async checkAuditTrail(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const reader = this.readerOf(request);
    await this.act.act(request, reply, {
      body: WriteBody,
      read: () => ({}),
      take: (caller) => this.asking.ask(caller),
      show: async ({ again, status }) => {
        if (again !== 'old-form') throw again;
        await this.show(reader, request, reply, status, true);
      },
      done: `${HEALTH}#granskning`,
    });
  }

  private readerOf(request: FastifyRequest): Reader {
    const reader = this.readers.of(request);
    if (!reader.actor.isMunicipalAdministrator) throw new NotFound();
    return reader;
  }

  private async show(
    reader: Reader,
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    isOld = false,
  ): Promise<void> {
    const [{ report }, waiting, unwritten, { items: checks }] = await Promise.all([
      this.health.check(),
      this.watchdog.look(),
      this.metrics.unwritten(),
      this.auditChecks.list(callerOf(request), Object.assign(new PageQuery(), { limit: CHECKS_SHOWN })),
    ]);
    const names = await this.names.of(
      [],
      checks.map(({ askedBy }) => askedBy),
    );
    const late = this.watchdog.isLate(waiting);
    await sendStaffPage(
      reply,
      status,
      healthPage({
        reader,
        report,
        waiting,
        late,
        unwritten,
        version: API_VERSION,
        checks,
        names,
        isOld,
      }),
    );
  }
}
