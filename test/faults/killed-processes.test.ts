import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { done, given, type Answer } from '../support/given.js';
import { liftEveryBarrier, park } from '../support/parking.js';
import { startProcess, type RunningProcess } from '../support/processes.js';
import { testRedis } from '../support/redis.js';
import { personaOf, startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

/** Builds what is to be forwarded; has no worker, so nothing is delivered but by the processes under test. */
let service: Service;
const running: RunningProcess[] = [];
jest.setTimeout(120_000);

beforeAll(async () => {
  service = await startService({ ROLE: 'api' });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((process) => process.end('SIGKILL')));
  await liftEveryBarrier();
});
afterAll(() => service.stop());

async function start(role: 'api' | 'worker'): Promise<RunningProcess> {
  const process = await startProcess(service.databaseUrl, { ROLE: role });
  running.push(process);
  return process;
}

/** A statement that has been forwarded and lies in the outbox. */
async function forwarded(): Promise<{ id: string; deliveryId: string }> {
  const { id } = await confirmed();
  const { deliveries } = (await given(service).step('tsn-sekreterare', id, 'forward')) as Answer & {
    deliveries: Answer[];
  };
  return { id, deliveryId: deliveries[0]!.id };
}

async function confirmed(): Promise<Answer> {
  const today = new Date().toISOString().slice(0, 10);
  const { consultation, step } = given(service);
  const { id } = await consultation('approved', { replyBy: '2099-12-15' });
  await step('tsn-chef', id, 'decide-by-delegation', {
    route: 'administration',
    basis: 'D 4',
    decidedOn: today,
    decidedBy: 'Chefen',
  });
  return done(service.as('tsn-sekreterare').get(`/consultations/${id}`));
}

async function deliveredOnce(deliveryId: string): Promise<void> {
  await until(
    async () =>
      (await service.database.query('SELECT state FROM deliveries WHERE id = $1', [deliveryId]))[0]
        .state as string,
    (state) => state === 'delivered',
    30_000,
  );
  const [{ items }] = await service.database.query(
    'SELECT count(*) AS items FROM inbox_items WHERE delivery_id = $1',
    [deliveryId],
  );
  expect(items).toBe(1);
}

const count = async (table: string, id: string): Promise<number> => {
  const [{ rows }] = await service.database.query(
    `SELECT count(*) AS rows FROM ${table} WHERE consultation_id = $1`,
    [id],
  );
  return rows as number;
};

async function attemptsOf(deliveryId: string): Promise<number> {
  const [{ attempts }] = await service.database.query('SELECT attempts FROM deliveries WHERE id = $1', [
    deliveryId,
  ]);
  return attempts as number;
}

/** What is left of a queue store that was emptied: nothing. */
async function emptyTheQueueStore(): Promise<void> {
  const server = testRedis();
  if (server) {
    const redis = new Redis(server);
    await redis.flushdb();
    redis.disconnect();
    return;
  }
  const tables: { name: string }[] = await service.database.query(
    "SELECT format('bullmq.%I', tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename NOT LIKE '%migration%'",
  );
  for (const { name } of tables) await service.database.query(`DELETE FROM ${name}`);
}

describe('an api killed', () => {
  it('in the middle of forwarding leaves all or nothing, and the same key finishes the work once (F-01)', async () => {
    const { id, version } = await confirmed();
    const barrier = await park(service.databaseUrl, 'outbox');
    const first = await start('api');
    const token = await tokenOf(first, 'tsn-sekreterare');
    const send = (api: RunningProcess) =>
      personaOf(api.url, token).post(
        `/consultations/${id}/forward`,
        {},
        { ifMatch: version, key: `forward-${id}` },
      );
    const lost = send(first).then(
      ({ status }) => status,
      () => 'lost' as const,
    );
    await barrier.someoneWaits();
    await first.end('SIGKILL');
    expect(await lost).toBe('lost');
    await barrier.nobodyWaits();
    expect([
      await count('dispatches', id),
      (await done(service.as('tsn-sekreterare').get(`/consultations/${id}`))).state,
    ]).toEqual([0, 'confirmed']);
    await barrier.lift();

    const second = await start('api');
    const { body } = await send(second).expect(202);
    await start('worker');
    await deliveredOnce(body.deliveries[0].id);
    expect(await count('dispatches', id)).toBe(1);
  });

  it('right after COMMIT has lost nothing: it is delivered, and the same key gets the first answer (F-01)', async () => {
    const { id, version } = await confirmed();
    const api = await start('api');
    const token = await tokenOf(api, 'tsn-sekreterare');
    const send = (to: RunningProcess) =>
      personaOf(to.url, token).post(
        `/consultations/${id}/forward`,
        {},
        { ifMatch: version, key: `forward-${id}` },
      );
    const answer = send(api).then(
      () => 'answered',
      () => 'lost',
    );
    await until(
      () => count('dispatches', id),
      (dispatches) => dispatches === 1,
    );
    await api.end('SIGKILL');
    expect(['answered', 'lost']).toContain(await answer);

    await start('worker');
    const again = await start('api');
    const { body } = await send(again).expect(202);
    await deliveredOnce(body.deliveries[0].id);
    expect(await count('dispatches', id)).toBe(1);
  });
});

describe('a worker killed', () => {
  it('three times in a row in the middle of a job still delivers exactly once (F-09)', async () => {
    const barrier = await park(service.databaseUrl, 'inbox_items');
    const { deliveryId } = await forwarded();
    for (let round = 0; round < 3; round++) {
      const worker = await start('worker');
      // The packet waits at the barrier too, so that someone waits is not yet that this one does.
      await until(
        () => attemptsOf(deliveryId),
        (attempts) => attempts > round,
      );
      await barrier.someoneWaits();
      await worker.end('SIGKILL');
      await barrier.nobodyWaits();
    }
    await barrier.lift();
    await start('worker');
    await deliveredOnce(deliveryId);
    expect(await attemptsOf(deliveryId)).toBeGreaterThanOrEqual(4);
  });

  it('and a queue store emptied lose nothing (F-04)', async () => {
    const barrier = await park(service.databaseUrl, 'inbox_items');
    const five = await Promise.all(Array.from({ length: 5 }, forwarded));
    const worker = await start('worker');
    await barrier.someoneWaits();
    await until(
      async () =>
        (await service.database.query('SELECT count(*) AS waiting FROM outbox'))[0].waiting as number,
      (waiting) => waiting === 0,
    );
    await worker.end('SIGKILL');
    await barrier.nobodyWaits();
    await emptyTheQueueStore();
    await barrier.lift();
    await start('worker');
    for (const { deliveryId } of five) await deliveredOnce(deliveryId);
  });
});

describe('a worker told to stop', () => {
  it('ends its job, then its connections, and exits with 0 (F-14)', async () => {
    const barrier = await park(service.databaseUrl, 'inbox_items');
    const { deliveryId } = await forwarded();
    const worker = await start('worker');
    await barrier.someoneWaits();
    const ended = worker.end('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await barrier.lift();
    expect(await ended).toBe(0);
    expect(worker.output()).not.toMatch(/pool|Connection terminated|Error/i);
    await deliveredOnce(deliveryId);
  });
});

describe('api and worker as two processes', () => {
  it('deliver what one has promised through the other', async () => {
    await start('worker');
    const { deliveryId } = await forwarded();
    await deliveredOnce(deliveryId);
  });
});

async function tokenOf(api: RunningProcess, persona: string): Promise<string> {
  const answer = await fetch(`${api.url}/yttra/v1/demo/tokens`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ persona }),
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}
