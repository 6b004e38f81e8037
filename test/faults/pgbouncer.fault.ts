import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { actingAs } from '../../src/database/acting.js';
import { runtimeDataSource } from '../../src/database/data-source.js';
import { PatientClient } from '../chaos/patient-client.js';
import { done, given, type Answer } from '../support/given.js';
import { PgBouncer, pgBouncerIsInstalled } from '../support/pgbouncer.js';
import type { RunningProcess } from '../support/processes.js';
import { personaOf, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { house, tokenOf } from './house.js';

/** So few that requests, workers and strangers have each other's by turns. */
const SESSIONS = 3;
/** Long after what a notification brings about at once. */
const NO_SWEEP = { RELAY_SWEEP_SECONDS: '120', RECONCILE_SECONDS: '120' };
const PERSONAS = ['ks-registrator', 'ks-handlaggare', 'tsn-registrator', 'tsn-chef', 'tsn-handlaggare'];

const here = house();
const there = pgBouncerIsInstalled() ? describe : describe.skip;

there('behind PgBouncer in transaction mode', () => {
  let bouncer: PgBouncer;
  beforeAll(async () => {
    bouncer = await PgBouncer.before(here.service.databaseUrl, SESSIONS);
  });
  afterAll(() => bouncer.stop());

  const start = (role: 'api' | 'worker', env: Record<string, string> = {}) =>
    here.start(role, { DATABASE_URL: bouncer.url, DATABASE_LISTEN_URL: here.service.databaseUrl, ...env });

  const twoOfEach = async (forWorkers: Record<string, string> = {}): Promise<RunningProcess[]> => {
    const workers = [start('worker', forWorkers), start('worker', forWorkers)];
    const apis = await Promise.all([start('api'), start('api')]);
    await Promise.all(workers);
    return apis;
  };

  /** Personas whose requests go to several processes by turns. */
  const asThrough = async (apis: readonly RunningProcess[]): Promise<Service['as']> => {
    const people = [...PERSONAS, 'tsn-sekreterare', 'bin-registrator'];
    const tokens = new Map(
      await Promise.all(people.map(async (who) => [who, await tokenOf(apis[0]!, who)] as const)),
    );
    let turn = 0;
    return (persona) => personaOf(apis[turn++ % apis.length]!.url, tokens.get(persona)!);
  };

  it('two apis and two workers take a referral all the way, and hear of what is promised at once', async () => {
    const apis = await twoOfEach(NO_SWEEP);
    const as = await asThrough(apis);
    const { consultation, step } = given({ as });
    const { id } = await consultation('approved', { replyBy: '2099-12-15' });
    await step('tsn-chef', id, 'decide-by-delegation', {
      route: 'administration',
      basis: 'D 4',
      decidedOn: new Date().toISOString().slice(0, 10),
      decidedBy: 'Chefen',
    });
    const { deliveries } = (await step('tsn-sekreterare', id, 'forward')) as Answer & {
      deliveries: Answer[];
    };
    await here.deliveredOnce(deliveries[0]!.id, 10_000);
    await step('ks-registrator', id, 'acknowledge');

    const shown = await Promise.all(
      Array.from({ length: 120 }, async (_, n) => {
        const who = ['ks-registrator', 'tsn-handlaggare', 'bin-registrator'][n % 3]!;
        const { status, body } = await as(who).get(`/consultations/${id}`);
        const { items } = await done(as(who).get('/consultations'));
        return `${who} ${status} ${(body as Answer)['state'] ?? ''} ${(items as Answer[]).length}`;
      }),
    );
    expect([...new Set(shown)].toSorted()).toEqual([
      'bin-registrator 404  0',
      'ks-registrator 200 received 1',
      'tsn-handlaggare 200 received 1',
    ]);
  });

  it('callers who share a session see what is theirs, and leave nothing in it', async () => {
    await here.confirmed();
    const { options } = runtimeDataSource({ url: bouncer.url, poolSize: 12, pooled: true, entities: [] });
    const pool = await new DataSource(options).initialize();
    const seen = `SELECT (SELECT count(*) FROM consultations) AS rows, current_user AS who, pg_backend_pid() AS session,
      current_setting('yttra.staff_of', true) AS staff, current_setting('statement_timeout') AS patience`;
    const staffOf = (body: string) => ({
      staffOf: [body],
      readerOf: [],
      administratorOf: [],
      service: 'off' as const,
    });
    const look = async (who: string, database: Pick<DataSource, 'query'>) => {
      const [row]: Record<string, string>[] = await database.query(`${seen} WHERE $1 = $1`, [randomUUID()]);
      return { ...row, who: `${who} as ${row!['who']}` } as Record<string, unknown>;
    };
    const looks = await Promise.all(
      Array.from({ length: 90 }, (_, n) => {
        if (n % 3 === 0) return look('nobody', pool);
        const body = n % 3 === 1 ? 'TSN' : 'BIN';
        if (n % 2) return actingAs(staffOf(body), () => look(body, pool));
        return actingAs(staffOf(body), () => pool.transaction((tx) => look(body, tx)));
      }),
    );
    expect(new Set(looks.map(({ session }) => session)).size).toBeLessThanOrEqual(SESSIONS);
    const rows = (who: string) =>
      new Set(looks.filter((one) => one['who'] === who).map((one) => one['rows']));
    expect([...rows('TSN as yttra_runtime')]).toEqual([expect.any(Number)]);
    expect([...rows('TSN as yttra_runtime')][0]).toBeGreaterThan(0);
    expect([rows('BIN as yttra_runtime'), rows('nobody as yttra_runtime')]).toEqual([
      new Set([0]),
      new Set([0]),
    ]);
    expect(new Set(looks.map(({ patience }) => patience))).toEqual(new Set(['15s']));
    await pool.destroy();

    const strangers = new DataSource({ type: 'postgres', url: bouncer.url, poolSize: SESSIONS });
    await strangers.initialize();
    const left = await Promise.all(
      Array.from({ length: 30 }, async () => (await strangers.query(`${seen}, pg_sleep(0.01)`))[0]),
    );
    await strangers.destroy();
    const owner = decodeURIComponent(new URL(here.service.databaseUrl).username);
    expect(new Set(left.map(({ who, staff, patience }) => `${who} ${staff ?? ''} ${patience}`))).toEqual(
      new Set([`${owner}  0`]),
    );
  });

  it('that is killed in the middle of everything loses nothing, and makes nothing twice', async () => {
    const apis = await twoOfEach();
    const client = new PatientClient(apis.map(({ url }) => url));
    const run = `pgbouncer-${Date.now()}`;
    const { deliveryId } = await here.forwarded();
    const over = new AbortController();
    const made: string[] = [];
    const registering = Array.from({ length: 4 }, async (_, who) => {
      for (let n = 0; !over.signal.aborted; n++) {
        const title = `${run}-${who}-${n}`;
        await client.post('ks-registrator', '/cases', title, { title, issuer: 'KS' });
        made.push(title);
        await here.promiseNotices(1);
      }
    });
    for (const _twice of [1, 2]) {
      await pause(1000);
      await bouncer.end();
      await pause(300);
      await bouncer.run();
    }
    await pause(500);
    over.abort();
    await Promise.all(registering);
    const kept: { title: string }[] = await here.service.database.query(
      'SELECT title FROM cases WHERE title LIKE $1 ORDER BY 1',
      [`${run}%`],
    );
    expect(kept.map(({ title }) => title)).toEqual(made.toSorted());
    expect(made.length).toBeGreaterThan(10);
    await here.deliveredOnce(deliveryId);
    await until(
      () => here.one<number>("SELECT count(*) FROM deliveries WHERE state IN ('pending', 'delivering')"),
      (waiting) => waiting === 0,
    );
  });
});

there('behind PgBouncer in session mode', () => {
  it('each connection works as the service does, without further settings', async () => {
    const bouncer = await PgBouncer.before(here.service.databaseUrl, 5, 'session');
    const { options } = runtimeDataSource({ url: bouncer.url, poolSize: 5, entities: [] });
    const pool = await new DataSource(options).initialize();
    const ask = `SELECT current_user AS who, current_setting('statement_timeout') AS patience WHERE $1 = 1`;
    const answers = await Promise.all(Array.from({ length: 20 }, () => pool.query(ask, [1])));
    await pool.destroy();
    await bouncer.stop();
    expect(answers).toEqual(answers.map(() => [{ who: 'yttra_runtime', patience: '15s' }]));
  });
});
