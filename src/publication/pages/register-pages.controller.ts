import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { languageOf } from '../../http/language.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { sendPage } from '../../http/send-page.js';
import { requestValidation } from '../../http/validation.js';
import { Invalid, NotFound } from '../../rules/problem.js';
import { nearestSearch } from '../../lists/nearest-search.js';
import { lastModified } from '../register/answer-everyone.js';
import {
  PublicCasesQuery,
  PublicReferralsQuery,
  PublicStatementsQuery,
} from '../register/public-register.dto.js';
import { LISTS, ReadRegister, type Entries, type List } from '../register/read-register.js';
import { entryPage, notFoundPage } from './entry-page.js';
import { firstPage, isNothing, LATEST, OUT_NOW, type Shown } from './first-page.js';
import { listPage, type Given } from './list-page.js';
import type { Frame } from './register-frame.js';

const QUERIES = {
  cases: PublicCasesQuery,
  referrals: PublicReferralsQuery,
  statements: PublicStatementsQuery,
};

/** How many of each list the first page shows. */
const FEW = '5';

/** The public register for people: the same as the API says, in pages. */
@ApiExcludeController()
@Controller('register')
export class RegisterPagesController {
  private readonly validation = requestValidation();

  constructor(
    private readonly readRegister: ReadRegister,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  async first(
    @Query('q') typed: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const q = typeof typed === 'string' && typed.trim() !== '' ? typed : undefined;
    const frame = this.frame('', request);
    const { publisher } = this.settings;
    try {
      const found = q === undefined ? await this.newest() : await this.found(q);
      lastModified(
        reply,
        found.flatMap(({ items }) => items),
      );
      const meant =
        q !== undefined && isNothing(found) ? await nearestSearch(q, this.titles.bind(this)) : undefined;
      await sendPage(reply, 200, firstPage(frame, q, found, publisher, meant));
    } catch (refused) {
      if (!(refused instanceof Invalid)) throw refused;
      await sendPage(reply, 422, firstPage(frame, q, refused, publisher));
    }
  }

  @Get(':list')
  async list(
    @Param('list') name: string,
    @Query() query: Given,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const frame = this.frame(name, request);
    if (!isList(name)) return sendPage(reply, 404, notFoundPage(frame));
    const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
    try {
      const found = await this.readRegister.list(name, await this.asked(name, given));
      lastModified(reply, found.items);
      await sendPage(reply, 200, listPage(frame, given, found));
    } catch (refused) {
      if (!(refused instanceof Invalid)) throw refused;
      await sendPage(reply, 422, listPage(frame, given, refused));
    }
  }

  @Get(':list/:id')
  async entry(
    @Param('list') name: string,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const frame = this.frame(name, request);
    try {
      if (!isList(name)) throw new NotFound();
      const entry = await this.readRegister.one(name, new RecordId().transform(id));
      const related = await this.related(name, entry);
      lastModified(reply, [entry, ...(related?.items ?? [])]);
      await sendPage(reply, 200, entryPage(frame, entry, related));
    } catch (refused) {
      if (!(refused instanceof NotFound)) throw refused;
      await sendPage(reply, 404, notFoundPage(frame));
    }
  }

  /** What is out now, as many as are, and the latest statements. */
  private async newest(): Promise<Shown[]> {
    const [open, referrals, statements] = await Promise.all([
      this.readRegister.list('referrals', await this.asked('referrals', { state: 'open', limit: FEW })),
      this.readRegister.list('referrals', await this.asked('referrals', { limit: FEW })),
      this.readRegister.list('statements', await this.asked('statements', { limit: FEW })),
    ]);
    return [
      { ...OUT_NOW, ...howMany(referrals), items: open.items },
      { ...LATEST, ...howMany(statements), items: statements.items },
    ];
  }

  private async found(q: string): Promise<Shown[]> {
    return Promise.all(
      LISTS.map(async (list) => {
        const found = await this.readRegister.list(list, await this.asked(list, { q, limit: FEW }));
        return { list, items: found.items, ...howMany(found) };
      }),
    );
  }

  /** A statement is called as its referral is. */
  private async titles(q: string, most: number): Promise<(string | null)[]> {
    const query = { q, limit: most, page: 1, count: false };
    const cases = await this.readRegister.list('cases', query);
    const referrals = await this.readRegister.list('referrals', query);
    return [...cases.items, ...referrals.items].map(({ title }) => title);
  }

  private async asked(list: List, given: Given): Promise<PublicCasesQuery> {
    return (await this.validation.transform(
      { ...given, count: 'true' },
      { type: 'query', metatype: QUERIES[list] },
    )) as PublicCasesQuery;
  }

  private frame(name: string, request: FastifyRequest): Frame {
    const publisher = this.settings.publisher?.name ?? 'Yttra';
    return { language: languageOf(request.raw), publisher, list: isList(name) ? name : 'cases' };
  }

  /** The referrals of a case, the statements on a referral. */
  private async related(
    list: List,
    { id }: Entries[List],
  ): Promise<{ list: List; items: Entries[List][] } | null> {
    const page = { limit: 100, page: 1, count: false };
    if (list === 'cases') {
      return { list: 'referrals', ...(await this.readRegister.list('referrals', { ...page, case: id })) };
    }
    if (list === 'statements') return null;
    return { list: 'statements', ...(await this.readRegister.list('statements', { ...page, referral: id })) };
  }
}

const howMany = ({ total = 0, totalIsAtLeast }: { total?: number; totalIsAtLeast?: boolean }) => ({
  total,
  totalIsAtLeast,
});

const isList = (name: string): name is List => (LISTS as readonly string[]).includes(name);
