import { Logger } from '@nestjs/common';
import { createPostgresBackend, setDefaultBackendFactory, type ConnectionOptions } from 'bullmq';
import { Redis } from 'ioredis';
import type { Settings } from '../config/settings.js';
import { runtimeOptions } from '../database/data-source.js';
import { QUEUE_SCHEMA } from '../database/migrate.js';

const ANSWERS_WITHIN_MS = 3000;

/**
 * Chooses BullMQ's store for this process: Redis where there is a `REDIS_URL`, else PostgreSQL.
 * Must run before Nest makes a queue, since `@nestjs/bullmq` has no option for it.
 */
export function queueConnection(settings: Settings, databaseUrl: string): ConnectionOptions {
  if (settings.REDIS_URL) {
    setDefaultBackendFactory();
    return { url: settings.REDIS_URL, maxRetriesPerRequest: null };
  }
  setDefaultBackendFactory(createPostgresBackend as never);
  return {
    connectionString: databaseUrl,
    schema: QUEUE_SCHEMA,
    application_name: 'yttra',
    // The queue may be emptied at any moment and nothing is lost, so its commits need not wait for the disk.
    options: `${runtimeOptions} -c synchronous_commit=off`,
    max: 10,
    keepAlive: true,
  };
}

/**
 * Refuses a Redis that may throw jobs away to make room. One that does not answer stops nobody: what is
 * promised waits in PostgreSQL, and readiness says that the queue is down.
 *
 * @throws ForgetfulRedis
 */
export async function refuseForgetfulRedis(redisUrl: string): Promise<void> {
  const policy = await queuePolicy(redisUrl).catch(({ message }: Error) => {
    new Logger('Queue').warn(`Redis at ${new URL(redisUrl).host} does not answer yet (${message}).`);
    return undefined;
  });
  if (policy !== undefined && policy !== 'noeviction') throw new ForgetfulRedis(policy);
}

/** One sentence that names the setting to change; shown without a stack. */
export class ForgetfulRedis extends Error {
  override readonly name = 'ForgetfulRedis';

  constructor(policy: string) {
    super(`Redis has maxmemory-policy ${policy}: set it to noeviction, or jobs may vanish.`);
  }
}

/** The `maxmemory-policy` of a Redis. @throws Error within a few seconds when it does not answer. */
export async function queuePolicy(redisUrl: string): Promise<string> {
  const redis = new Redis(redisUrl, {
    connectTimeout: ANSWERS_WITHIN_MS,
    commandTimeout: ANSWERS_WITHIN_MS,
    retryStrategy: () => null,
  });
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
