import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import { Clock } from '../config/clock.js';
import { notBefore } from '../http/field-rules.js';
import type { ReadPaper } from '../http/send-paper.js';
import { namesOfBodies } from '../organisation/names-of-bodies.js';
import { nameOf } from '../papers/paper.js';
import { addDays, startOf } from '../rules/civil-date.js';
import { Invalid } from '../rules/problem.js';
import { cursorBefore, ReadBodyRegister } from './read-body-register.js';
import { because } from './refusals.js';
import { RegisterQuery, type RegisterListQuery, type RegisterRowView } from './register.dto.js';
import { registerListPaper } from './register-list.paper.js';

const MOST_ROWS = 1000;
const ROWS_AT_ONCE = 250;

/** The register on paper: the rows that `ReadBodyRegister` shows the caller, masked as there. */
@Injectable()
export class WriteRegisterList {
  constructor(
    private readonly dataSource: DataSource,
    private readonly readRegister: ReadBodyRegister,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, NotPermitted, Invalid for more than fits in a list. */
  async paper(caller: Caller, body: string, query: RegisterListQuery): Promise<ReadPaper> {
    const { q, from, to } = query;
    await this.readRegister.permitted(caller, body);
    notBefore('/to', to, from, because.registerListEndsFirst);
    const rows = await this.rows(caller, body, query);
    const parties = rows.flatMap(({ party }) => party ?? []);
    const names = await namesOfBodies(this.dataSource, [body, ...parties]);
    const now = this.clock.now().toISOString();
    const paper = registerListPaper(body, names, { q, from, to, rows, now });
    // What is confidential stands in it by its number and days alone.
    return { paper, confidential: false, name: `${nameOf(paper)} ${body}` };
  }

  /** The register is in the order of entering, so that a period is where it begins to be read and where it ends. */
  private async rows(
    caller: Caller,
    body: string,
    { q, from, to }: RegisterListQuery,
  ): Promise<RegisterRowView[]> {
    const first = from === undefined ? '' : startOf(from).toISOString();
    const rows: RegisterRowView[] = [];
    const query = Object.assign(new RegisterQuery(), { q, limit: ROWS_AT_ONCE });
    if (to !== undefined) query.cursor = cursorBefore(body, query, startOf(addDays(to, 1)));
    for (;;) {
      const { items, nextCursor } = await this.readRegister.read(caller, body, query);
      const within = items.filter(({ registeredAt }) => registeredAt >= first);
      rows.push(...within);
      if (rows.length > MOST_ROWS)
        throw new Invalid({ pointer: '/from', ...because.registerListTooLong(MOST_ROWS) });
      if (nextCursor === null || within.length < items.length) return rows;
      query.cursor = nextCursor;
    }
  }
}
