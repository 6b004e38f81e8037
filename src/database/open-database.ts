import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import type { Settings } from '../config/settings.js';
import { ToldOperator } from '../config/told-operator.js';
import { DatabaseClient } from './database-client.js';
import { embeddedLogins } from './embedded-logins.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { migrate, pendingMigrations } from './migrate.js';

export class CannotStart extends ToldOperator {
  override readonly name = 'CannotStart';
}

export interface OpenDatabase {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The database this process works on, reachable and migrated: the embedded one is started and
 * migrated here; another one is waited for, and migrated by its owner's own command. Undefined: told
 * to stop meanwhile.
 *
 * @throws CannotStart, DatabaseUnreachable or EmbeddedPostgresFailed
 */
export async function openDatabase(settings: Settings, stop: AbortSignal): Promise<OpenDatabase | undefined> {
  if (settings.DATABASE_URL === undefined) return openEmbedded(settings.DATA_DIRECTORY, stop);
  await reachable(settings.DATABASE_URL, settings.DATABASE_WAIT_SECONDS, stop);
  if (stop.aborted) return undefined;
  const pending = await pendingMigrations(settings.DATABASE_URL);
  if (pending > 0) {
    throw new CannotStart({
      sv: `Databasen saknar ${pending} ${pending === 1 ? 'migrering' : 'migreringar'}: kör först npm run migrate som dess ägare.`,
      en: `The database lacks ${pending} ${pending === 1 ? 'migration' : 'migrations'}: run npm run migrate as its owner first.`,
    });
  }
  return { url: settings.DATABASE_URL, close: async () => undefined };
}

/** A start that fails or is told to stop half-way leaves no PostgreSQL behind. */
async function openEmbedded(dataDirectory: string, stop: AbortSignal): Promise<OpenDatabase | undefined> {
  const postgres = await startEmbeddedPostgres({ directory: join(dataDirectory, 'postgres') });
  try {
    const { migrator, service } = await embeddedLogins(postgres);
    if (!stop.aborted) await migrate(migrator);
    if (!stop.aborted) return { url: service, close: () => postgres.stop() };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  await postgres.stop();
  return undefined;
}

async function reachable(url: string, waitSeconds: number, stop: AbortSignal): Promise<void> {
  const until = Date.now() + waitSeconds * 1000;
  while (!stop.aborted) {
    const client = new DatabaseClient({ connectionString: url });
    try {
      await client.reach();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() >= until) throw error;
      await pause(250);
    }
  }
}
