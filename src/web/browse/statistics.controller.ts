import { Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt } from '../../http/page-routes.js';
import { writeCsv } from '../../lists/write-csv.js';
import { bodiesWhere } from '../../rules/policy.js';
import { NotFound } from '../../rules/problem.js';
import { ReadStatistics } from '../../statistics/read-statistics.js';
import { figureTables } from '../../statistics/figure-tables.js';
import { SIDES, type Side } from '../../statistics/statistics.dto.js';
import { said } from '../frame/list-parts.js';
import { ReadNames } from '../frame/read-names.js';
import { Readers } from '../frame/readers.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import type { Reader } from '../frame/staff-frame.js';
import {
  isEmpty,
  SIDE_IN_ADDRESS,
  STATISTICS_PATH,
  statisticsPage,
  type StatisticsSeen,
} from './statistics-page.js';

type Asked = Readonly<Record<string, unknown>>;

/** How the referrals of the reader's bodies go, as figures. */
@PagesAt(STATISTICS_PATH)
export class StatisticsPageController {
  constructor(
    private readonly names: ReadNames,
    private readonly readers: Readers,
    private readonly readStatistics: ReadStatistics,
  ) {}

  @GetPage()
  async page(
    @Query() query: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reader = this.readers.of(request);
    await sendStaffPage(reply, 200, statisticsPage(reader, await this.read(reader, query, request)));
  }

  /** One of the page's tables, as a spreadsheet in Swedish reads it. */
  @GetPage(':file', { anyType: true })
  async file(
    @Param('file') name: string,
    @Query() query: Asked,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reader = this.readers.of(request);
    const { view } = await this.read(reader, query, request);
    const table = figureTables(view, reader.language).find(({ id }) => `${id}.csv` === name);
    if (!table) throw new NotFound();
    const { columns, rows } = table;
    const cells = rows.map(({ name: row, figures }) =>
      Object.fromEntries([row, ...figures].map((cell, at) => [columns[at]!, cell])),
    );
    await reply
      .headers({
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="statistik-${view.body}-${view.year}-${table.id}.csv"`,
        'Cache-Control': 'no-store',
      })
      .send(writeCsv(columns, cells, true, 'semicolon'));
  }

  /** Whose statistics are not the reader's look like ones that are not there. */
  private async read(reader: Reader, query: Asked, request: FastifyRequest): Promise<StatisticsSeen> {
    const { actor, today } = reader;
    const { namnd, ar, vilka } = said(query, 'namnd', 'ar', 'vilka');
    const bodies = bodiesWhere(actor, 'body.read-statistics');
    const body = namnd ?? bodies[0];
    if (body === undefined || !bodies.includes(body)) throw new NotFound();
    const year = /^(19|20)\d\d$/.test(ar ?? '') ? Number(ar) : Number(today.slice(0, 4));
    const side = SIDES.find((each) => SIDE_IN_ADDRESS[each] === vilka);
    const of = async (which: Side) => this.readStatistics.of(callerOf(request), body, { year, side: which });
    const [names, view] = await Promise.all([this.names.of(bodies), of(side ?? 'asked')]);
    // Whoever asks and is never asked, as most executive boards, would find nothing.
    if (side === undefined && isEmpty(view)) {
      const asking = await of('asking');
      if (!isEmpty(asking)) return { bodies, names, view: asking };
    }
    return { bodies, names, view };
  }
}
