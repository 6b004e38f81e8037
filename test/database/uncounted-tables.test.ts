import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { fillUncounted } from '../../bench/data.js';
import { actingAsTheService } from '../../src/database/acting.js';
import { CountOutgrownTables } from '../../src/database/count-outgrown-tables.js';
import {
  BY_PLAN,
  CALLERS,
  CONSULTATIONS,
  OTHER_LISTS,
  PUBLIC_LISTS,
  RARE,
  SEARCHES,
} from '../support/lists.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { explainEverything, WatchedPlans } from '../support/watched-plans.js';

async function asOwnerOf<Row>({ databaseUrl }: Service, sql: string): Promise<Row[]> {
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  const { rows } = await owner.query(sql);
  await owner.end();
  return rows as Row[];
}

const CASES = 300;
/** Ten times as many. Of each its plan may be worked out, from several tables; with each other they are nine million. */
const MOST_ROWS = 20 * 10 * CASES;

describe('where PostgreSQL takes tables for empty, until the service has it count them', () => {
  let service: Service;
  let plans: WatchedPlans;
  afterAll(() => service.stop());
  beforeAll(async () => {
    service = await startService({ ROLE: 'api', IDENTITY_CACHE_SECONDS: '60' });
    plans = new WatchedPlans(service.app.get(DataSource));
    await fillUncounted(service.databaseUrl, CASES);
    await explainEverything(service.databaseUrl);
    await until(
      async () => (await service.as('admin').get('/me')).status,
      (status) => status === 200,
    );
  }, 120_000);

  it('is so', async () => {
    const known = await asOwnerOf(
      service,
      "SELECT reltuples, relpages > 10 AS has_pages FROM pg_class WHERE relname = 'consultations'",
    );
    expect(known).toEqual([{ reltuples: 0, has_pages: true }]);
    const counting = service.app.get(CountOutgrownTables);
    await actingAsTheService(() => counting.count());
    expect(await asOwnerOf(service, 'SELECT name FROM tables_outgrown')).toEqual([]);
  });

  const ofStaff = [...CONSULTATIONS, ...BY_PLAN, ...RARE, ...SEARCHES, 'count=true']
    .map((query) => `/consultations?${query}`)
    .concat(OTHER_LISTS, ['/documents?q=klimat', '/documents?count=true', '/publications?count=true'])
    .concat(['/cases?count=true', '/bodies/TSN/register?q=klimat&count=true', '/bodies/TSN/statistics']);

  it.each(ofStaff)('%s', async (path) => {
    for (const persona of CALLERS) {
      const { result, touched, worst } = await plans.of(async () => service.as(persona).get(encodeURI(path)));
      expect([persona, result.status < 500, touched > MOST_ROWS && worst]).toEqual([persona, true, false]);
    }
  });

  it.each(PUBLIC_LISTS)('%s of the public register', async (path) => {
    const { result, touched, worst } = await plans.of(async () =>
      request(service.base).get(`/public/v1${encodeURI(path)}`),
    );
    expect([result.status, touched > MOST_ROWS && worst]).toEqual([200, false]);
  });
});

describe('a worker', () => {
  let worker: Service;
  beforeAll(async () => {
    worker = await startService();
  });
  afterAll(() => worker.stop());

  it('has tables counted by itself that have grown', async () => {
    await asOwnerOf(
      worker,
      `ALTER TABLE meetings SET (autovacuum_enabled = false);
      ANALYZE meetings;
      INSERT INTO meetings (id, body_code, meets_on)
        SELECT gen_random_uuid(), 'TSN', current_date + n FROM generate_series(1, 300) AS n`,
    );
    await until(
      () =>
        asOwnerOf<{ known: number }>(
          worker,
          "SELECT reltuples AS known FROM pg_class WHERE relname = 'meetings'",
        ),
      ([meetings]) => meetings!.known >= 300,
    );
  });

  it('has nothing counted that has not grown, or is no table', async () => {
    await expect(
      worker.database.query("SELECT count_anew('people; DROP TABLE people')"),
    ).resolves.toBeDefined();
    const counted = "SELECT analyze_count FROM pg_stat_user_tables WHERE relname = 'people'";
    const before = await asOwnerOf(worker, counted);
    await worker.database.query("SELECT count_anew('people')");
    expect(await asOwnerOf(worker, counted)).toEqual(before);
  });
});
