import { describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { park } from '../support/parking.js';
import { launchProcess } from '../support/processes.js';
import { until } from '../support/until.js';
import { house } from './house.js';

const here = house();

/** What a process must never have said while it stopped. */
const TORN_DOWN_TOO_EARLY =
  /DataSource is not connected|Cannot use a pool|Connection terminated|not connected/i;

describe('a worker told to stop (F-14)', () => {
  it('with one job running and fifty queued ends the one, leaves the rest, and runs its hooks once', async () => {
    await here.forwarded();
    const barrier = await park(here.service.databaseUrl, 'inbox_items');
    const worker = await here.start('worker', { WORKER_CONCURRENCY: '1' });
    await barrier.someoneWaits();
    await here.promiseNotices(50);
    const ended = here.end(worker, 'SIGTERM');
    await pause(here.random.below(500));
    worker.send('SIGTERM');
    await pause(500);
    await barrier.lift();
    expect(await ended).toBe(0);
    expect(worker.output()).not.toMatch(TORN_DOWN_TOO_EARLY);
    const left = await here.one<number>("SELECT count(*) FROM deliveries WHERE state = 'pending'");
    expect(left).toBeGreaterThanOrEqual(50);
    expect(await here.one("SELECT count(*) FROM deliveries WHERE state = 'delivering'")).toBe(0);
  });
});

describe('an api told to stop (F-14)', () => {
  it('answers the twenty requests it has begun, takes no new ones, and exits with 0', async () => {
    const api = await here.start('api');
    const registrar = await here.as(api, 'ks-registrator');
    const barrier = await park(here.service.databaseUrl, 'cases');
    const twenty = Array.from({ length: 20 }, (_, index) =>
      registrar
        .post('/cases', { title: `Ärende ${index}`, issuer: 'KS' }, { key: `stop-${index}-${Date.now()}` })
        .then(({ status }) => status),
    );
    await barrier.someoneWaits();
    await pause(300); // all twenty are inside
    const ended = here.end(api, 'SIGTERM');
    await until(
      () =>
        fetch(`${api.url}/health/live`).then(
          () => 'answered',
          () => 'refused',
        ),
      (said) => said === 'refused',
    );
    await barrier.lift();
    expect(await Promise.all(twenty)).toEqual(Array.from({ length: 20 }, () => 201));
    expect(await ended).toBe(0);
    expect(api.output()).not.toMatch(TORN_DOWN_TOO_EARLY);
  });
});

describe('a process told to stop while it starts (F-14)', () => {
  it('ends, and has said nothing about torn connections', async () => {
    for (let round = 0; round < 4; round++) {
      const starting = await launchProcess(here.service.databaseUrl, {
        ROLE: here.random.pick(['api', 'worker', 'all']),
      });
      await pause(here.random.below(2500));
      const began = Date.now();
      const code = await starting.end('SIGTERM');
      // Before the program itself runs, the kernel ends it: then there is no code.
      expect([0, null]).toContain(code);
      expect(Date.now() - began).toBeLessThan(30_000);
      expect(starting.output()).not.toMatch(TORN_DOWN_TOO_EARLY);
    }
  });

  it('also while it waits for a database that does not answer', async () => {
    const nobody = new URL(here.service.databaseUrl);
    nobody.port = '9';
    const waiting = await launchProcess(nobody.href, { ROLE: 'api', DATABASE_WAIT_SECONDS: '60' });
    await pause(3000);
    const began = Date.now();
    expect(await waiting.end('SIGTERM')).toBe(0);
    expect(Date.now() - began).toBeLessThan(30_000); // not when it would have given up
  });
});
