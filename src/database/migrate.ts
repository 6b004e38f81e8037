import { fileURLToPath } from 'node:url';
import { runMigrations as runQueueMigrations } from 'bullmq';
import type pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { applyDefinitions, definitionsToMake } from './apply-definitions.js';
import { ToldOperator } from '../config/told-operator.js';
import { DatabaseClient } from './database-client.js';
import { OWNER_OPTIONS } from './runtime-settings.js';

/** Where BullMQ keeps its tables when the queue lives in PostgreSQL. */
export const QUEUE_SCHEMA = 'bullmq';

const folder = fileURLToPath(new URL('../../migrations', import.meta.url));

/**
 * A data source for migrations only: as the owner, without entities.
 *
 * @param startsWith options of the connection; none through a pooler, which refuses them.
 */
export function migrationDataSource(ownerUrl: string, startsWith = OWNER_OPTIONS): DataSource {
  return new DataSource({
    type: 'postgres',
    url: ownerUrl,
    applicationName: 'yttra-migrate',
    migrations: [`${folder}/*.{js,ts}`],
    migrationsTransactionMode: 'each',
    migrationsTableName: 'migrations',
    extra: { Client: DatabaseClient, ...(startsWith && { options: startsWith }) },
  });
}

/**
 * Brings the database, its definitions and the queue's own tables up to date. Safe to run twice and in several
 * processes at once: an advisory lock lets one work while the others wait.
 *
 * @throws LaterVersion, and changes nothing: this version's functions, views and policies would take the place of later ones.
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const lock = new DatabaseClient({
    connectionString: ownerUrl,
    application_name: 'yttra-migrate',
    options: OWNER_OPTIONS,
  });
  await lock.reach();
  try {
    await lock.query("SELECT pg_advisory_lock(hashtext('yttra migrations'))");
    const dataSource = await migrationDataSource(ownerUrl).initialize();
    const run = await runLacking(dataSource).finally(() => dataSource.destroy());
    // TypeORM makes its ledger before the first migration can say who may read it; the service looks at start.
    await lock.query('GRANT SELECT ON migrations TO yttra_runtime');
    await applyDefinitions(lock, { migrations: run.length > 0 });
    await prepareQueueTables(lock);
  } finally {
    await lock.end();
  }
}

type Migration = new () => MigrationInterface;

/**
 * The migrations of these names, without running any.
 *
 * @throws CannotMigrate when this version lacks one of them: the database is from a later one.
 */
export async function migrationsOf(ownerUrl: string, names: readonly string[]): Promise<Migration[]> {
  const all = await migrationDataSource(ownerUrl).initialize();
  const wanted = all.migrations.filter(({ name }) => names.includes(name ?? ''));
  await all.destroy();
  if (wanted.length < names.length) {
    throw new CannotMigrate(
      'Säkerhetskopian är gjord med en senare version: återställ den med den versionen. Inget är ändrat.',
    );
  }
  return wanted.map((migration) => migration.constructor as Migration);
}

/** Brings an empty database to the state that just these migrations make, as a backup was taken in. */
export async function migrateWith(ownerUrl: string, migrations: readonly Migration[]): Promise<void> {
  const { options } = migrationDataSource(ownerUrl);
  const dataSource = await new DataSource({ ...options, migrations: [...migrations] }).initialize();
  await dataSource.runMigrations().finally(() => dataSource.destroy());
}

/** One sentence that tells a person what to do. */
export class CannotMigrate extends Error {
  override readonly name = 'CannotMigrate';
}

/** The database has been migrated by a later version, which may write what this one knows nothing of. */
export class LaterVersion extends ToldOperator {
  override readonly name = 'LaterVersion';

  constructor(unknown: number) {
    super({
      sv: `Databasen är från en senare version av Yttra (${unknown} ${unknown === 1 ? 'migrering' : 'migreringar'} som den här inte känner till): kör den versionen, eller återställ en säkerhetskopia från före uppgraderingen.`,
      en: `The database is of a later version of Yttra (${unknown} ${unknown === 1 ? 'migration' : 'migrations'} that this one does not know): run that version, or restore a backup from before the upgrade.`,
    });
  }
}

async function runLacking(dataSource: DataSource): Promise<object[]> {
  await lackingIn(dataSource);
  return dataSource.runMigrations();
}

/**
 * How many migrations the database lacks, and definitions. Reads only, so the runtime's login is enough.
 *
 * @throws LaterVersion
 */
export async function pendingMigrations(url: string): Promise<number> {
  const dataSource = await migrationDataSource(url, '').initialize();
  try {
    const lacking = await lackingIn(dataSource);
    if (lacking > 0) return lacking;
    const made: { name: string; sha256: string }[] = await dataSource.query(
      'SELECT name, sha256 FROM current_definitions',
    );
    return definitionsToMake(new Map(made.map(({ name, sha256 }) => [name, sha256])));
  } finally {
    await dataSource.destroy();
  }
}

/** @throws LaterVersion */
async function lackingIn(dataSource: DataSource): Promise<number> {
  const known = new Set(dataSource.migrations.map(({ name }) => name));
  const [ledger]: { exists: boolean }[] = await dataSource.query(
    "SELECT to_regclass('public.migrations') IS NOT NULL AS exists",
  );
  if (!ledger?.exists) return known.size;
  const done: { name: string }[] = await dataSource.query('SELECT name FROM migrations');
  const unknown = done.filter(({ name }) => !known.has(name)).length;
  if (unknown > 0) throw new LaterVersion(unknown);
  return known.size - done.length;
}

/**
 * BullMQ migrates its own schema and the runtime role may use it. Measured: `addBulk` makes a sequence
 * for each queue and asks for CREATE even when there is one, so the role may create in this schema only.
 */
async function prepareQueueTables(owner: pg.Client): Promise<void> {
  await runQueueMigrations(owner, QUEUE_SCHEMA);
  await owner.query(`
    GRANT USAGE, CREATE ON SCHEMA ${QUEUE_SCHEMA} TO yttra_runtime;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO yttra_runtime;
    GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO yttra_runtime;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO yttra_runtime;
  `);
}
