import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrate, migrateWith, migrationsOf } from '../../database/migrate.js';
import { CannotContinue } from '../command-line/command.js';
import {
  damagedFiles,
  FORMAT,
  readManifest,
  tableFile,
  type BackedUpTable,
  type Manifest,
} from './manifest.js';
import { copyDocument } from './take-backup.js';

export interface Held {
  readonly deliveries: number;
  /** Reminders for days up to this one are not said. */
  readonly remindersUpTo: string;
}

/** Whether what is in the database may be lost; `if-sure`: the operator has not said that twice. */
export type Replace = 'no' | 'if-sure' | 'yes';

/**
 * Restores a backup into a database: an empty one, or with `replace` whatever is there. Every checksum is
 * right, and every document in its place, before anything is taken away; the rows come in one transaction.
 *
 * What the backup holds as unsent may have been sent since it was taken, and what was due may have been
 * said. So none of it goes out by itself: deliveries come back as failed (`restored-from-backup`), reminders
 * up to `today` are held, and `release-held` is the operator's word.
 *
 * @throws CannotContinue with what is wrong; nothing has been changed then, unless `replace` has begun.
 */
export async function restoreBackup(
  client: pg.Client,
  options: { folder: string; documents: string; url: string; today: string; replace: Replace },
): Promise<Held> {
  const manifest = await soundManifest(options.folder);
  const migrations = await migrationsOf(options.url, manifest.migrations);
  await nobodyElseWorks(client);
  await mayBeReplaced(client, options.replace);
  for (const sha256 of manifest.documents) {
    await copyDocument(join(options.folder, 'documents'), options.documents, sha256);
  }
  if (options.replace !== 'no') await emptyDatabase(client);
  await migrateWith(options.url, migrations);
  await client.query('BEGIN');
  await client.query('SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0');
  await readIn(client, options.folder, manifest);
  const held = await hold(client, options.today);
  // Until autovacuum has counted them PostgreSQL takes full tables for empty ones, and plans for those.
  await client.query('ANALYZE');
  await client.query('COMMIT');
  await migrate(options.url);
  // What is public was derived while it was read in, by functions as the migrations have them and not as they are today.
  await client.query('SELECT derive_public_entries(ARRAY(SELECT DISTINCT case_id FROM publications))');
  return held;
}

async function soundManifest(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder).catch((error: unknown) => {
    throw new CannotContinue(`${folder} är ingen säkerhetskopia (${(error as Error).message}).`);
  });
  if (manifest.format !== FORMAT) {
    throw new CannotContinue(
      `Säkerhetskopian har ett annat format än ${FORMAT}, som är det som den här versionen läser.`,
    );
  }
  for await (const file of damagedFiles(folder, manifest)) {
    throw new CannotContinue(`Säkerhetskopian är skadad: ${file} stämmer inte. Inget är ändrat.`);
  }
  return manifest;
}

async function nobodyElseWorks(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'yttra'`,
  );
  if (rowCount) throw new CannotContinue('Tjänsten arbetar i databasen: stoppa alla processer först.');
}

async function mayBeReplaced(client: pg.Client, replace: Replace): Promise<void> {
  const { rows } = await client.query<{ tables: boolean; cases: string | null }>(
    `SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r') AS tables,
       to_regclass('public.cases') AS cases`,
  );
  if (!rows[0]?.tables || replace === 'yes') return;
  if (replace === 'no') {
    throw new CannotContinue(
      'Databasen är inte tom: återställ till en ny databas, eller ersätt den här med --replace.',
    );
  }
  throw new CannotContinue(
    `${await whatWouldBeLost(client, rows[0].cases !== null)} Lägg till --yes om det ska bort.`,
  );
}

async function whatWouldBeLost(client: pg.Client, hasCases: boolean): Promise<string> {
  const { rows } = await client.query<{ name: string; cases: number }>(
    `SELECT current_database() AS name, ${hasCases ? '(SELECT count(*)::int FROM cases)' : '0'} AS cases`,
  );
  return `Databasen ${rows[0]!.name} har ${rows[0]!.cases} ärenden, och allt i den tas bort.`;
}

async function emptyDatabase(client: pg.Client): Promise<void> {
  await client.query(`
    DROP SCHEMA IF EXISTS bullmq CASCADE;
    DROP SCHEMA public CASCADE;
    CREATE SCHEMA public;
    GRANT USAGE ON SCHEMA public TO PUBLIC;
  `);
}

/** Migrations fill some tables too; what the backup says of them counts. What is derived of them is emptied with them. */
async function readIn(client: pg.Client, folder: string, { tables, sequences }: Manifest): Promise<void> {
  await client.query(`TRUNCATE ${tables.map(({ name }) => `"${name}"`).join(', ')} CASCADE`);
  for (const table of tables) await readTable(client, folder, table);
  for (const { name, value, called } of sequences) {
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [name, value, called]);
  }
}

async function readTable(
  client: pg.Client,
  folder: string,
  { name, columns, rows }: BackedUpTable,
): Promise<void> {
  const copy = client.query(copyFrom(`COPY "${name}" (${columns.join(', ')}) FROM STDIN`));
  await pipeline(createReadStream(tableFile(folder, name)), createGunzip(), copy);
  if (copy.rowCount !== rows) {
    throw new CannotContinue(
      `Säkerhetskopian är skadad: ${name} har ${copy.rowCount} rader i stället för ${rows}.`,
    );
  }
}

async function hold(client: pg.Client, today: string): Promise<Held> {
  await client.query(
    `UPDATE delivery_attempts SET ended_at = now(), outcome = 'failed', detail = 'restored-from-backup'
     WHERE ended_at IS NULL`,
  );
  const { rowCount } = await client.query(
    `UPDATE deliveries SET state = 'failed', last_error = 'restored-from-backup', attempt_token = NULL,
       version = version + 1
     WHERE state IN ('pending', 'delivering') AND channel <> 'manual'`,
  );
  // Lines of a digest that had not been said: derived anew if they are released.
  await client.query(`
    DELETE FROM reminders USING digests WHERE digests.id = digest_id AND digests.said_on IS NULL;
    DELETE FROM digests WHERE said_on IS NULL;
    UPDATE reminder_sweep SET ended_at = now()`);
  await client.query(
    `INSERT INTO reminders_held (up_to) VALUES ($1)
     ON CONFLICT (only_one) DO UPDATE SET up_to = excluded.up_to`,
    [today],
  );
  return { deliveries: rowCount ?? 0, remindersUpTo: today };
}
