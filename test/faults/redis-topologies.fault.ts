import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { freePort, readiness } from '../support/processes.js';
import { RedisServer, redisIsInstalled } from '../support/redis-server.js';
import { until } from '../support/until.js';
import { house } from './house.js';

const here = house();
const withRedis = redisIsInstalled() ? describe : describe.skip;

withRedis('a Redis Cluster of three nodes', () => {
  let nodes: RedisServer[];
  beforeAll(async () => {
    nodes = await Promise.all([0, 1, 2].map(() => RedisServer.start(['--cluster-enabled', 'yes'])));
    const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`);
    const made = spawnSync('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes']);
    expect(made.stdout.toString()).toContain('All 16384 slots covered');
    await until(
      () => Promise.all(nodes.map((node) => node.ask('CLUSTER', 'INFO'))),
      (infos) => infos.every((info) => String(info).includes('cluster_state:ok')),
    );
  });
  afterAll(() => Promise.all(nodes.map((node) => node.stop())));
  const onCluster = () => ({ REDIS_URL: nodes.map(({ url }) => url).join(',') });

  it('carries the queue, and what it lost with a node is delivered once the node is back', async () => {
    const api = await here.start('api', onCluster());
    const worker = await here.start('worker', onCluster());
    await here.deliveredOnce((await here.forwarded()).deliveryId);

    const sizes = await Promise.all(nodes.map(async (node) => Number(await node.ask('DBSIZE'))));
    const holder = nodes[sizes.indexOf(Math.max(...sizes))]!;
    await holder.kill();
    const { deliveryId } = await here.forwarded();
    await holder.run();
    await here.deliveredOnce(deliveryId);
    await readiness(worker);
    expect(await here.end(worker, 'SIGTERM')).toBe(0);
    expect(await here.end(api, 'SIGTERM')).toBe(0);
  });

  it('is refused when one of its nodes may throw jobs away', async () => {
    await nodes[2]!.ask('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    await expect(here.start('worker', onCluster())).rejects.toThrow(/maxmemory-policy allkeys-lru/);
    await nodes[2]!.ask('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
  });
});

withRedis('a primary that Sentinel watches', () => {
  let [primary, replica]: RedisServer[] = [];
  let sentinel: ChildProcess;
  let folder: string;
  let port: number;
  beforeAll(async () => {
    primary = await RedisServer.start();
    replica = await RedisServer.start(['--replicaof', '127.0.0.1', String(primary.port)]);
    folder = await mkdtemp(join(tmpdir(), 'yttra-sentinel-'));
    port = await freePort();
    const file = join(folder, 'sentinel.conf');
    const watch = [
      'monitor yttra 127.0.0.1 # 1',
      'down-after-milliseconds yttra 1000',
      'failover-timeout yttra 5000',
    ];
    await writeFile(
      file,
      [`port ${port}`, 'bind 127.0.0.1', ...watch.map((line) => `sentinel ${line}`), '']
        .join('\n')
        .replace('#', String(primary.port)),
    );
    sentinel = spawn('redis-server', [file, '--sentinel'], { stdio: 'ignore' });
    await until(
      () => known(),
      (replicas) => replicas === 1,
    );
  });
  afterAll(async () => {
    sentinel.kill('SIGKILL');
    await Promise.all([primary!.stop(), replica!.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  /** How many replicas the Sentinel has found. */
  async function known(): Promise<number> {
    const redis = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => undefined); // not up yet: none
    const found = await redis.call('SENTINEL', 'replicas', 'yttra').catch(() => []);
    redis.disconnect();
    return (found as unknown[]).length;
  }

  it('is replaced when it is killed, and what was forwarded meanwhile is delivered', async () => {
    const watched = { REDIS_URL: `redis://127.0.0.1:${port}`, REDIS_SENTINEL_MASTER: 'yttra' };
    const worker = await here.start('worker', watched);
    await here.deliveredOnce((await here.forwarded()).deliveryId);

    await primary!.kill();
    const { deliveryId } = await here.forwarded();
    await here.deliveredOnce(deliveryId);
    expect(String(await replica!.ask('ROLE'))).toContain('master');
    await readiness(worker);
    expect(await here.end(worker, 'SIGTERM')).toBe(0);
  });
});
