import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import type { Attempt } from '../../changes/change.js';
import { MakeChange } from '../../changes/make-change.js';
import { Invalid, type InvalidValue } from '../../rules/problem.js';
import { bodyExists } from '../keep-calendar.js';
import { because } from '../refusals.js';
import { headingKey, type ReportHeading } from './report-heading.js';
import type { ReportHeadingsBody, ReportHeadingsView } from './report-headings.dto.js';
import { ReportHeadings } from './report-headings.entity.js';

/** What the headings of a body's staff reports are: everyone signed in may see it, as the body itself. */
@Injectable()
export class KeepReportHeadings {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
  ) {}

  /** @throws NotFound */
  async one(body: string): Promise<ReportHeadingsView> {
    await bodyExists(this.dataSource, body);
    return readHeadings(this.dataSource, body);
  }

  /** @throws NotFound; Invalid naming each heading that stands twice. */
  async replace(caller: Caller, body: string, given: ReportHeadingsBody): Promise<ReportHeadingsView> {
    return this.makeChange.make(caller, async (attempt) => {
      await bodyExists(attempt.tx, body);
      const own = await lockHeadings(attempt, body);
      const change = await attempt.permit('body.set-report-headings', { body }, own.version);
      own.headings = headingsOf(given);
      await change.save(ReportHeadings, own, {
        verb: 'set-report-headings',
        objectType: 'paper-form',
        body,
      });
      return readHeadings(change.tx, body);
    });
  }
}

/** So that there is a row to lock; what is not permitted takes it away again with the transaction. */
async function lockHeadings(attempt: Attempt, body: string): Promise<ReportHeadings> {
  await attempt.tx.query(
    'INSERT INTO report_headings (id, body_code) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [randomUUID(), body],
  );
  const [row]: { id: string }[] = await attempt.tx.query(
    'SELECT id FROM report_headings WHERE body_code = $1',
    [body],
  );
  return attempt.lock(ReportHeadings, row!.id, () => 'true');
}

function headingsOf({ headings }: ReportHeadingsBody): ReportHeading[] {
  const met = new Set<string>();
  const twice = headings.flatMap(({ heading }, index): InvalidValue[] => {
    const key = headingKey(heading);
    if (met.has(key)) return [{ pointer: `/headings/${index}/heading`, ...because.headingTwice }];
    met.add(key);
    return [];
  });
  const [first, ...rest] = twice;
  if (first) throw new Invalid(first, ...rest);
  return headings.map(({ heading, part }) => ({ heading, part }));
}

async function readHeadings(database: DataSource | EntityManager, body: string): Promise<ReportHeadingsView> {
  const [row]: { headings: ReportHeading[]; version: number }[] = await database.query(
    'SELECT headings, version FROM report_headings WHERE body_code = $1',
    [body],
  );
  return { body, headings: row?.headings ?? [], version: row?.version ?? 1 };
}
