import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileTypeFromFile } from 'file-type';
import { DomainError } from '../rules/problem.js';
import type { Threads } from '../http/threads.js';
import { HarmfulFile } from './inspection/harmful-file.js';
import { lookIntoMail, type LookAtEnclosed } from './inspection/mail.js';
import type { MailType } from './inspection/read-mail.js';
import { because } from './refusals.js';
import { WHOLE, type Inspection } from './inspection/inspected.js';
import { lookIntoPackage } from './inspection/office-package.js';
import { lookAtPdf } from './inspection/pdf-bounds.js';
import { lookAtJpeg, lookAtPng, lookAtTiff, readerOf, type Look } from './inspection/picture-size.js';
import type { ReceivedFile } from './storage.js';

/** What a document may be, by the extensions its file may have. Nothing that a browser would run. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['.pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['.pptx'],
  'application/vnd.oasis.opendocument.text': ['.odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['.ods'],
  'application/vnd.oasis.opendocument.presentation': ['.odp'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/tiff': ['.tif', '.tiff'],
  'text/plain': ['.txt'],
  'message/rfc822': ['.eml'],
  'application/vnd.ms-outlook': ['.msg'],
};

/** A mail has no mark of its own that tells it from other text, or from other files of Office: it is read to be known. */
const MAIL: Readonly<Record<string, MailType>> = {
  '.eml': 'message/rfc822',
  '.msg': 'application/vnd.ms-outlook',
};

/** What mails carry besides, and nobody opens: pictures in their text, signatures, invitations; and what their bytes are. */
const HARMLESS_IN_MAIL: Readonly<Record<string, (type: string | undefined) => boolean>> = {
  '.gif': (type) => type === 'image/gif',
  '.ics': (type) => type === 'text/plain' || type === 'text/calendar',
  '.asc': (type) => type === 'text/plain' || type === 'application/pgp-encrypted',
  // DER, which nothing else is taken for, or PEM.
  '.p7s': (type) => type === undefined || type === 'text/plain',
};

const looks: Readonly<Record<string, Look>> = {
  'application/pdf': lookAtPdf,
  'image/png': lookAtPng,
  'image/jpeg': lookAtJpeg,
  'image/tiff': lookAtTiff,
};

/** What a file is, and how much of it could be looked into. */
export interface Examined extends Inspection {
  readonly mediaType: string;
}

/**
 * What the file is by its content. Name and declared type must agree with it: a program that calls
 * itself a report is refused. What would harm its reader is refused too, so that nobody else is sent it.
 *
 * @throws DomainError `unsupported-media-type`; HarmfulFile.
 */
export async function examine(
  file: ReceivedFile,
  { fileName, declared }: { readonly fileName: string; readonly declared: string },
  threads: Threads,
): Promise<Examined> {
  const extension = extname(fileName).toLowerCase();
  const claimed = declared.split(';')[0]!.trim().toLowerCase();
  if (!Object.values(allowed).flat().includes(extension)) throw refused(fileName);
  const { type, inspection } = await detect(file, { extension, depth: 0 }, threads);
  const agrees = claimed === type || claimed === 'application/octet-stream' || claimed === '';
  if (type === undefined || !allowed[type]?.includes(extension) || !agrees) throw refused(fileName);
  return { mediaType: type, ...(inspection ?? (await lookInto(file, type))) };
}

interface Detected {
  readonly type: string | undefined;
  /** Of a package, which says what it is only once it has been looked into. */
  readonly inspection?: Inspection;
}

interface Claim {
  readonly extension: string;
  /** How many mails it is carried in. */
  readonly depth: number;
}

type Bytes = Pick<ReceivedFile, 'path' | 'byteSize'>;

async function detect(
  { path, byteSize }: Bytes,
  { extension, depth }: Claim,
  threads: Threads,
): Promise<Detected> {
  const mail = MAIL[extension];
  const start = await startOf(path);
  if (start.startsWith('PK\u0003\u0004')) {
    const { type, ...inspection } = await lookIntoPackage(path, byteSize);
    return { type, inspection };
  }
  const type = (await fileTypeFromFile(path))?.mime;
  // Looks past a byte order mark and what music files begin with; so may a browser.
  if (type === 'application/pdf' && !start.startsWith('%PDF-')) return { type: undefined };
  if (mail && (type === undefined || type === 'application/x-cfb' || type === mail)) {
    const look: LookAtEnclosed = (...enclosed) => examineEnclosed(...enclosed, threads);
    const inspection = await lookIntoMail({ path, type: mail, depth }, threads, look);
    return inspection ? { type: mail, inspection } : { type: undefined };
  }
  return { type: type ?? ((await isText(path)) ? 'text/plain' : undefined) };
}

/** What a mail carries is what its bytes say, whatever the mail calls it; its name may not say otherwise. */
async function examineEnclosed(
  path: string,
  fileName: string,
  depth: number,
  threads: Threads,
): Promise<Inspection> {
  const extension = extname(fileName).toLowerCase();
  const { size: byteSize } = await stat(path);
  const { type, inspection } = await detect({ path, byteSize }, { extension, depth }, threads);
  if (HARMLESS_IN_MAIL[extension === '' && type === 'image/gif' ? '.gif' : extension]?.(type)) return WHOLE;
  const isTaken =
    type !== undefined && (extension === '' ? type in allowed : allowed[type]?.includes(extension));
  if (!isTaken) throw new HarmfulFile('attachment', fileName);
  return inspection ?? (await lookInto({ path, byteSize }, type));
}

async function startOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(5), 0, 5, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Looks at what the type alone does not tell. */
async function lookInto({ path, byteSize }: Bytes, type: string): Promise<Inspection> {
  const look = looks[type];
  if (look === undefined) return WHOLE;
  const file = await open(path);
  try {
    return await look(readerOf(file), byteSize);
  } finally {
    await file.close();
  }
}

/** UTF-8 without control characters, read as a stream. */
async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      // eslint-disable-next-line no-control-regex -- control characters are what it looks for
      if (/[\u0000-\u0008\u000e-\u001f]/.test(decoder.decode(chunk, { stream: true }))) return false;
    }
    decoder.decode();
    return true;
  } catch {
    return false; // not UTF-8
  }
}

function refused(fileName: string): DomainError {
  const known = [...new Set(Object.values(allowed).flat())].join(', ');
  const wrong = because.mediaType(extname(fileName), known);
  return new DomainError('unsupported-media-type', wrong.detail, [], [{ pointer: '/file', ...wrong }]);
}
