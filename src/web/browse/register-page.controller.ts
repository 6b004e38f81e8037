import { Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CasesQuery } from '../../cases/cases.dto.js';
import { CasesQueries } from '../../cases/cases.queries.js';
import { registerTable } from '../../cases/cases.table.js';
import { ReadBodyRegister } from '../../cases/read-body-register.js';
import { RegisterListQuery, RegisterQuery } from '../../cases/register.dto.js';
import { WriteRegisterList } from '../../cases/write-register-list.js';
import { ConsultationsQuery } from '../../consultations/consultations.dto.js';
import { ConsultationsQueries } from '../../consultations/consultations.queries.js';
import { Search } from '../../consultations/search/search.js';
import { callerOf } from '../../http/current-caller.js';
import { isCivilDate } from '../../http/field-rules.js';
import { GetPage, PagesAt } from '../../http/page-routes.js';
import { wholeTable } from '../../lists/write-table.js';
import { KeepSavedSearches } from '../../organisation/saved-searches/keep-saved-searches.js';
import { PAPER_FORMATS } from '../../papers/formats.js';
import { bodiesWhere } from '../../rules/policy.js';
import { NotFound } from '../../rules/problem.js';
import { registerPath, said } from '../frame/list-parts.js';
import { ReadNames } from '../frame/read-names.js';
import { PapersBeingMade } from '../frame/papers-being-made.js';
import { Readers } from '../frame/readers.js';
import { registerPage } from './register-page.js';
import { searchPage } from './search-page.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import type { Reader } from '../frame/staff-frame.js';

const SEARCHED = ['remissvar', 'arenden'] as const;

/** The registers of the reader's bodies, and the search across them. */
@PagesAt()
export class RegisterPageController {
  constructor(
    private readonly cases: CasesQueries,
    private readonly consultations: ConsultationsQueries,
    private readonly names: ReadNames,
    private readonly readRegister: ReadBodyRegister,
    private readonly readers: Readers,
    private readonly search: Search,
    private readonly writeList: WriteRegisterList,
    private readonly beingMade: PapersBeingMade,
    private readonly searches: KeepSavedSearches,
  ) {}

  /** To the register of the first of the reader's bodies. */
  @GetPage('diarium')
  async first(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [body] = registersOf(this.readers.of(request));
    if (body === undefined) throw new NotFound();
    await reply.redirect(registerPath(body), 303);
  }

  @GetPage('diarium/:body')
  async register(
    @Param('body') given: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reader = this.readers.of(request);
    const { own, body } = registerOf(reader, given);
    const values = said(query, 'q', 'cursor');
    const asked = Object.assign(new RegisterQuery(), values, { count: true });
    const [page, names, saved, woundUp] = await Promise.all([
      this.readRegister.read(callerOf(request), body, asked),
      this.names.of(own),
      this.searches.list(callerOf(request)),
      this.names.woundUp([body]),
    ]);
    const isWoundUp = woundUp.length > 0;
    await sendStaffPage(
      reply,
      200,
      registerPage(reader, { body, own, names, page, values, saved, isWoundUp }),
    );
  }

  /** The list of the register as a paper: of a period, or of what is looked for. */
  @GetPage('diarium/:body/diarieforteckning', { anyType: true })
  async registerList(
    @Param('body') given: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | string | undefined> {
    const { body } = registerOf(this.readers.of(request), given);
    const { q, fran, till, format: asked } = said(query, 'q', 'fran', 'till', 'format');
    const [from, to] = [fran, till].map((day) => (isCivilDate(day) ? day : undefined));
    const paper = await this.writeList.paper(
      callerOf(request),
      body,
      Object.assign(new RegisterListQuery(), { q, from, to }),
    );
    const format = PAPER_FORMATS.find((each) => each === asked) ?? 'pdf';
    const named = { paper: { of: 'registers', body, from, to }, format } as const;
    return this.beingMade.answer({ request, reply }, paper, named, '/diarium');
  }

  /** The whole register, or what of it is looked for, as a spreadsheet in Swedish reads it. */
  @GetPage('diarium/:body/diarium.csv', { anyType: true })
  async registerFile(
    @Param('body') given: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const reader = this.readers.of(request);
    const { body } = registerOf(reader, given);
    const caller = callerOf(request);
    const asked = Object.assign(new RegisterQuery(), said(query, 'q'));
    return wholeTable({ request, reply, language: reader.language }, asked, registerTable(body), (page) =>
      this.readRegister.read(caller, body, page),
    );
  }

  @GetPage('sok')
  async searchPage(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [caller, reader] = [callerOf(request), this.readers.of(request)];
    const { q: asked = '', bland, cursor } = said(query, 'q', 'bland', 'cursor');
    const q = asked.slice(0, 200);
    const only = SEARCHED.find((each) => each === bland);
    const [found, saved] = await Promise.all([
      this.search.find(caller, only ? '' : q),
      this.searches.list(caller),
    ]);
    // One list goes on page by page; of each the first is shown beside the others.
    const sought = { q, cursor };
    if (only === 'remissvar')
      found.consultations = await this.consultations.list(
        caller,
        Object.assign(new ConsultationsQuery(), sought),
      );
    if (only === 'arenden')
      found.cases = await this.cases.list(caller, Object.assign(new CasesQuery(), sought));
    const shown = { q, only, isFirst: cursor === undefined, own: registersOf(reader), saved };
    await sendStaffPage(reply, 200, searchPage(reader, { ...found, ...shown }));
  }
}

/** @throws NotFound for a register that is not the reader's, which looks like one that is not there. */
function registerOf(reader: Reader, given: string): { own: string[]; body: string } {
  const own = registersOf(reader);
  const body = given.toUpperCase();
  if (!own.includes(body)) throw new NotFound();
  return { own, body };
}

const registersOf = ({ actor }: Reader): string[] => bodiesWhere(actor, 'body.read-register');
