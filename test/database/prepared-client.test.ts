import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { actingAs, actingAsTheService } from '../../src/database/acting.js';
import { IN_ORDER, PLANNED_ONCE } from '../../src/database/prepared-client.js';
import { runtimeDataSource } from '../../src/database/data-source.js';
import { createDatabase } from '../support/database.js';
import { query } from '../support/scratch-databases.js';

/**
 * What `PreparedClient` takes for granted of pg and of PostgreSQL, on one connection: a version of either that
 * does otherwise is found here before anybody is shown what they may not see.
 */
let database: { url: string; drop: () => Promise<void> };
let one: DataSource;
beforeAll(async () => {
  database = await createDatabase();
  const name = new URL(database.url).pathname.slice(1);
  await query(database.url, `ALTER DATABASE ${name} SET plan_cache_mode = force_custom_plan`);
  const { options } = runtimeDataSource({ url: database.url, poolSize: 1, entities: [] });
  one = await new DataSource(options).initialize();
});
afterAll(async () => {
  await one.destroy();
  await database.drop();
});

const TOLD = `SELECT current_setting('yttra.staff_of', true) AS staff, current_setting('yttra.service', true) AS service`;
const anna = { staffOf: ['KS', 'A"\\B'], readerOf: [], administratorOf: [], service: 'off' as const };
const asked = <T>(sql: string, values?: unknown[]): Promise<T[]> => one.query(sql, values);

describe('a statement that stands alone', () => {
  it('runs on behalf of whoever asks, and leaves nothing behind for the next', async () => {
    expect(await actingAs(anna, () => asked(TOLD))).toEqual([
      { staff: '{"KS","A\\"\\\\B"}', service: 'off' },
    ]);
    expect(await actingAsTheService(() => asked(TOLD))).toEqual([{ staff: '{}', service: 'on' }]);
    expect(await asked(TOLD)).not.toContainEqual(expect.objectContaining({ service: 'on' }));
  });

  it.each([
    [
      'rows, with values',
      'SELECT $1::int + n AS sum FROM generate_series(1, 2) n',
      [40],
      [{ sum: 41 }, { sum: 42 }],
    ],
    ['rows, without', 'SELECT n FROM generate_series(1, 2) n', undefined, [{ n: 1 }, { n: 2 }]],
    ['no row', 'SELECT 1 AS n WHERE false', undefined, []],
  ])('answers %s', async (_what, sql, values, rows) => {
    for (const _again of [1, 2]) expect(await actingAs(anna, () => asked(sql, values))).toEqual(rows);
  });

  it('tells how many rows it changed', async () => {
    const change = 'UPDATE reminder_sweep SET ended_at = $1';
    expect(await actingAsTheService(() => asked(change, [new Date()]))).toEqual([[], 1]);
  });

  it('keeps nothing for whoever may not write, alone and in a transaction', async () => {
    const change = 'UPDATE reminder_sweep SET ended_at = $1';
    let may = false;
    const service = { staffOf: [], readerOf: [], administratorOf: [], service: 'on' as const };
    await actingAs({ ...service, mayWrite: () => may }, async () => {
      const ended = () => asked('SELECT ended_at FROM reminder_sweep');
      const before = await ended();
      await expect(asked(change, [new Date()])).rejects.toMatchObject({ driverError: { code: '25006' } });
      await expect(one.transaction((tx) => tx.query(change, [new Date()]))).rejects.toThrow('not committed');
      // Nor does it where the service looks up something for them.
      await expect(actingAsTheService(() => asked(change, [new Date()]))).rejects.toMatchObject({
        driverError: { code: '25006' },
      });
      expect(await ended()).toEqual(before);
      may = true;
      expect(await asked(change, [new Date()])).toEqual([[], 1]);
    });
  });

  it('fails alone', async () => {
    const failing = actingAsTheService(() => asked('SELECT 1 / $1::int', [0]));
    await expect(failing).rejects.toMatchObject({ driverError: { code: '22012' } });
    await expect(actingAsTheService(() => asked('SELECT nothing'))).rejects.toMatchObject({
      driverError: { code: '42703' },
    });
    expect(await actingAs(anna, () => asked(TOLD))).toEqual([expect.objectContaining({ service: 'off' })]);
  });
});

describe('statements sent at once on one connection', () => {
  afterEach(async () => expect(await asked('SELECT 1 AS one')).toEqual([{ one: 1 }]));

  it('are told of each, in turn', async () => {
    const runner = one.createQueryRunner();
    const services = await Promise.all(
      ['on', 'off', 'on'].map((service) =>
        actingAs({ ...anna, service: service as 'on' | 'off' }, () => runner.query(TOLD)),
      ),
    ).finally(() => runner.release());
    expect(services.map(([{ service }]) => service)).toEqual(['on', 'off', 'on']);
  });
});

describe('a transaction', () => {
  it('is told once, and forgets with its end', async () => {
    await actingAsTheService(() =>
      one.transaction(async (tx) => {
        expect(await tx.query(TOLD)).toEqual([expect.objectContaining({ service: 'on' })]);
        expect(await tx.query(TOLD)).toEqual([expect.objectContaining({ service: 'on' })]);
      }),
    );
    expect(await asked(TOLD)).not.toContainEqual(expect.objectContaining({ service: 'on' }));
  });

  it('is told again where somebody else’s work begins within it, and ends', async () => {
    const services = await actingAs(anna, () =>
      one.transaction(async (tx) => {
        const asAnna = await tx.query(TOLD);
        const asService = await actingAsTheService(() => tx.query(TOLD));
        return [asAnna, asService, await tx.query(TOLD)].map(([{ service }]) => service as string);
      }),
    );
    expect(services).toEqual(['off', 'on', 'off']);
  });
});

describe('a question that begins with', () => {
  const MODE = "SELECT current_setting('plan_cache_mode') AS mode, current_setting('enable_sort') AS sorts";

  it.each([
    // As whoever owns the database has chosen for it.
    ['', 'force_custom_plan', 'on'],
    [PLANNED_ONCE, 'force_generic_plan', 'on'],
    [IN_ORDER, 'force_generic_plan', 'off'],
  ])('“%s” is planned by %s, and what is read is sorted: %s', async (mark, mode, sorts) => {
    expect(await actingAs(anna, () => asked(`${mark} ${MODE}`))).toEqual([{ mode, sorts }]);
    expect(await asked(MODE)).toEqual([{ mode: 'force_custom_plan', sorts: 'on' }]);
  });
});
