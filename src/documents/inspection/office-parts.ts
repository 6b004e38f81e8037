import { setImmediate as turn } from 'node:timers/promises';
import type { Entry, ZipFile } from 'yauzl';
import { HarmfulFile } from './harmful-file.js';
import { isContent, MANIFEST, OpenDocument } from './open-document.js';
import { CONTENT_TYPES, FieldCodes, isRelationships, OfficeOpenXml } from './office-open-xml.js';
import type { Deadline, Inspection } from './inspected.js';
import { readXml, type Sight } from './read-xml.js';

const MIME_TYPE = 'mimetype';
const MEBIBYTE = 1024 * 1024;
/** As much of a part is read as XML: the text of a thousand pages is a tenth of it. */
const MOST_XML = 32 * MEBIBYTE;
const MOST_XML_OF_LISTS = 4 * MEBIBYTE;
const LARGEST_INNER = 32 * MEBIBYTE;
const SHORTEST_FIRST = 16;
/** What a part is by its first bytes, whatever its name. */
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const ARCHIVE = Buffer.from('PK\u0003\u0004');
const PROGRAMS = ['MZ', '\u007fELF', '#!', '\u00ca\u00fe\u00ba\u00be'].map((start) =>
  Buffer.from(start, 'latin1'),
);

/** How much may still be unpacked, and until when: of a package and of what is packed in it together. */
export interface Limits {
  readonly deadline: Deadline;
  bytes: number;
}

/** What a package is, and how much of it could be looked into. */
export interface Package extends Inspection {
  readonly type: string | undefined;
}

type LookIntoInner = (content: Buffer) => Promise<Package>;

export interface Part {
  readonly entry: Entry;
  readonly name: string;
}

interface Found {
  readonly type: string | undefined;
  readonly isEncrypted: boolean;
  readonly isTooLarge: boolean;
}

/**
 * Looks into the parts of a package, those first that say what the others are.
 *
 * @param lookIntoInner looks into a package that is packed in it; where there is none, no part may be a package.
 * @throws HarmfulFile
 */
export async function lookIntoParts(
  archive: ZipFile,
  parts: ReadonlyMap<string, Part>,
  limits: Limits,
  lookIntoInner: LookIntoInner | undefined,
): Promise<Found> {
  const ooxml = new OfficeOpenXml();
  const odf = new OpenDocument();
  let mimeType: string | undefined;
  let isTooLarge = false;
  const isOoxml = parts.has(CONTENT_TYPES);
  for (const [plain, part] of inOrder(parts)) {
    limits.deadline.check();
    const content = piecesOf(archive, part.entry, limits);
    if (plain === MIME_TYPE) mimeType = (await beginningOf(content, 200)).toString('latin1').trim();
    else if (odf.encrypted.has(plain)) await beginningOf(content, 0);
    else {
      const sight = isOoxml ? sightOfOoxml(plain, ooxml) : sightOfOdf(plain, odf);
      if (sight) isTooLarge = !(await readPart(part, content, sight, isList(plain))) || isTooLarge;
      else await sniff(part, content, lookIntoInner);
    }
  }
  // Readers would disagree on what a package with both is.
  const type = isOoxml ? (mimeType === undefined ? ooxml.type : undefined) : mimeType;
  return { type, isEncrypted: odf.encrypted.size > 0, isTooLarge };
}

function inOrder(parts: ReadonlyMap<string, Part>): [string, Part][] {
  const first = [CONTENT_TYPES, MANIFEST, MIME_TYPE];
  const rank = (name: string) => (first.includes(name) ? 0 : 1);
  return [...parts].sort(([a], [b]) => rank(a) - rank(b));
}

const isList = (part: string) => part === CONTENT_TYPES || part === MANIFEST || isRelationships(part);

function sightOfOoxml(part: string, ooxml: OfficeOpenXml): Sight | undefined {
  if (part === CONTENT_TYPES) return { element: ooxml.contentType };
  if (isRelationships(part)) return { element: ooxml.relationshipsIn(part) };
  const type = ooxml.typeOf(part) ?? '';
  if (!type.includes('wordprocessingml') || !type.endsWith('+xml')) return undefined;
  const fields = new FieldCodes();
  return { element: fields.element, textOf: { name: 'instrText', text: fields.text } };
}

function sightOfOdf(part: string, odf: OpenDocument): Sight | undefined {
  if (part === MANIFEST) return { element: odf.inManifest };
  return isContent(part) ? { element: odf.inContent } : undefined;
}

/** False when there is more of it than is read. */
async function readPart(
  { name }: Part,
  content: AsyncIterable<Buffer>,
  sight: Sight,
  isList: boolean,
): Promise<boolean> {
  let left = isList ? MOST_XML_OF_LISTS : MOST_XML;
  async function* bounded() {
    for await (const piece of content) {
      left -= piece.length;
      if (left < 0 && isList) throw new HarmfulFile('too-large-unpacked', name);
      if (left < 0) throw new Error('more than is read');
      yield piece;
    }
  }
  try {
    await readXml(name, bounded(), sight);
    return true;
  } catch (error) {
    if (left < 0 && !isList) return false;
    throw error;
  }
}

/** Looks at how a part that is not read begins, and at what is packed in it. */
async function sniff(
  { name }: Part,
  content: AsyncIterable<Buffer>,
  lookIntoInner: LookIntoInner | undefined,
): Promise<void> {
  let kept: Buffer[] | undefined;
  let bytes = 0;
  for await (const piece of content) {
    if (bytes === 0) refuseByStart(piece, name);
    if (bytes === 0 && begins(piece, ARCHIVE)) kept = [];
    bytes += piece.length;
    if (kept && (!lookIntoInner || bytes > LARGEST_INNER)) throw new HarmfulFile('embedded-file', name);
    kept?.push(piece);
  }
  if (!kept || !lookIntoInner) return;
  const inner = await lookIntoInner(Buffer.concat(kept));
  if (inner.type === undefined || inner.inspected !== 'whole') throw new HarmfulFile('embedded-file', name);
}

function refuseByStart(start: Buffer, name: string): void {
  if (begins(start, OLE)) throw new HarmfulFile('ole-object', name);
  if (PROGRAMS.some((program) => begins(start, program))) throw new HarmfulFile('program', name);
}

function begins(content: Buffer, start: Buffer): boolean {
  return content.subarray(0, start.length).equals(start);
}

async function beginningOf(content: AsyncIterable<Buffer>, bytes: number): Promise<Buffer> {
  let beginning = Buffer.alloc(0);
  for await (const piece of content)
    if (beginning.length < bytes) beginning = Buffer.concat([beginning, piece]).subarray(0, bytes);
  return beginning;
}

/** What is in a part, piece by piece, the first with enough to tell what it is. @throws Error when it is not as large as it says. */
async function* piecesOf(archive: ZipFile, entry: Entry, { deadline }: Limits): AsyncGenerator<Buffer> {
  const content = await archive.openReadStreamPromise(entry);
  try {
    let start: Buffer | undefined = Buffer.alloc(0);
    for await (const piece of content as AsyncIterable<Buffer>) {
      deadline.check();
      start &&= Buffer.concat([start, piece]);
      if (start && start.length < SHORTEST_FIRST) continue;
      yield start ?? piece;
      start = undefined;
      await turn();
    }
    if (start && start.length > 0) yield start;
  } finally {
    content.destroy(); // else its file stays open
  }
}
