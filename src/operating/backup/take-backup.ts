import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { CannotContinue } from '../command-line/command.js';
import {
  documentFile,
  FORMAT,
  tableFile,
  writeManifest,
  type BackedUpTable,
  type Manifest,
} from './manifest.js';

/**
 * What is promised anew by the reconciler, derived anew of the rest, or the ledger of migrations and definitions is not data. Nor are
 * sessions: one that has ended since would be open again.
 */
const NOT_DATA = [
  'outbox',
  'migrations',
  'current_definitions',
  'earlier_definitions',
  'public_entries',
  'public_entries_due',
  'public_register',
  'case_places',
  'sessions',
  'kept_forms',
  'paper_jobs',
];

/**
 * Writes the database and its documents to a new folder, as they were at one instant, while the service
 * goes on. The folder gets its name once all of it is on disk: one with that name is whole.
 *
 * @throws CannotContinue when the folder exists, or a document is missing or altered.
 */
export async function takeBackup(
  client: pg.Client,
  options: { folder: string; documents: string; version: string },
): Promise<Manifest> {
  const draft = `${options.folder}.partial`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(join(draft, 'tables'), { recursive: true, mode: 0o700 });
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // A login that row-level security binds is refused, and does not take the rows that it happens to see.
    await client.query(
      'SET LOCAL row_security = off; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0',
    );
    const manifest = await writeAll(client, draft, options);
    await client.query('COMMIT');
    await writeManifest(draft, manifest);
    await moveIntoPlace(draft, options.folder);
    return manifest;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function writeAll(
  client: pg.Client,
  draft: string,
  { documents, version }: { documents: string; version: string },
): Promise<Manifest> {
  const { rows: instants } = await client.query<{ at: Date }>('SELECT now() AS at');
  const { rows: migrations } = await client.query<{ name: string }>(
    'SELECT name FROM migrations ORDER BY timestamp',
  );
  const { rows: sequences } = await client.query<{ name: string; value: string; called: boolean }>(
    `SELECT quote_ident(sequencename) AS name, coalesce(last_value, start_value)::text AS value,
       last_value IS NOT NULL AS called
     FROM pg_sequences WHERE schemaname = 'public' AND sequencename <> 'migrations_id_seq' ORDER BY 1`,
  );
  const tables: BackedUpTable[] = [];
  for (const { name, columns } of await tablesInOrder(client)) {
    tables.push(await writeTable(client, draft, name, columns));
  }
  return {
    format: FORMAT,
    takenAt: instants[0]!.at.toISOString(),
    version,
    migrations: migrations.map(({ name }) => name),
    tables,
    sequences,
    documents: await writeDocuments(client, documents, join(draft, 'documents')),
  };
}

interface Table {
  readonly name: string;
  readonly columns: string[];
  readonly refers: readonly string[];
}

/** Each after those it refers to, since a foreign key is checked when a table has been read in. */
async function tablesInOrder(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT relname AS name,
       ARRAY(SELECT quote_ident(attname) FROM pg_attribute
             WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
             ORDER BY attnum) AS columns,
       ARRAY(SELECT confrelid::regclass::text FROM pg_constraint
             WHERE conrelid = pg_class.oid AND contype = 'f' AND NOT condeferrable AND confrelid <> conrelid) AS refers
     FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> ALL($1)
     ORDER BY relname`,
    [NOT_DATA],
  );
  const ordered: Table[] = [];
  while (ordered.length < rows.length) {
    const known = new Set(ordered.map(({ name }) => name));
    const next = rows.filter(
      ({ name, refers }) => !known.has(name) && refers.every((other) => known.has(other)),
    );
    if (next.length === 0) throw new Error('Tables refer to each other in a circle.');
    ordered.push(...next);
  }
  return ordered;
}

async function writeTable(
  client: pg.Client,
  draft: string,
  name: string,
  columns: readonly string[],
): Promise<BackedUpTable> {
  const hash = createHash('sha256');
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const copy = client.query(copyTo(`COPY "${name}" (${columns.join(', ')}) TO STDOUT`));
  const file = createWriteStream(tableFile(draft, name), { mode: 0o600, flush: true });
  await pipeline(copy, createGzip(), meter, file);
  return { name, columns, rows: copy.rowCount, sha256: hash.digest('hex') };
}

/** The files that the snapshot's rows name; each is its checksum, and is checked against it on the way. */
async function writeDocuments(client: pg.Client, from: string, to: string): Promise<string[]> {
  const { rows } = await client.query<{ sha256: string }>(
    `SELECT sha256 FROM documents WHERE disposed_at IS NULL UNION SELECT sha256 FROM dispatch_papers WHERE sha256 IS NOT NULL
     UNION SELECT sha256 FROM signature_requests WHERE sha256 IS NOT NULL
     UNION SELECT sha256 FROM archive_packages WHERE sha256 IS NOT NULL AND removed_at IS NULL ORDER BY 1`,
  );
  for (const { sha256 } of rows) await copyDocument(from, to, sha256);
  return rows.map(({ sha256 }) => sha256);
}

/** @throws CannotContinue when the file is missing or is not what its name says. */
export async function copyDocument(from: string, to: string, sha256: string): Promise<void> {
  const [source, target] = [documentFile(from, sha256), documentFile(to, sha256)];
  const hash = createHash('sha256');
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const draft = `${target}.partial`;
  try {
    await pipeline(
      createReadStream(source),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(draft, { mode: 0o600, flush: true }),
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new CannotContinue(`Filen ${source} saknas, fast det finns en handling som hänvisar till den.`);
  }
  if (hash.digest('hex') !== sha256) {
    await rm(draft);
    throw new CannotContinue(`Filen ${source} är ändrad: den stämmer inte med sin kontrollsumma.`);
  }
  await rename(draft, target);
}

async function moveIntoPlace(draft: string, folder: string): Promise<void> {
  try {
    await rename(draft, folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOTDIR') throw error;
    throw new CannotContinue(`${folder} finns redan: välj en mapp som inte finns.`);
  }
}
