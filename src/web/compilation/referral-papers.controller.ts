import { Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ReadReferralPapers } from '../../compilation/read-referral-papers.js';
import { SharedCompilationsQueries } from '../../compilation/shared-compilations.queries.js';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt } from '../../http/page-routes.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { RecordNumber } from '../../http/record-number.pipe.js';
import { PageQuery } from '../../lists/paging.dto.js';
import { FORMATS_WITH_TABLES } from '../../papers/formats.js';
import { ReferralsQueries } from '../../referrals/referrals.queries.js';
import { NotFound } from '../../rules/problem.js';
import { doneSentence } from '../../rules/words.js';
import { pageOfRemarks } from './compilation-remarks.js';
import { sharedCompilationPage } from './compilation-shared.js';
import { OpenRecord } from '../steps/open-record.js';
import { PapersBeingMade } from '../frame/papers-being-made.js';

/** Papers of a referral by the last part of their address below it, and what the API calls them. */
const PAPER_PATHS = {
  sammanstallning: 'compilation',
  missiv: 'referral-letter',
  tjansteskrivelse: 'staff-report',
} as const;

const SHARED = doneSentence('referral', 'share-compilation');

/** What a referral has to read and to take away: its papers, and the versions of the compilation that were shared. */
@PagesAt('remisser/:id')
export class ReferralPapersPageController {
  constructor(
    private readonly referrals: ReferralsQueries,
    private readonly shared: SharedCompilationsQueries,
    private readonly readPapers: ReadReferralPapers,
    private readonly beingMade: PapersBeingMade,
    private readonly openRecord: OpenRecord,
  ) {}

  @GetPage('handlingar/:paper', { anyType: true })
  async paper(
    @Param('id', RecordId) id: string,
    @Param('paper') path: string,
    @Query() { format: asked, version }: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | string | undefined> {
    if (!Object.hasOwn(PAPER_PATHS, path)) throw new NotFound();
    const kind = PAPER_PATHS[path as keyof typeof PAPER_PATHS];
    const number = typeof version === 'string' ? new RecordNumber().transform(version) : undefined;
    const paper = await this.readPapers.read(callerOf(request), id, kind, number);
    const format = FORMATS_WITH_TABLES.find((each) => each === asked) ?? 'pdf';
    const named = { paper: { of: 'referrals', id, kind, version: number }, format } as const;
    return this.beingMade.answer({ request, reply }, paper, named, `/remisser/${id}`);
  }

  @GetPage('sammanstallningar/:number')
  async compilation(
    @Param('id', RecordId) id: string,
    @Param('number', RecordNumber) number: number,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const caller = callerOf(request);
    const referral = await this.referrals.one(caller, id);
    const shared = await this.shared.one(caller, id, number);
    const latest = Object.assign(new PageQuery(), { limit: 1 });
    const { items } = await this.shared.ofReferral(caller, id, latest);
    const later = items.find((version) => version.number > number);
    const page = pageOfRemarks(shared.compilation, query);
    await this.openRecord.open({ request, reply }, query, {
      confidential: referral.confidential,
      number: referral.caseNumber,
      path: `/remisser/${id}/sammanstallningar/${number}`,
      done: query['klart'] === 'dela-sammanstallning' ? SHARED : undefined,
      page: (opened) => sharedCompilationPage({ ...opened, referral, shared, later, page }),
    });
  }
}
