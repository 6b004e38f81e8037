import { fromBufferPromise, getFileNameLowLevel, type Entry, type ZipFile } from 'yauzl';
import { LARGEST_PAPER } from '../http/fastify-adapter.js';
import { DomainError, Invalid } from '../rules/problem.js';
import type { Refusal } from '../rules/refusals.js';
import { becauseOfSeveral as because, unreadable } from './refusals.js';

const MEBIBYTE = 1024 * 1024;
/** As many files are read in one request; what else a computer packs beside them is not counted among them. */
export const MOST_FILES = 100;
const MOST_ENTRIES = 1000;
const MOST_UNPACKED = 200 * MEBIBYTE;
const LONGEST_NAME = 200;
const IS_LINK = 0o120000;
const FILE_KIND = 0o170000;
/** What operating systems and Word put beside the files of a folder. */
const NO_REPORT = /(?:^|\/)(?:__MACOSX\/|(?:\.DS_Store|Thumbs\.db|desktop\.ini|~\$[^/]*)$)|\/$/i;

/** A file of the archive; its content is unpacked when it is asked for. */
export interface PackedFile {
  /** As it is shown; it is never a path of ours. */
  readonly name: string;
  /** @throws Invalid for what cannot be unpacked, or is larger than a report may be. */
  readonly unpack: () => Promise<Buffer>;
}

/**
 * The files of a ZIP in their order, without folders and what systems put beside them. What is unpacked is counted while it
 * is unpacked: the sizes that an archive states are only its word.
 *
 * @throws Invalid for what is no ZIP, is cut off, or holds no files or too many.
 */
export async function filesInZip(content: Buffer): Promise<readonly PackedFile[]> {
  const room = { bytes: MOST_UNPACKED };
  const found: { entry: Entry; name: string }[] = [];
  const archive = await opened(content);
  for await (const entry of entriesOf(archive)) {
    const path = nameOf(entry).replaceAll('\\', '/');
    if (!NO_REPORT.test(path)) found.push({ entry, name: shown(path) });
  }
  if (found.length === 0) throw whole(because.emptyArchive);
  if (found.length > MOST_FILES) throw whole(because.tooManyReports(MOST_FILES));
  const times = new Map<string, number>();
  for (const { name } of found) times.set(name.toLowerCase(), (times.get(name.toLowerCase()) ?? 0) + 1);
  return found.map(({ entry, name }) => ({
    name,
    unpack: async () => {
      if (times.get(name.toLowerCase())! > 1) throw whole(because.sameName);
      return unpacked(archive, entry, room);
    },
  }));
}

async function opened(content: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(content, { decodeStrings: false, autoClose: false });
  } catch {
    throw whole(because.notAnArchive);
  }
}

async function* entriesOf(archive: ZipFile): AsyncGenerator<Entry> {
  if (archive.entryCount > MOST_ENTRIES) throw whole(because.tooManyReports(MOST_FILES));
  try {
    yield* archive.eachEntry();
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw whole(because.notAnArchive);
  }
}

async function unpacked(archive: ZipFile, entry: Entry, room: { bytes: number }): Promise<Buffer> {
  if (entry.isEncrypted()) throw whole(unreadable.encrypted);
  if (((entry.externalFileAttributes >>> 16) & FILE_KIND) === IS_LINK) throw whole(unreadable['not-a-paper']);
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    const stream = await archive.openReadStreamPromise(entry);
    try {
      for await (const piece of stream as AsyncIterable<Buffer>) {
        bytes += piece.length;
        room.bytes -= piece.length;
        if (bytes > LARGEST_PAPER || room.bytes < 0) throw whole(unreadable['too-large-unpacked']);
        pieces.push(piece);
      }
    } finally {
      stream.destroy(); // else it goes on unpacking what nobody reads
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw whole(unreadable.truncated);
  }
  return Buffer.concat(pieces, bytes);
}

/** Many programs write UTF-8 without saying so; what is no UTF-8 is read as the format says. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(fileNameRaw);
  } catch {
    return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
  }
}

/** A name of which nothing is unseen, and nothing turns the text around it. */
const shown = (path: string): string =>
  path
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, ' ')
    .replaceAll(/(\p{M}{4})\p{M}+/gu, '$1')
    .trim()
    .slice(-LONGEST_NAME)
    .toWellFormed() || '–';

const whole = (why: Refusal): Invalid => new Invalid({ pointer: '', ...why });
