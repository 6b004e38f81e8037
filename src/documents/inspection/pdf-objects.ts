import { setImmediate as turn } from 'node:timers/promises';
import { createInflate } from 'node:zlib';
import { HarmfulFile, type Harm } from './harmful-file.js';
import { Deadline, WHOLE, type Inspection } from './inspected.js';
import { endsWord, readObject, type PdfObject } from './pdf-tokens.js';
import type { Read } from './picture-size.js';

const MEBIBYTE = 1024 * 1024;
/** So much of the file is held at a time, and as much again for what begins in it and ends after it. */
const WINDOW = 2 * MEBIBYTE;
const LARGEST_OBJECT = 16 * MEBIBYTE;
const MOST_UNPACKED = 64 * MEBIBYTE;
/** A report of ten thousand pages has a tenth of it. */
const MOST_OBJECTS = 1_000_000;

const harmfulNames: Readonly<Record<string, Harm>> = {
  JavaScript: 'script',
  JS: 'script',
  XFA: 'script',
  Launch: 'launch',
  EmbeddedFile: 'embedded-file',
  EmbeddedFiles: 'embedded-file',
  EF: 'embedded-file',
  GoToE: 'embedded-file',
  RichMedia: 'embedded-file',
};
/** Other ways to pack an object stream than the one that is in use; what they hide cannot be looked into. */
const HIDING = [
  'LZWDecode',
  'LZW',
  'ASCIIHexDecode',
  'AHx',
  'ASCII85Decode',
  'A85',
  'RunLengthDecode',
  'RL',
  'Predictor',
];

const WANTED = new Set([
  ...Object.keys(harmfulNames),
  ...HIDING,
  'Encrypt',
  'ObjStm',
  'N',
  'First',
  'Filter',
  'FlateDecode',
  'Fl',
]);
/** A list of the objects in a stream, of which there are some hundreds. */
const LONGEST_LIST = 128 * 1024;
/** After so many streams that cannot be unpacked it is known what becomes of the file. */
const MOST_HIDDEN = 100;

/**
 * Looks into every object of a PDF for what runs, starts or carries something else, also in object streams and however
 * a name is escaped. A reader finds its objects by a table of places, so an object may begin anywhere, also in what
 * looks like a string or the content of a stream: each place where one could begin is read as one.
 *
 * @throws HarmfulFile
 */
export class PdfObjects {
  private readonly deadline = new Deadline();
  private objects = 0;
  private mayStillRead: number;
  private mayStillUnpack = MOST_UNPACKED;
  private isEncrypted = false;
  private hidden = 0;

  constructor(
    private readonly read: Read,
    private readonly byteSize: number,
  ) {
    // An honest file is read about once. Where objects are wound into each other it would be each one's rest.
    this.mayStillRead = 3 * byteSize + 2 * LARGEST_OBJECT;
  }

  async look(): Promise<Inspection> {
    for (let from = 0; from < this.byteSize; from += WINDOW) {
      const bytes = await this.bytesFrom(from, 2 * WINDOW);
      for (const start of startsIn(bytes, WINDOW)) {
        let base = from;
        let object = await this.objectAt(bytes, start);
        if (!object.isWhole && from + bytes.length < this.byteSize) {
          base = from + start;
          object = await this.objectAt(await this.bytesFrom(base, LARGEST_OBJECT), 0);
        }
        await this.judge(object, base);
      }
    }
    if (this.hidden > 0 && !this.isEncrypted) throw new HarmfulFile('hidden-part', 'ObjStm');
    return this.isEncrypted ? { inspected: 'not', notInspectedFor: 'encrypted' } : WHOLE;
  }

  private async bytesFrom(from: number, length: number): Promise<Buffer> {
    return this.read(from, Math.min(length, this.byteSize - from));
  }

  private async objectAt(bytes: Buffer, start: number, asValue = false): Promise<PdfObject> {
    const reading = readObject(bytes, start, WANTED, asValue);
    for (;;) {
      const step = reading.next();
      if (step.done) {
        this.mayStillRead -= step.value.end - start;
        if (this.mayStillRead < 0) throw new HarmfulFile('hidden-part');
        if (++this.objects > MOST_OBJECTS) throw new HarmfulFile('too-many-parts');
        if (this.objects % 500 === 0) await this.takeTurns();
        return step.value;
      }
      await this.takeTurns();
    }
  }

  private async takeTurns(): Promise<void> {
    this.deadline.check();
    await turn();
  }

  private async judge({ names, stream, first }: PdfObject, base: number): Promise<void> {
    refuseHarmful(names);
    if (names.has('Encrypt')) this.isEncrypted = true;
    if (stream === undefined || !(names.has('ObjStm') || (names.has('N') && names.has('First')))) return;
    if (this.hidden > MOST_HIDDEN) return;
    const content = await this.unpacked(names, base + stream);
    if (content && first !== undefined && first <= LONGEST_LIST) await this.lookIntoStream(content, first);
    else this.hidden += 1;
  }

  /** An object stream begins with the number and the place of each of its objects. */
  private async lookIntoStream(content: Buffer, first: number): Promise<void> {
    const list = content.toString('latin1', 0, Math.min(first, content.length)).split(/[\0\s]+/);
    const numbers = list.filter((word) => word !== '').map(Number);
    for (let place = 1; place < numbers.length; place += 2)
      refuseHarmful((await this.objectAt(content, first + numbers[place]!, true)).names);
  }

  /** What is packed from there on; undefined for what cannot be unpacked. */
  private async unpacked(names: ReadonlySet<string>, from: number): Promise<Buffer | undefined> {
    if (HIDING.some((name) => names.has(name))) return undefined;
    if (!names.has('Filter')) return this.bytesFrom(from, LARGEST_OBJECT);
    if (!names.has('FlateDecode') && !names.has('Fl')) return undefined;
    const inflate = createInflate().on('error', () => undefined); // said once more to whoever reads it
    void this.feed(inflate, from);
    const pieces: Buffer[] = [];
    try {
      for await (const piece of inflate as AsyncIterable<Buffer>) {
        pieces.push(piece);
        this.mayStillUnpack -= piece.length;
        if (this.mayStillUnpack < 0) throw new HarmfulFile('too-large-unpacked', 'ObjStm');
        await this.takeTurns();
      }
    } catch (error) {
      if (error instanceof HarmfulFile) throw error;
      return undefined; // what is encrypted cannot be unpacked
    } finally {
      inflate.destroy();
    }
    return Buffer.concat(pieces);
  }

  /** Gives it pieces of the file until it has found the end of what is packed. */
  private async feed(inflate: ReturnType<typeof createInflate>, from: number): Promise<void> {
    const piece = 64 * 1024;
    try {
      for (let at = from; at < this.byteSize && !inflate.destroyed && !inflate.readableEnded; at += piece) {
        const bytes = await this.bytesFrom(at, piece);
        if (inflate.destroyed) return;
        await new Promise<void>((resolve) => inflate.write(bytes, () => resolve()));
      }
      if (!inflate.destroyed) inflate.end();
    } catch (error) {
      inflate.destroy(error as Error);
    }
  }
}

function refuseHarmful(names: ReadonlySet<string>): void {
  for (const name of names)
    if (Object.hasOwn(harmfulNames, name)) throw new HarmfulFile(harmfulNames[name]!, `/${name}`);
}

/** After each `obj`, and each `trailer`, that begins in so much of what is given. */
function* startsIn(bytes: Buffer, length: number): Generator<number> {
  for (const keyword of ['obj', 'trailer']) {
    for (let at = bytes.indexOf(keyword); at !== -1 && at < length; at = bytes.indexOf(keyword, at + 1)) {
      const end = at + keyword.length;
      if (endsWord(bytes, end)) yield end;
    }
  }
}
