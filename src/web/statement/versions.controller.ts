import { Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt } from '../../http/page-routes.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { RecordNumber } from '../../http/record-number.pipe.js';
import { PAPER_FORMATS } from '../../papers/formats.js';
import { NotFound } from '../../rules/problem.js';
import { ReadComparison } from '../../statements/read-comparison.js';
import { StatementsQueries } from '../../statements/statements.queries.js';
import { comparisonPage } from './comparison-page.js';
import { ReadNames } from '../frame/read-names.js';
import { ReadReply } from '../reply/read-reply.js';
import { PapersBeingMade } from '../frame/papers-being-made.js';
import { Readers } from '../frame/readers.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import { versionsPage } from './versions-page.js';

const SHOWN = 50;
/** As many are offered to be compared as a list of choices can hold. */
const NUMBER = /^\d{1,7}$/;

/** What a statement was and became, for the consultee's own staff. */
@PagesAt('svar/:id/yttrande/versioner')
export class VersionsController {
  constructor(
    private readonly statements: StatementsQueries,
    private readonly readComparison: ReadComparison,
    private readonly readReply: ReadReply,
    private readonly names: ReadNames,
    private readonly readers: Readers,
    private readonly beingMade: PapersBeingMade,
  ) {}

  /** The list; with two numbers, on to where they are compared. */
  @GetPage()
  async list(
    @Param('id', RecordId) id: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const caller = callerOf(request);
    const { visa: number, mot: against, efter: cursor } = query;
    if (isNumber(number) && number !== '0' && isNumber(against)) {
      await reply.redirect(`/svar/${id}/yttrande/versioner/${number}?mot=${against}`, 303);
      return;
    }
    const page = await this.statements.versions(caller, id, {
      limit: SHOWN,
      page: 1,
      count: false,
      ...(typeof cursor === 'string' && { cursor }),
    });
    const people = page.items.flatMap(({ author, events }) => [author, ...events.map(({ actor }) => actor)]);
    const [found, names] = [await this.readReply.read(caller, id), await this.names.of([], people)];
    const reader = this.readers.of(request);
    await sendStaffPage(reply, 200, versionsPage({ reader, reply: found, page, names }));
  }

  @GetPage(':number')
  async compared(
    @Param('id', RecordId) id: string,
    @Param('number', RecordNumber) number: number,
    @Query('mot') mot: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [caller, reader] = [callerOf(request), this.readers.of(request)];
    const { language } = reader;
    const compared = await this.readComparison.read(caller, id, number, {
      against: againstIn(mot),
      language,
    });
    const found = await this.readReply.read(caller, id);
    const names = await this.names.of([], [compared.newer.author, compared.earlier.author]);
    await sendStaffPage(reply, 200, comparisonPage({ reader, reply: found, compared, names }));
  }

  /** The same as a paper, for Word with its own tracked changes. */
  @GetPage(':number/handling', { anyType: true })
  async paper(
    @Param('id', RecordId) id: string,
    @Param('number', RecordNumber) number: number,
    @Query() { mot, format: asked }: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | string | undefined> {
    const against = againstIn(mot);
    const paper = await this.readComparison.paper(callerOf(request), id, number, against);
    const format = PAPER_FORMATS.find((each) => each === asked) ?? 'pdf';
    const named = { paper: { of: 'comparisons', id, version: number, against }, format } as const;
    return this.beingMade.answer({ request, reply }, paper, named, `/svar/${id}/yttrande/versioner`);
  }
}

const isNumber = (value: unknown): value is string => typeof value === 'string' && NUMBER.test(value);

/** @throws NotFound for what is no number: there is no such version. */
function againstIn(value: unknown): number | undefined {
  if (value === undefined || value === '') return undefined;
  if (!isNumber(value)) throw new NotFound();
  return Number(value);
}
