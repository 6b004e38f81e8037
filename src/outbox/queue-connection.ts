import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { createPostgresBackend, setDefaultBackendFactory, type ConnectionOptions } from 'bullmq';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import pg from 'pg';
import type { Settings } from '../config/settings.js';
import { ToldOperator } from '../config/told-operator.js';
import { DatabaseClient } from '../database/database-client.js';
import { QUEUE_SCHEMA } from '../database/migrate.js';
import { settleSession } from '../database/runtime-settings.js';

export const QUEUE_CONNECTION = Symbol('queue connection');

const ANSWERS_WITHIN_MS = 3000;

/**
 * Chooses BullMQ's store for this process: Redis where there is a `REDIS_URL`, else PostgreSQL.
 * Must run before Nest makes a queue, since `@nestjs/bullmq` has no option for it.
 */
export function queueConnection(settings: Settings, databaseUrl: string): ConnectionOptions {
  if (settings.REDIS_URL.length > 0) {
    setDefaultBackendFactory();
    return redisConnection(settings, { maxRetriesPerRequest: null }) as ConnectionOptions;
  }
  setDefaultBackendFactory(createPostgresBackend as never);
  // BullMQ is given a pool of ours, since one of its own that loses its connection at the wrong moment ends the process.
  return new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'yttra',
    // The queue may be emptied at any moment and nothing is lost, so its commits need not wait for the disk.
    onConnect: (client: pg.ClientBase) =>
      settleSession(client, { synchronous_commit: 'off', search_path: QUEUE_SCHEMA }),
    Client: DatabaseClient,
    max: 40,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  });
}

/** BullMQ makes connections of its own from options, and from a cluster; the cluster itself is ours to close. */
function redisConnection(settings: Settings, options: RedisOptions): RedisOptions | Cluster {
  const [first, ...more] = settings.REDIS_URL.map(addressOf);
  if (settings.REDIS_SENTINEL_MASTER) {
    const sentinels = [first!, ...more].map(({ host, port }) => ({ host, port }));
    const { host: _host, port: _port, tls, ...login } = first!;
    const secure = tls && { tls, enableTLSForSentinelMode: true, sentinelTLS: tls };
    return { ...options, ...login, ...secure, sentinels, name: settings.REDIS_SENTINEL_MASTER };
  }
  if (more.length === 0) return { ...options, ...first };
  const { host: _host, port: _port, ...login } = first!;
  const nodes = [first!, ...more].map(({ host, port }) => ({ host, port }));
  return new Cluster(nodes, { redisOptions: { ...options, ...login }, lazyConnect: true });
}

function addressOf(address: string): RedisOptions & { host: string; port: number } {
  const { protocol, hostname, port, username, password, pathname } = new URL(address);
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || 6379,
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(pathname.length > 1 && { db: Number(pathname.slice(1)) }),
    ...(protocol === 'rediss:' && { tls: {} }),
  };
}

/** Closes a pool or a cluster once nobody uses it any more; all other connections are BullMQ's own. */
@Injectable()
export class CloseQueueConnection implements OnApplicationShutdown {
  constructor(@Inject(QUEUE_CONNECTION) private readonly connection: ConnectionOptions) {}

  async onApplicationShutdown(): Promise<void> {
    if (this.connection instanceof Cluster) this.connection.disconnect();
    if (this.connection instanceof pg.Pool && !this.connection.ending) await this.connection.end();
  }
}

/**
 * Refuses a Redis that may throw jobs away to make room. One that does not answer stops nobody: what is
 * promised waits in PostgreSQL, and readiness says that the queue is down.
 *
 * @throws ForgetfulRedis
 */
export async function refuseForgetfulRedis(settings: Settings): Promise<void> {
  const policy = await queuePolicy(settings).catch(({ message }: Error) => {
    new Logger('Queue').warn(`Redis at ${hostsOf(settings)} does not answer yet (${message}).`);
    return undefined;
  });
  if (policy !== undefined && policy !== 'noeviction') throw new ForgetfulRedis(policy);
}

/** An address of Redis without user name and password, to be shown in a message. */
export const hostsOf = ({ REDIS_URL }: Settings): string =>
  REDIS_URL.map((address) => new URL(address).host).join(', ');

/** Ends the start with one sentence that names the setting to change, and without a stack trace. */
export class ForgetfulRedis extends ToldOperator {
  override readonly name = 'ForgetfulRedis';

  constructor(policy: string) {
    super({
      sv: `Redis har maxmemory-policy ${policy}: sätt den till noeviction, annars kan jobb försvinna.`,
      en: `Redis has maxmemory-policy ${policy}: set it to noeviction, or jobs may vanish.`,
    });
  }
}

/**
 * The `maxmemory-policy` of Redis: of a cluster, that of the first node that forgets, if there is one.
 *
 * @throws Error within a few seconds when it does not answer.
 */
export async function queuePolicy(settings: Settings): Promise<string> {
  if (settings.REDIS_SENTINEL_MASTER || settings.REDIS_URL.length === 1) {
    return policyOf(redisConnection(settings, PROBE) as RedisOptions);
  }
  const policies = await Promise.all(
    settings.REDIS_URL.map((node) => policyOf({ ...PROBE, ...addressOf(node) })),
  );
  return policies.find((policy) => policy !== 'noeviction') ?? 'noeviction';
}

const PROBE: RedisOptions = {
  connectTimeout: ANSWERS_WITHIN_MS,
  commandTimeout: ANSWERS_WITHIN_MS,
  retryStrategy: () => null,
  sentinelRetryStrategy: () => null,
};

async function policyOf(options: RedisOptions): Promise<string> {
  const redis = new Redis(options);
  let reason: Error | undefined;
  redis.on('error', (error) => (reason = error)); // the rejected command says only that there is no connection
  try {
    const [, policy] = (await redis.config('GET', 'maxmemory-policy')) as string[];
    return policy ?? 'unknown';
  } catch (error) {
    throw reason ?? error;
  } finally {
    redis.disconnect();
  }
}
