import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import type { Seal } from './seal.js';

/** The file of published seals, one JSON object a line, only ever added to. The file itself knows how far it has come. */
@Injectable()
export class PublishedSeals {
  private known = { size: -1, last: 0 };

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** Number of the last seal in the file; 0 when there is none. A line that a crash cut short does not count. */
  async last(): Promise<number> {
    const file = this.settings.AUDIT_SEALS_FILE;
    const size = await sizeOf(file);
    if (size !== this.known.size) this.known = await readThrough(file, size);
    return this.known.last;
  }

  async add(seals: readonly Seal[]): Promise<void> {
    if (seals.length === 0) return;
    const file = await open(this.settings.AUDIT_SEALS_FILE, 'a', 0o640);
    try {
      // What a crash cut short. Never otherwise: a file that is only ever added to refuses it.
      if ((await file.stat()).size > this.known.size) await file.truncate(this.known.size);
      await file.write(seals.map((seal) => `${JSON.stringify(seal)}\n`).join(''));
      await file.sync();
    } finally {
      await file.close();
    }
    this.known.size = -1;
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return 0;
      throw error;
    },
  );
}

async function readThrough(file: string, size: number): Promise<{ size: number; last: number }> {
  let whole = 0;
  let last = 0;
  if (size === 0) return { size: 0, last };
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    const end = whole + Buffer.byteLength(line) + 1;
    if (end > size) break;
    whole = end;
    last = (JSON.parse(line) as Seal).number;
  }
  return { size: whole, last };
}
