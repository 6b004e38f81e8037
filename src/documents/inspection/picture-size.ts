import type { FileHandle } from 'node:fs/promises';
import { HarmfulFile } from './harmful-file.js';
import { WHOLE, type Inspection } from './inspected.js';

/** A sheet in A0 at 400 dots per inch; a reader needs 800 MB to show it. */
const MOST_PIXELS = 200_000_000;
const MOST_PAGES = 1000;
const MOST_SEGMENTS = 1000;
/** Where the end is looked for: some cameras and programs write more after it. */
const TAIL = 64 * 1024;

/** So many bytes from there. @throws HarmfulFile when the file ends before. */
export type Read = (position: number, length: number) => Promise<Buffer>;

/** @throws HarmfulFile when what a file says of itself is more than a reader can bear, or its end is missing. */
export type Look = (read: Read, byteSize: number) => Promise<Inspection>;

/** How a file is looked at: nothing but its heads, so neither memory nor time depends on what they say. */
export function readerOf(file: FileHandle): Read {
  return async (position, length) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    if (bytesRead < length) throw new HarmfulFile('truncated');
    return buffer;
  };
}

/** What there is of the last of a file, from a place in it on. */
async function readEnd(read: Read, from: number, byteSize: number): Promise<Buffer> {
  const start = Math.max(from, byteSize - TAIL);
  return read(start, Math.max(0, byteSize - start));
}

export async function lookAtPng(read: Read, byteSize: number): Promise<Inspection> {
  const head = await read(0, 24);
  checkPixels(head.readUInt32BE(16), head.readUInt32BE(20));
  if (!(await readEnd(read, 0, byteSize)).includes('IEND')) throw new HarmfulFile('truncated');
  return WHOLE;
}

export async function lookAtJpeg(read: Read, byteSize: number): Promise<Inspection> {
  let at = 2;
  for (let segments = 0; segments < MOST_SEGMENTS; segments++) {
    const head = await read(at, 9);
    const marker = head.readUInt8(1);
    if (head.readUInt8(0) !== 0xff) break;
    if (marker === 0xff) {
      at += 1; // fill
      continue;
    }
    if (isFrame(marker)) checkPixels(head.readUInt16BE(7), head.readUInt16BE(5));
    at += 2 + head.readUInt16BE(2);
    if (marker !== 0xda) continue;
    // In the scan 0xff is followed by nothing but zero and restarts, so an end is the end.
    const tail = await readEnd(read, at, byteSize);
    if (tail.includes(Buffer.from([0xff, 0xd9]))) return WHOLE;
    break;
  }
  throw new HarmfulFile('truncated');
}

/** SOF0 to SOF15, less the three that mean something else. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

export async function lookAtTiff(read: Read): Promise<Inspection> {
  const head = await read(0, 8);
  const little = head.toString('latin1', 0, 2) === 'II';
  const short = (from: Buffer, at: number) => (little ? from.readUInt16LE(at) : from.readUInt16BE(at));
  const long = (from: Buffer, at: number) => (little ? from.readUInt32LE(at) : from.readUInt32BE(at));
  if (short(head, 2) !== 42) throw new HarmfulFile('truncated'); // BigTIFF, which most readers cannot open
  let at = long(head, 4);
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const fields = short(await read(at, 2), 0);
    const page = await read(at + 2, fields * 12 + 4);
    const sides = [1, 1];
    for (let field = 0; field < fields * 12; field += 12) {
      const side = short(page, field) - 256; // ImageWidth, ImageLength
      if (side !== 0 && side !== 1) continue;
      sides[side] = short(page, field + 2) === 3 ? short(page, field + 8) : long(page, field + 8);
    }
    checkPixels(sides[0]!, sides[1]!);
    at = long(page, fields * 12);
    if (at === 0) return WHOLE;
  }
  throw new HarmfulFile('too-many-parts');
}

function checkPixels(width: number, height: number): void {
  if (width * height > MOST_PIXELS) throw new HarmfulFile('too-many-pixels');
}
