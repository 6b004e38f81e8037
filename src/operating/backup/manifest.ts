import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export const FORMAT = 1;
const MANIFEST = 'manifest.json';
/** As `sha256sum --check` reads it. */
const MANIFEST_CHECKSUM = 'manifest.json.sha256';

export interface BackedUpTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Of the file `tables/<name>.copy.gz` as it lies there. */
  readonly sha256: string;
}

/** What a backup holds; written last, so a folder without one is no backup. */
export interface Manifest {
  readonly format: number;
  /** The instant of the snapshot, UTC. */
  readonly takenAt: string;
  readonly version: string;
  /** The migrations that had been run, in order. */
  readonly migrations: readonly string[];
  /** In an order in which each comes after those it refers to. */
  readonly tables: readonly BackedUpTable[];
  readonly sequences: readonly { readonly name: string; readonly value: string; readonly called: boolean }[];
  /** Checksums of the files in `documents/`; each is its own name. */
  readonly documents: readonly string[];
}

export const tableFile = (folder: string, name: string): string => join(folder, 'tables', `${name}.copy.gz`);

/** Where `LocalFiles` keeps a document, in a backup as in the service. */
export const documentFile = (folder: string, sha256: string): string =>
  join(folder, sha256.slice(0, 2), sha256);

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const file = join(folder, MANIFEST);
  await writeFile(file, JSON.stringify(manifest, null, 1), { mode: 0o600, flush: true });
  const line = `${await checksum(file)}  ${MANIFEST}\n`;
  await writeFile(join(folder, MANIFEST_CHECKSUM), line, { mode: 0o600, flush: true });
}

/** What the folder says that it holds, true or not. */
export async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest;
}

/** Files that are gone or are not what was written, the manifest itself first; all of them are read. */
export async function* damagedFiles(folder: string, { tables, documents }: Manifest): AsyncGenerator<string> {
  const expected = [
    ...(await manifestChecksum(folder)),
    ...tables.map(({ name, sha256 }) => ({ file: tableFile(folder, name), sha256 })),
    ...documents.map((sha256) => ({ file: documentFile(join(folder, 'documents'), sha256), sha256 })),
  ];
  for (const { file, sha256 } of expected) {
    if ((await checksum(file).catch(() => undefined)) !== sha256) yield file;
  }
}

/** None for a backup that was taken before 1.2, when the manifest had no checksum. */
async function manifestChecksum(folder: string): Promise<{ file: string; sha256: string | undefined }[]> {
  const line = await readFile(join(folder, MANIFEST_CHECKSUM), 'utf8').catch(() => undefined);
  return line === undefined ? [] : [{ file: join(folder, MANIFEST), sha256: line.split(' ')[0] }];
}

async function checksum(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
