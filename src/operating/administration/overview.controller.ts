import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { API_VERSION } from '../../http/api-base.js';
import { callerOf } from '../../http/current-caller.js';
import { NotFound } from '../../rules/problem.js';
import { Sections } from '../../web/administration/sections.js';
import { Readers } from '../../web/frame/readers.js';
import { ReadInbox } from '../../web/inbox/read-inbox.js';
import { ReadNames } from '../../web/frame/read-names.js';
import { sendStaffPage } from '../../web/frame/send-staff-page.js';
import { CheckHealth } from '../check-health.js';
import { Metrics } from '../metrics.js';
import { Watchdog } from '../watchdog.js';
import { healthPage } from './health-page.js';
import { overviewPage } from './overview-page.js';
import { ReadOverview } from './read-overview.js';

/** What administrators come to, and how the service does. */
@ApiExcludeController()
@Controller('forvaltning')
export class OverviewController {
  constructor(
    private readonly health: CheckHealth,
    private readonly metrics: Metrics,
    private readonly names: ReadNames,
    private readonly readers: Readers,
    private readonly readInbox: ReadInbox,
    private readonly readOverview: ReadOverview,
    private readonly sections: Sections,
    private readonly watchdog: Watchdog,
  ) {}

  /** Not there for whoever has nothing to look after. */
  @Get()
  @RouteConfig({ page: true })
  async overview(
    @Query('klart') done: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [caller, reader] = [callerOf(request), this.readers.of(request)];
    const sections = this.sections.of(reader);
    if (sections.length === 0) throw new NotFound();
    const overview = await this.readOverview.of(caller, reader);
    const told = await this.readInbox.told(caller);
    const names = await this.names.of(
      [],
      overview.refused.map(({ actor }) => actor),
    );
    const shown = { reader, overview, told, sections, names, done: done === 'ja' };
    await sendStaffPage(reply, 200, overviewPage(shown));
  }

  /** For those who look after the whole municipality's. */
  @Get('drift')
  @RouteConfig({ page: true })
  async drift(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const reader = this.readers.of(request);
    if (!reader.actor.isMunicipalAdministrator) throw new NotFound();
    const [{ report }, waiting, unwritten] = await Promise.all([
      this.health.check(),
      this.watchdog.look(),
      this.metrics.unwritten(),
    ]);
    const late = this.watchdog.isLate(waiting);
    await sendStaffPage(
      reply,
      200,
      healthPage({ reader, report, waiting, late, unwritten, version: API_VERSION }),
    );
  }
}
