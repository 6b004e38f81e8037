import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { yttra, runBuilt } from '../support/commands.js';
import { createDatabase } from '../support/database.js';
import { demoIsLoaded } from '../support/own-postgres.js';
import { readiness, startProcess, type RunningProcess } from '../support/processes.js';
import { query } from '../support/scratch-databases.js';
import { StalledPostgres } from '../support/stalled-postgres.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

/** One process of the built service that reaches its database through a network that fails in every way. */
let database: { url: string; drop: () => Promise<void> };
let stalled: StalledPostgres;
let network: TcpProxy;
let service: RunningProcess;
let realPort: number;
jest.setTimeout(180_000);

beforeAll(async () => {
  database = await createDatabase();
  stalled = await StalledPostgres.start();
  realPort = Number(new URL(database.url).port);
  network = await new TcpProxy(realPort).open();
  service = await startProcess(network.through(database.url), {
    ROLE: 'all',
    NODE_ENV: 'development',
    DATABASE_POOL_SIZE: '4',
    LATE_AFTER_SECONDS: '3600',
  });
  await demoIsLoaded(database.url);
});
afterAll(async () => {
  await service.end('SIGKILL');
  await network.close();
  stalled.stop();
  await database.drop();
});
afterEach(async () => {
  expect(service.output()).not.toContain('unexpected exit');
  expect(service.child.exitCode).toBeNull();
});

const visit = (path = '/public/v1/data/cases.csv', init: RequestInit = {}) =>
  fetch(`${service.url}${path}`, { ...init, signal: AbortSignal.timeout(60_000) });

/** Twenty anonymous visitors at once: what each is answered. */
const visitors = async (): Promise<string[]> => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => visit()));
  return answers.map(({ status, headers }) => `${status} ${headers.get('retry-after') ?? ''}`.trim());
};

const signIn = async (): Promise<Record<string, string>> => {
  const body = JSON.stringify({ persona: 'ks-registrator' });
  const headers = { 'Content-Type': 'application/json' };
  const answer = await visit('/yttra/v1/demo/tokens', { method: 'POST', headers, body });
  const { accessToken } = (await answer.json()) as { accessToken: string };
  return { ...headers, Authorization: `Bearer ${accessToken}`, 'Idempotency-Key': crypto.randomUUID() };
};

const endConnections = () =>
  query(
    process.env['YTTRA_TEST_POSTGRES']!,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${new URL(database.url).pathname.slice(1)}'`,
  );

describe('a database that', () => {
  it('lets everybody in and then says nothing ends no process, and everyone is asked to come back', async () => {
    expect(new Set(await visitors())).toEqual(new Set(['200']));
    network.leadTo(stalled.port);
    network.cut();
    expect(new Set(await visitors())).toEqual(new Set(['503 2']));
    expect((await visit('/health/live')).status).toBe(200);
    const page = await visit('/register', { headers: { Accept: 'text/html' } });
    expect([page.status, page.headers.get('refresh')]).toEqual([503, '10']);
    expect(await page.text()).toContain('Sidan försöker igen av sig själv.');
    const metrics = await visit('/metrics');
    const told = await metrics.text();
    expect([metrics.status, told]).toEqual([200, expect.stringContaining('yttra_database_up 0')]);
    expect(told).toMatch(/^process_cpu_seconds_total \S+$/m);
    expect(told).not.toMatch(/^yttra_(deliveries|oldest\w*|reminder\w*|late)[ {]/m);
    network.leadTo(realPort);
    network.cut();
    await readiness(service);
    expect(new Set(await visitors())).toEqual(new Set(['200']));
  });

  it('freezes in the middle of an answer, and is cut off, is a passing fault to everyone', async () => {
    network.freeze();
    const asked = visitors();
    await until(
      () => visit('/health/ready').then(({ status }) => status),
      (status) => status === 503,
    );
    expect(new Set(await asked)).toEqual(new Set(['503 2']));
    const more = visitors();
    network.cut();
    network.thaw();
    expect([...new Set(await more)].filter((answer) => !['200', '503 2'].includes(answer))).toEqual([]);
    await readiness(service);
  });

  it('goes away in the middle of everything, and comes back at the same address, needs nobody to restart anything', async () => {
    const headers = await signIn();
    const seen = new Set<number>();
    const over = new AbortController();
    const load = Promise.all(
      [1, 2, 3, 4, 5, 6].map(async (visitor) => {
        while (!over.signal.aborted)
          seen.add((await (visitor % 2 ? visit() : visit('/yttra/v1/consultations', { headers }))).status);
      }),
    );
    for (const _twice of [1, 2]) {
      await endConnections();
      await network.close();
      await until(
        () => visit('/health/ready').then(({ status }) => status),
        (status) => status === 503,
      );
      await network.open();
      await readiness(service);
    }
    over.abort();
    await load;
    expect([...seen].filter((status) => ![200, 503].includes(status))).toEqual([]);
  });

  it('is a standby that takes no changes yet asks whoever changes something to come back', async () => {
    const name = new URL(database.url).pathname.slice(1);
    const headers = await signIn();
    await query(
      process.env['YTTRA_TEST_POSTGRES']!,
      `ALTER DATABASE ${name} SET default_transaction_read_only = on`,
    );
    await endConnections();
    const body = JSON.stringify({ name: 'Alla nämnder', consultees: [{ body: 'TSN' }] });
    const register = () => visit('/yttra/v1/bodies/KS/consultee-groups', { method: 'POST', headers, body });
    const answer = await register();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    await query(
      process.env['YTTRA_TEST_POSTGRES']!,
      `ALTER DATABASE ${name} RESET default_transaction_read_only`,
    );
    await endConnections();
    await readiness(service);
    expect((await register()).status).toBe(201);
  });
});

describe('a database that lets everybody in and then says nothing is told of in one sentence', () => {
  const env = () => ({ DATABASE_URL: stalled.url, DEMO: 'true', DATABASE_WAIT_SECONDS: '0.5' });

  it.each([
    ['by the service that starts', () => runBuilt('main.js', [], env())],
    ['by migrate', () => yttra(['migrate'], env())],
    ['by doctor', () => yttra(['doctor'], env())],
    ['by a command of the owner', () => yttra(['verify-audit'], env())],
  ])('%s', async (_who, run) => {
    const { code, out, error } = await run();
    expect([code, `${out}${error}`]).toEqual([1, expect.stringContaining(`127.0.0.1:${stalled.port}`)]);
    expect(`${out}${error}`).not.toMatch(/hemligt|^ +at /m);
  });
});
