import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { park } from '../support/parking.js';
import { until } from '../support/until.js';
import { house } from './house.js';

const here = house();

/** How many inboxes something waits for. */
const waitedFor = () =>
  here.one<number>(
    "SELECT count(DISTINCT receiver) FROM deliveries WHERE channel = 'inbox' AND state IN ('pending', 'delivering')",
  );

describe('a worker that freezes', () => {
  it('past its lease is overtaken by another, and changes nothing when it wakes up', async () => {
    const { deliveryId } = await here.forwarded();
    const inboxes = await waitedFor();
    const barrier = await park(here.service.databaseUrl, 'delivery_attempts');
    const frozen = await here.start('worker');
    await until(barrier.waiting, (waiting) => waiting === inboxes);
    frozen.send('SIGSTOP');
    await barrier.lift(); // its claims are made; it does not know yet
    await until(
      () => here.attemptsOf(deliveryId),
      (attempts) => attempts === 1,
    );

    await here.start('worker');
    await here.deliveredOnce(deliveryId);
    const settled = () =>
      here.service.database.query(
        'SELECT version, attempts, delivered_at, last_error FROM deliveries WHERE id = $1',
        [deliveryId],
      );
    const before: unknown = await settled();
    frozen.send('SIGCONT');
    await pause(1500);
    expect(await settled()).toEqual(before);
    expect(before).toMatchObject([{ attempts: 2, last_error: null }]);
  });
});

describe('a worker cut off from PostgreSQL', () => {
  it('while it settles delivers exactly once', async () => {
    const proxy = await here.proxy();
    const barrier = await park(here.service.databaseUrl, 'inbox_items');
    const { deliveryId } = await here.forwarded();
    await here.start('worker', { DATABASE_URL: proxy.through(here.service.databaseUrl) });
    await until(
      () => here.attemptsOf(deliveryId),
      (attempts) => attempts === 1,
    );
    await barrier.someoneWaits();
    proxy.cut();
    if (here.random.below(2) === 0) await barrier.nobodyWaits();
    await barrier.lift();
    await here.deliveredOnce(deliveryId);
  });

  it('again and again listens with one connection afterwards, and no more', async () => {
    await here.start('worker');
    const owner = new pg.Client({ connectionString: here.service.databaseUrl });
    await owner.connect();
    const listening = async (): Promise<number[]> => {
      const { rows } = await owner.query<{ pid: number }>(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN outbox'",
      );
      return rows.map(({ pid }) => pid);
    };
    for (let round = 0; round < 3; round++) {
      const [pid] = await until(listening, (pids) => pids.length > 0);
      await owner.query('SELECT pg_terminate_backend($1)', [pid]);
      await until(listening, (pids) => pids.length > 0 && !pids.includes(pid!));
      await pause(1500); // a second one would come with the next try
    }
    const pids = await listening();
    await owner.end();
    expect(pids).toHaveLength(1);
  });
});

describe('three workers side by side', () => {
  it('two of them with an api, deliver everything once while the queue store is emptied under them', async () => {
    const ready = [];
    for (let made = 0; made < 12; made++) ready.push((await here.confirmed()).id);
    await Promise.all([here.start('all'), here.start('all'), here.start('worker')]);
    const promised = here.promiseNotices(100);
    const forwarded = [];
    for (const [index, id] of ready.entries()) {
      forwarded.push(await here.forward(id));
      if (index % 3 === here.random.below(3)) await here.emptyTheQueueStore();
    }
    await promised;
    await here.emptyTheQueueStore();
    for (const { deliveryId } of forwarded) await here.deliveredOnce(deliveryId);
  });
});
