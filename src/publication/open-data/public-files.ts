import { randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';

/** How much of a file is in memory at a time, while it is written and for each who reads it. */
const CHUNK_BYTES = 64 * 1024;

/** Writes a file piece by piece, and says of the pieces' entries when each last changed. */
export type Pieces = (changed: (updatedAt: string) => void) => AsyncIterable<string>;

interface Written {
  readonly handle: FileHandle;
  readonly size: number;
  /** When the latest of what it holds changed; null while it holds nothing. */
  readonly lastModified: Date | null;
}

interface Kept {
  /** Names the state of the register that the file is of. */
  readonly key: string;
  readonly written: Promise<Written>;
  readers: number;
  outdated: boolean;
}

/**
 * The files that everyone may fetch, each written once for each state of the register and then read from disk as
 * fast as its reader takes it: a download holds neither a database connection nor more of the file than a chunk.
 * One file is written at a time in a process, whoever else asks waits for it.
 *
 * A file has no name on disk from the moment it is open: a process that is killed leaves nothing there to be found.
 */
@Injectable()
export class PublicFiles implements OnApplicationShutdown {
  private readonly files = new Map<string, Kept>();
  private writing: Promise<unknown> = Promise.resolve();

  /** A file as it is under a key: written now, unless it has been. Whoever gets the stream reads or destroys it. */
  async read(
    name: string,
    key: string,
    pieces: Pieces,
  ): Promise<Omit<Written, 'handle'> & { stream: Readable }> {
    const kept = this.keptAs(name, key, pieces);
    kept.readers++;
    try {
      const { handle, size, lastModified } = await kept.written;
      const stream = Readable.from(chunksOf(handle, size), { objectMode: false });
      stream.once('close', () => leave(kept));
      return { size, lastModified, stream };
    } catch (error) {
      leave(kept);
      throw error;
    }
  }

  onApplicationShutdown(): void {
    for (const kept of this.files.values()) outdate(kept);
    this.files.clear();
  }

  private keptAs(name: string, key: string, pieces: Pieces): Kept {
    const known = this.files.get(name);
    if (known?.key === key) return known;
    const written = this.writing.then(() => write(pieces));
    const kept: Kept = { key, written, readers: 0, outdated: false };
    this.files.set(name, kept);
    if (known) outdate(known);
    this.writing = written.catch(() => {
      // Those who wait are told; the next one who asks tries again.
      if (this.files.get(name) === kept) this.files.delete(name);
    });
    return kept;
  }
}

async function write(pieces: Pieces): Promise<Written> {
  const handle = await openNameless();
  try {
    let changed = '';
    let chunk = '';
    for await (const piece of pieces((updatedAt) => (changed = updatedAt > changed ? updatedAt : changed))) {
      chunk += piece;
      if (chunk.length < CHUNK_BYTES) continue;
      await handle.appendFile(chunk);
      chunk = '';
    }
    await handle.appendFile(chunk);
    const { size } = await handle.stat();
    return { handle, size, lastModified: changed === '' ? null : new Date(changed) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openNameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `yttra-public-${randomUUID()}`);
  const handle = await open(path, 'wx+', 0o600);
  await rm(path);
  return handle;
}

/** Reads at places of its own, so that any number may read the same file. */
async function* chunksOf(handle: FileHandle, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < size;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, at);
    if (bytesRead === 0) throw new Error('A public file is shorter than it was when it was written.');
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

function outdate(kept: Kept): void {
  kept.outdated = true;
  if (kept.readers === 0) close(kept);
}

function leave(kept: Kept): void {
  kept.readers--;
  if (kept.outdated && kept.readers === 0) close(kept);
}

function close({ written }: Kept): void {
  written.then(
    ({ handle }) => handle.close(),
    () => undefined,
  );
}
