import { Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt } from '../../http/page-routes.js';
import { NotFound } from '../../rules/problem.js';
import { Sections } from '../../web/administration/sections.js';
import { SAVED } from '../../web/administration/administration-parts.js';
import { KeptWarnings } from '../../web/steps/kept-warnings.js';
import { Readers } from '../../web/frame/readers.js';
import { ReadInbox } from '../../web/inbox/read-inbox.js';
import { ReadNames } from '../../web/frame/read-names.js';
import { sendStaffPage } from '../../web/frame/send-staff-page.js';
import { overviewPage } from './overview-page.js';
import { ReadOverview } from './read-overview.js';

/** What administrators come to. */
@PagesAt('forvaltning')
export class OverviewController {
  constructor(
    private readonly names: ReadNames,
    private readonly readers: Readers,
    private readonly readInbox: ReadInbox,
    private readonly readOverview: ReadOverview,
    private readonly sections: Sections,
    private readonly warnings: KeptWarnings,
  ) {}

  /** Not there for whoever has nothing to look after. */
  @GetPage()
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
    const kept = await this.warnings.takeAll(request, reply);
    const shown = {
      reader,
      overview,
      told,
      sections,
      names,
      done: done === 'ja' ? (kept.done ?? SAVED) : undefined,
      warnings: kept.said,
    };
    await sendStaffPage(reply, 200, overviewPage(shown));
  }
}
