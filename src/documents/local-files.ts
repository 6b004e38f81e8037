import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, opendir, readdir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { DomainError } from '../rules/problem.js';
import { Storage, type ReceivedFile } from './storage.js';

/**
 * Files on disk. A file is written beside, synced and moved into place before a row points to it.
 */
@Injectable()
export class LocalFiles extends Storage {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    super();
  }

  /** The largest file that is received. */
  get maxBytes(): number {
    return this.maxMegabytes * 1024 * 1024;
  }

  get maxMegabytes(): number {
    return this.settings.MAX_UPLOAD_MEGABYTES;
  }

  /** What one person or program may upload in a day and a night; 0 is no limit. */
  get maxBytesPerDay(): number {
    return this.settings.UPLOAD_MEGABYTES_PER_DAY * 1024 * 1024;
  }

  /**
   * Streams content to disk, counting and hashing; nothing is held in memory.
   *
   * @throws DomainError `storage-full` when the disk is; whatever was written is removed.
   */
  async receive(content: Readable): Promise<ReceivedFile> {
    const path = join(this.incoming(), randomUUID());
    const hash = createHash('sha256');
    let byteSize = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        byteSize += chunk.length;
        done(null, chunk);
      },
    });
    try {
      await mkdir(this.incoming(), { recursive: true, mode: 0o700 });
      // Opened before anything flows: a stream that opens by itself may do so after `discard`, and leave a file.
      const file = await open(path, 'wx', 0o600);
      await pipeline(content, meter, file.createWriteStream({ flush: true }));
    } catch (error) {
      await this.discard({ path });
      throw storageFailure(error);
    }
    return { path, sha256: hash.digest('hex'), byteSize };
  }

  /** Moves a received file into place. The same content twice is one file. */
  async keep({ path, sha256 }: ReceivedFile): Promise<void> {
    const place = this.placeOf(sha256);
    try {
      await mkdir(dirname(place), { recursive: true, mode: 0o700 });
      await rename(path, place);
      await syncFolder(dirname(place));
      await syncFolder(this.settings.documentsDirectory);
    } catch (error) {
      throw storageFailure(error);
    }
  }

  /** Content that was received a moment ago, and is neither kept nor thrown away yet. */
  async open({ path }: ReceivedFile): Promise<Readable> {
    return createReadStream('', { fd: await open(path) });
  }

  async discard({ path }: Pick<ReceivedFile, 'path'>): Promise<void> {
    await unlink(path).catch(() => undefined); // kept or never written
  }

  async read(sha256: string): Promise<Readable | undefined> {
    const file = await open(this.placeOf(sha256)).catch(nothingThere);
    return file && createReadStream('', { fd: file });
  }

  async has(sha256: string): Promise<boolean> {
    return (await stat(this.placeOf(sha256)).catch(nothingThere)) !== undefined;
  }

  async *all(): AsyncGenerator<{ sha256: string; keptAt: Date }> {
    const root = this.settings.documentsDirectory;
    const folders = (await readdir(root).catch(nothingThere)) ?? [];
    for (const folder of folders.filter((name) => /^[0-9a-f]{2}$/.test(name))) {
      for await (const { name } of (await opendir(join(root, folder)).catch(nothingThere)) ?? []) {
        const keptAt = /^[0-9a-f]{64}$/.test(name) && (await keptAtOf(join(root, folder, name)));
        if (keptAt) yield { sha256: name, keptAt };
      }
    }
  }

  async remove(sha256: string, before: Date): Promise<boolean> {
    return removeOlder(this.placeOf(sha256), before);
  }

  async removeHalfReceived(before: Date): Promise<void> {
    const names = (await readdir(this.incoming()).catch(nothingThere)) ?? [];
    for (const name of names) await removeOlder(join(this.incoming(), name), before);
  }

  private incoming(): string {
    return join(this.settings.documentsDirectory, 'incoming');
  }

  private placeOf(sha256: string): string {
    return join(this.settings.documentsDirectory, sha256.slice(0, 2), sha256);
  }
}

/** Written, or moved into place: the later of the two. */
async function keptAtOf(path: string): Promise<Date | undefined> {
  const found = await stat(path).catch(nothingThere);
  return found && new Date(Math.max(found.mtimeMs, found.ctimeMs));
}

async function removeOlder(path: string, before: Date): Promise<boolean> {
  const keptAt = await keptAtOf(path);
  if (keptAt === undefined || keptAt >= before) return false;
  await unlink(path).catch(nothingThere); // another process was faster
  return true;
}

function nothingThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** A name survives a power cut once the folder that holds it is on disk. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync().finally(() => folder.close());
}

function storageFailure(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new DomainError('storage-full', {
    sv: 'Lagringen är full; handlingen är inte sparad. Säg till driften.',
    en: 'The storage is full; the document was not saved. Tell the operators.',
  });
}
