import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { launchProcess, readiness } from '../support/processes.js';
import { RedisServer, redisIsInstalled } from '../support/redis-server.js';
import { until } from '../support/until.js';
import { house } from './house.js';

const here = house();
const withRedis = redisIsInstalled() ? describe : describe.skip;

withRedis('a Redis of its own', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.stop());
  const onRedis = () => ({ REDIS_URL: redis.url });

  it('that may throw jobs away is refused at start, in one sentence (F-20)', async () => {
    await redis.ask('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    const refused = await launchProcess(here.service.databaseUrl, { ROLE: 'worker', ...onRedis() });
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toMatch(/^.*maxmemory-policy allkeys-lru.*noeviction.*$/m);
    await redis.ask('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
  });

  it('that is not up yet stops no process from starting; what was forwarded arrives once it is (F-15)', async () => {
    await redis.kill();
    const api = await here.start('api', onRedis());
    const worker = await launchProcess(here.service.databaseUrl, { ROLE: 'worker', ...onRedis() });
    const { id, version } = await here.confirmed();
    const { status, body } = await (
      await here.as(api, 'tsn-sekreterare')
    ).post(`/consultations/${id}/forward`, {}, { ifMatch: version });
    expect(status).toBe(202);
    const report = (): Promise<{ status: string }> =>
      fetch(`${worker.url}/health/ready`).then(
        async (answer) => (await answer.json()) as { status: string },
        () => ({ status: 'starting' }),
      );
    const ready = await until(report, ({ status: now }) => now !== 'starting');
    expect(ready).toMatchObject({ status: 'error', details: { delivering: { queue: 'down' } } });
    await redis.run();
    await here.deliveredOnce(body.deliveries[0].id);
    await readiness(worker);
    expect(await worker.end('SIGTERM')).toBe(0);
  });

  it('that is full takes nothing from anyone: decisions are acked, and delivered once there is room (F-20)', async () => {
    const api = await here.start('api', onRedis());
    await here.start('worker', onRedis());
    await redis.ask('CONFIG', 'SET', 'maxmemory', '1');
    const { id, version } = await here.confirmed();
    const { status, body } = await (
      await here.as(api, 'tsn-sekreterare')
    ).post(`/consultations/${id}/forward`, {}, { ifMatch: version });
    expect(status).toBe(202);
    await pause(2000);
    expect(
      await here.one(
        'SELECT count(*) FROM inbox_items WHERE consultation_id = $1 AND kind = $2',
        id,
        'dispatch',
      ),
    ).toBe(0);
    expect(await here.one<number>('SELECT count(*) FROM outbox')).toBeGreaterThan(0);
    await redis.ask('CONFIG', 'SET', 'maxmemory', '0');
    await here.deliveredOnce(body.deliveries[0].id);
  });

  it('that is flushed in the middle of its load loses nothing', async () => {
    await here.confirmed();
    await Promise.all([here.start('worker', onRedis()), here.start('worker', onRedis())]);
    for (let round = 0; round < 5; round++) {
      await here.promiseNotices(40);
      await pause(here.random.below(200));
      await redis.ask('FLUSHALL');
    }
    const { deliveryId } = await here.forwarded();
    await redis.ask('FLUSHALL');
    await here.deliveredOnce(deliveryId);
  });

  it.each(['killed', 'frozen'] as const)(
    'that is %s stops no request, and delivers when it is back',
    async (how) => {
      const api = await here.start('api', onRedis());
      await here.start('worker', onRedis());
      const { id, version } = await here.confirmed();
      if (how === 'killed') await redis.kill();
      else redis.freeze();
      const { status, body } = await (
        await here.as(api, 'tsn-sekreterare')
      ).post(`/consultations/${id}/forward`, {}, { ifMatch: version });
      expect(status).toBe(202);
      await (await here.as(api, 'tsn-sekreterare')).get(`/consultations/${id}`).expect(200);
      await pause(3000 + here.random.below(4000));
      if (how === 'killed') await redis.run();
      else redis.thaw();
      await here.deliveredOnce(body.deliveries[0].id);
    },
  );
});
