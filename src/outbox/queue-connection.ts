import { createPostgresBackend, setDefaultBackendFactory, type ConnectionOptions } from 'bullmq';
import { Redis } from 'ioredis';
import type { Settings } from '../config/settings.js';
import { runtimeOptions } from '../database/data-source.js';
import { QUEUE_SCHEMA } from '../database/migrate.js';

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

/** @throws Error naming the setting to change, when Redis may throw jobs away to make room. */
export async function refuseForgetfulRedis(redisUrl: string): Promise<void> {
  const redis = new Redis(redisUrl, { lazyConnect: true, maxRetriesPerRequest: 1, enableOfflineQueue: true });
  redis.on('error', () => undefined); // the rejected command below says it
  try {
    const [, policy] = (await redis.config('GET', 'maxmemory-policy')) as string[];
    if (policy !== 'noeviction') {
      throw new Error(`Redis has maxmemory-policy ${policy}; set it to noeviction, or jobs may vanish.`);
    }
  } finally {
    redis.disconnect();
  }
}
