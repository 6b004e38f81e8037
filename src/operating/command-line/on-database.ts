import { join } from 'node:path';
import type pg from 'pg';
import { readSettings, type Settings } from '../../config/settings.js';
import { DatabaseClient } from '../../database/database-client.js';
import { embeddedLogins, type EmbeddedLogins } from '../../database/embedded-logins.js';
import { startEmbeddedPostgres } from '../../database/embedded-postgres.js';
import { OWNER_OPTIONS } from '../../database/runtime-settings.js';
import type { Arguments } from './command.js';

export interface Connected {
  readonly client: pg.Client;
  readonly url: string;
  readonly settings: Settings;
}

/** Does work as the login that owns the tables: `MIGRATION_DATABASE_URL`, else the service's own, past a pooler. */
export async function onOwnerDatabase<T>(
  env: Arguments['env'],
  work: (database: Connected) => Promise<T>,
): Promise<T> {
  return onDatabase(env, 'migrator', work);
}

/** Does work as the service does: `DATABASE_URL`, or past the pooler that it leads through. */
export async function onServiceDatabase<T>(
  env: Arguments['env'],
  work: (database: Connected) => Promise<T>,
): Promise<T> {
  return onDatabase(env, 'service', work);
}

/** As the service has it: whatever this machine's clock says. */
export async function databaseNow(client: pg.Client): Promise<Date> {
  const { rows } = await client.query<{ now: Date }>('SELECT now()');
  return rows[0]!.now;
}

/** Without a `DATABASE_URL` it is the embedded one, which is started if the service does not run just now. */
async function onDatabase<T>(
  env: Arguments['env'],
  login: keyof EmbeddedLogins,
  work: (database: Connected) => Promise<T>,
): Promise<T> {
  const settings = readSettings(env);
  const service = settings.DATABASE_LISTEN_URL ?? settings.DATABASE_URL;
  const given = (login === 'migrator' && settings.MIGRATION_DATABASE_URL) || service;
  if (given) return connected(given, settings, work);
  const postgres = await startEmbeddedPostgres({ directory: join(settings.DATA_DIRECTORY, 'postgres') });
  try {
    return await connected((await embeddedLogins(postgres))[login], settings, work);
  } finally {
    await postgres.stop();
  }
}

async function connected<T>(
  url: string,
  settings: Settings,
  work: (database: Connected) => Promise<T>,
): Promise<T> {
  const client = new DatabaseClient({
    connectionString: url,
    application_name: 'yttra-command',
    // On the service's own behalf, or row-level security shows nothing. Rows are written and read as text: the same
    // way, whatever a server or a database says by default.
    options: `-c yttra.service=on -c timezone=UTC -c datestyle=ISO,YMD -c intervalstyle=iso_8601 ${OWNER_OPTIONS}`,
  });
  await client.reach();
  try {
    return await work({ client, url, settings });
  } finally {
    await client.end();
  }
}
