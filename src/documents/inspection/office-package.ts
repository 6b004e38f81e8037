import {
  fromBufferPromise,
  getFileNameLowLevel,
  openPromise,
  validateFileName,
  type Entry,
  type ZipFile,
} from 'yauzl';
import { HarmfulFile } from './harmful-file.js';
import { Deadline, WHOLE } from './inspected.js';
import { lookIntoParts, type Limits, type Package, type Part } from './office-parts.js';

const MEBIBYTE = 1024 * 1024;
const MOST_PARTS = 5000;
const LONGEST_NAME = 500;
/** Sheets and drawings of an honest document stay far below; opening more would stop an office computer. */
const MOST_UNPACKED = 256 * MEBIBYTE;
/** XML packs well, and little of it does no harm however well: only above so much is the ratio looked at. */
const RATIO_COUNTS_FROM = 10 * MEBIBYTE;
const MOST_TIMES_PACKED = 100;

const MACRO_PART = /(^|\/)(vbaproject|vbadata|macrosheets)\b|^(basic|scripts)\//;
/** A part in pieces, which some readers put together again and others do not. */
const PIECE = /\/\[\d+\](\.last)?\.piece$/;
const IS_LINK = 0o120000;
const FILE_KIND = 0o170000;

/**
 * What an office document says that it is; no type for another archive. All of it is unpacked once, a piece at a time
 * and never to disk: the sizes that an archive states are only its word. Between the pieces others get their turn.
 *
 * @throws HarmfulFile
 */
export async function lookIntoPackage(path: string, byteSize: number): Promise<Package> {
  const limits = { deadline: new Deadline(), bytes: MOST_UNPACKED };
  // A package may hold another, such as the sheet behind a diagram; that one holds none.
  const inner = (content: Buffer) =>
    whole(async () => look(await fromBufferPromise(content, OPTIONS), content.length, limits));
  return whole(async () => look(await openPromise(path, OPTIONS), byteSize, limits, inner));
}

/** The same of a file that is in memory. @throws HarmfulFile */
export async function lookIntoPackageBytes(content: Buffer): Promise<Package> {
  const limits = { deadline: new Deadline(), bytes: MOST_UNPACKED };
  const inner = (part: Buffer) =>
    whole(async () => look(await fromBufferPromise(part, OPTIONS), part.length, limits));
  return whole(async () => look(await fromBufferPromise(content, OPTIONS), content.length, limits, inner));
}

/** Names are looked at here; the archive is closed here too. */
const OPTIONS = { decodeStrings: false, autoClose: false };

async function whole(work: () => Promise<Package>): Promise<Package> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HarmfulFile || (error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    throw new HarmfulFile('truncated'); // whatever else does not agree with itself
  }
}

async function look(
  archive: ZipFile,
  byteSize: number,
  limits: Limits,
  inner?: (content: Buffer) => Promise<Package>,
): Promise<Package> {
  try {
    const parts = await partsOf(archive, byteSize, limits);
    const { type, isEncrypted, isTooLarge } = await lookIntoParts(archive, parts, limits, inner);
    if (isEncrypted) return { type, inspected: 'not', notInspectedFor: 'encrypted' };
    if (isTooLarge) return { type, inspected: 'partly', notInspectedFor: 'too-large' };
    return { type, ...WHOLE };
  } finally {
    archive.close();
  }
}

/** Every part by its name in small letters, in which office programs do not tell names apart. */
async function partsOf(archive: ZipFile, byteSize: number, limits: Limits): Promise<Map<string, Part>> {
  if (archive.entryCount > MOST_PARTS) throw new HarmfulFile('too-many-parts');
  const parts = new Map<string, Part>();
  let unpacked = 0;
  for await (const entry of archive.eachEntry()) {
    const name = nameOf(entry);
    checkPart(entry, name, parts);
    parts.set(name.toLowerCase(), { entry, name });
    unpacked += entry.uncompressedSize;
    if (unpacked > limits.bytes) throw new HarmfulFile('too-large-unpacked', name);
    if (unpacked > RATIO_COUNTS_FROM && unpacked > byteSize * MOST_TIMES_PACKED)
      throw new HarmfulFile('too-large-unpacked', name);
  }
  limits.bytes -= unpacked;
  return parts;
}

/** @throws HarmfulFile for a name that leads out of where it would be unpacked. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
  if (name.length > LONGEST_NAME || validateFileName(name) !== null) throw new HarmfulFile('part-name', name);
  return name;
}

function checkPart(entry: Entry, name: string, others: ReadonlyMap<string, Part>): void {
  const plain = name.toLowerCase();
  // Readers would disagree on what is in it.
  if (others.has(plain) || PIECE.test(plain)) throw new HarmfulFile('part-name', name);
  if (entry.isEncrypted()) throw new HarmfulFile('encrypted', name);
  if (((entry.externalFileAttributes >>> 16) & FILE_KIND) === IS_LINK) throw new HarmfulFile('link', name);
  if (MACRO_PART.test(plain)) throw new HarmfulFile('macros', name);
}
