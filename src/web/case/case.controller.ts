import { Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ArchivePackagesQueries } from '../../archive/archive-packages.queries.js';
import { sendPackage } from '../../archive/send-package.js';
import type { CaseView } from '../../cases/cases.dto.js';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt } from '../../http/page-routes.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { casePage } from './case-page.js';
import { CaseSteps } from './case-steps.js';
import type { Offers } from '../steps/offers.js';
import { OpenRecord } from '../steps/open-record.js';
import { PublicationSteps } from '../publication/publication-steps.js';
import { ReadCasePage } from './read-case-page.js';
import { doneAt, RecordSteps } from '../steps/record-steps.js';
import { StepRoutes } from '../steps/step-routes.js';

/** A case, with the forms of its steps. */
@PagesAt('arenden/:id')
export class CasePageController extends StepRoutes<CaseView, Offers> {
  constructor(
    private readonly readPage: ReadCasePage,
    private readonly openRecord: OpenRecord,
    private readonly publicationSteps: PublicationSteps,
    steps: CaseSteps,
    recordSteps: RecordSteps,
  ) {
    super(recordSteps, steps.page);
  }

  @GetPage()
  async page(
    @Param('id', RecordId) id: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const seen = await this.readPage.read(callerOf(request), id);
    await this.openRecord.open({ request, reply }, query, {
      confidential: seen.view.confidential,
      number: seen.view.caseNumber,
      path: `/arenden/${id}`,
      done: doneAt(this.steps, query['klart']) ?? doneAt(this.publicationSteps.page, query['klart']),
      page: (opened) => casePage({ ...opened, seen, steps: this.steps }),
    });
  }
}

/** A package of a case for an archive, for whoever fetches it from the case's page. */
@PagesAt('arkivpaket')
export class ArchivePackagePageController {
  constructor(private readonly packages: ArchivePackagesQueries) {}

  @GetPage(':id', { anyType: true })
  async content(
    @Param('id', RecordId) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return sendPackage(reply, await this.packages.content(callerOf(request), id));
  }
}
