import { describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { launchProcess, readiness } from '../support/processes.js';
import { house } from './house.js';

const here = house();

describe('a process started before its database (F-15)', () => {
  it.each(['api', 'worker'])(
    'as %s waits for it and is ready once it is there, without a restart',
    async (role) => {
      const proxy = await here.proxy();
      await proxy.close();
      const early = await launchProcess(proxy.through(here.service.databaseUrl), {
        ROLE: role,
        DATABASE_WAIT_SECONDS: '60',
      });
      await pause(2000 + here.random.below(2000));
      expect(early.child.exitCode).toBeNull();
      await proxy.open();
      await readiness(early, 30_000);
      expect(await early.end('SIGTERM')).toBe(0);
    },
  );

  it('gives up when it stays away, with one sentence that names the setting', async () => {
    const proxy = await here.proxy();
    await proxy.close();
    const early = await launchProcess(proxy.through(here.service.databaseUrl), {
      ROLE: 'api',
      DATABASE_WAIT_SECONDS: '1',
    });
    expect(await early.ended).toBe(1);
    expect(early.output()).toMatch(/^Databasen på 127\.0\.0\.1(:\d+)? går inte att nå .*DATABASE_URL\.\n$/);
  });
});

describe('a database that goes away and comes back', () => {
  it('makes the api unready, and ready again without a restart', async () => {
    const proxy = await here.proxy();
    const api = await here.start('api', { DATABASE_URL: proxy.through(here.service.databaseUrl) });
    const registrar = await here.as(api, 'ks-registrator');
    await proxy.close();
    const ready = await fetch(`${api.url}/health/ready`);
    expect(ready.status).toBe(503);
    const { status, headers } = await registrar.get('/cases');
    expect([status, headers['content-type']]).toEqual([
      503,
      expect.stringContaining('application/problem+json'),
    ]);
    await proxy.open();
    await readiness(api);
    await registrar.get('/cases').expect(200);
  });

  it('slowly, at 200 ms an answer, is worked with all the same', async () => {
    const proxy = await here.proxy();
    await here.start('worker', { DATABASE_URL: proxy.through(here.service.databaseUrl) });
    proxy.delay(200);
    const { deliveryId } = await here.forwarded();
    await here.deliveredOnce(deliveryId);
    proxy.delay(0);
  });
});
