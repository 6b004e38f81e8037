import type { Readable } from 'node:stream';
import { getFileNameLowLevel, openPromise, validateFileName, type Entry, type ZipFile } from 'yauzl';
import { HarmfulFile } from './harmful-file.js';

const MEBIBYTE = 1024 * 1024;
const MOST_PARTS = 5000;
const LONGEST_NAME = 500;
/** Sheets and drawings of an honest document stay far below; opening more would stop an office computer. */
const MOST_UNPACKED = 256 * MEBIBYTE;
/** XML packs well, and little of it does no harm however well: only above so much is the ratio looked at. */
const RATIO_COUNTS_FROM = 10 * MEBIBYTE;
const MOST_TIMES_PACKED = 100;
/** The parts that are looked into; the rest is only counted. */
const MOST_READ = MEBIBYTE;

/** The two parts by which a package says what it is: Office Open XML's, and OpenDocument's. */
const CONTENT_TYPES = '[Content_Types].xml';
const MIME_TYPE = 'mimetype';

const MACRO_PART = /(^|\/)(vbaProject|vbaData|macrosheets)\b|^(Basic|Scripts)\//i;
const MACRO_TYPE = /macroEnabled|vbaProject/i;
const IS_LINK = 0o120000;
const FILE_KIND = 0o170000;

/**
 * What an office document says that it is, or undefined for another archive. All of it is unpacked once, a piece at a
 * time and never to disk: the sizes that an archive states are only its word.
 *
 * @throws HarmfulFile
 */
export async function packageType(path: string, byteSize: number): Promise<string | undefined> {
  try {
    const archive = await openPromise(path, { decodeStrings: false }); // names are looked at here
    return await typeOf(archive, byteSize);
  } catch (error) {
    if (error instanceof HarmfulFile || (error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    throw new HarmfulFile('truncated'); // whatever else does not agree with itself
  }
}

async function typeOf(archive: ZipFile, byteSize: number): Promise<string | undefined> {
  const said = new Map<string, string>();
  const names = new Set<string>();
  let unpacked = 0;
  try {
    if (archive.entryCount > MOST_PARTS) throw new HarmfulFile('too-many-parts');
    for await (const part of archive.eachEntry()) {
      const name = nameOf(part);
      checkPart(part, name, names);
      unpacked += part.uncompressedSize;
      if (unpacked > MOST_UNPACKED) throw new HarmfulFile('too-large-unpacked');
      if (unpacked > RATIO_COUNTS_FROM && unpacked > byteSize * MOST_TIMES_PACKED)
        throw new HarmfulFile('too-large-unpacked');
      const text = await unpack(archive, part);
      if (name === CONTENT_TYPES || name === MIME_TYPE) said.set(name, text);
    }
  } finally {
    archive.close();
  }
  return typeSaidBy(said);
}

/** @throws HarmfulFile for a name that leads out of where it would be unpacked. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
  if (name.length > LONGEST_NAME || validateFileName(name) !== null) throw new HarmfulFile('part-name');
  return name;
}

function checkPart(part: Entry, name: string, names: Set<string>): void {
  if (names.has(name)) throw new HarmfulFile('part-name'); // readers would disagree on what is in it
  names.add(name);
  if (part.isEncrypted()) throw new HarmfulFile('encrypted');
  if (((part.externalFileAttributes >>> 16) & FILE_KIND) === IS_LINK) throw new HarmfulFile('link');
  if (MACRO_PART.test(name)) throw new HarmfulFile('macros');
}

/** The beginning of what is in a part. @throws Error when it is not as large as it says. */
async function unpack(archive: ZipFile, part: Entry): Promise<string> {
  const content: Readable = await archive.openReadStreamPromise(part);
  const beginning: Buffer[] = [];
  let kept = 0;
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      if (kept < MOST_READ) beginning.push(chunk);
      kept += chunk.length;
    }
  } finally {
    content.destroy(); // else its file stays open
  }
  return Buffer.concat(beginning).toString('utf8');
}

function typeSaidBy(said: ReadonlyMap<string, string>): string | undefined {
  const types = said.get(CONTENT_TYPES);
  const mimeType = said.get(MIME_TYPE)?.trim();
  if (types === undefined) return mimeType;
  if (MACRO_TYPE.test(types)) throw new HarmfulFile('macros');
  if (mimeType !== undefined) return undefined; // readers would disagree
  return /"(application\/vnd\.openxmlformats-officedocument\.[a-z.]+)\.main\+xml"/.exec(types)?.[1];
}
