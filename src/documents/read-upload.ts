import { basename } from 'node:path';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { cleanText } from '../http/read-body.js';
import { oneLine } from '../rules/text.js';
import { requestValidation } from '../http/validation.js';
import { DomainError, Invalid } from '../rules/problem.js';
import { UploadDocumentBody } from './documents.dto.js';
import type { LocalFiles } from './local-files.js';
import type { ReceivedFile } from './storage.js';
import { because } from './refusals.js';

/** An upload as it came: its fields, and its file received but not yet kept. */
export interface Upload {
  readonly fields: UploadDocumentBody;
  readonly file: ReceivedFile;
  readonly fileName: string;
  readonly declaredType: string;
}

/** The parts of a form with a file, read and not yet held to any rule. */
export interface ReceivedForm {
  readonly fields: Readonly<Record<string, string>>;
  /** None where no file was chosen. */
  readonly received: Omit<Upload, 'fields'> | undefined;
}

/**
 * Reads a multipart upload, its parts in any order. Whatever is wrong, nothing of it is left on disk.
 *
 * @param mayUpload throws for a body whose documents the caller may not add to; asked before a byte
 *   of the file is stored, when the body is named before the file.
 * @throws DomainError `unsupported-media-type`, `too-large` or `malformed`; Invalid naming the fields.
 */
export async function readUpload(
  request: FastifyRequest,
  files: LocalFiles,
  mayUpload: (body: string) => Promise<void>,
): Promise<Upload> {
  const { fields, received } = await receiveForm(request, files, async ({ body }) => {
    if (body !== undefined) await mayUpload(body);
  });
  try {
    return { ...fileIn(received), fields: await asUpload(fields) };
  } catch (error) {
    if (received) await files.discard(received.file);
    throw error;
  }
}

/** @throws Invalid for a file that is not there, or in which nothing is. */
export function fileIn(received: ReceivedForm['received']): Omit<Upload, 'fields'> {
  if (!received) throw new Invalid({ pointer: '/file', ...because.required });
  if (received.file.byteSize === 0) throw new Invalid({ pointer: '/file', ...because.empty });
  return received;
}

/** @throws Invalid naming the fields. */
export async function asUpload(fields: object): Promise<UploadDocumentBody> {
  const body: unknown = await requestValidation().transform(fields, {
    type: 'body',
    metatype: UploadDocumentBody,
  });
  return body as UploadDocumentBody;
}

/**
 * Reads a form with at most one file, called `file`. Whoever asked for it discards the file.
 *
 * @param beforeFile is told what came before the file, and throws where nothing of the form may be read further, or
 *   answers false for a form whose file is passed over.
 */
export async function receiveForm(
  request: FastifyRequest,
  files: LocalFiles,
  beforeFile: (fields: Readonly<Record<string, string>>) => Promise<boolean | void>,
): Promise<ReceivedForm> {
  const { maxBytes } = files;
  if (!request.isMultipart()) throw notMultipart();
  if (Number(request.headers['content-length'] ?? 0) > maxBytes + 64 * 1024) throw tooLarge(maxBytes);
  const fields: Record<string, string> = {};
  let received: Omit<Upload, 'fields'> | undefined;
  try {
    for await (const part of partsOf(request, maxBytes)) {
      if (part.fieldname in fields) throw unreadable();
      if (part.type === 'field') fields[part.fieldname] = readText(String(part.value));
      else if (part.fieldname === 'file') {
        if ((await beforeFile(fields)) === false) part.file.resume();
        else received = await receive(part, files);
      } else part.file.resume();
    }
    return { fields, received };
  } catch (error) {
    if (received) await files.discard(received.file);
    throw error;
  }
}

/** The longest text that a field of the API takes, whatever its letters: what is longer would be cut off unseen. */
const FIELD_BYTES = 64 * 1024;

async function* partsOf(request: FastifyRequest, maxBytes: number) {
  try {
    yield* request.parts({ limits: { fileSize: maxBytes, files: 1, fields: 20, fieldSize: FIELD_BYTES } });
  } catch (error) {
    const { statusCode } = error as { statusCode?: number };
    if (error instanceof DomainError) throw error;
    if (statusCode === 413) throw tooLarge(maxBytes);
    throw unreadable();
  }
}

async function receive(part: MultipartFile, files: LocalFiles): Promise<Omit<Upload, 'fields'>> {
  // A name that is refused must be so before there is a file to remove.
  const fileName = shownName(part.filename);
  const file = await files.receive(part.file).catch((error: unknown) => {
    const ours = error instanceof DomainError || (error as NodeJS.ErrnoException).syscall !== undefined;
    throw ours ? error : unreadable(); // all else is an upload that breaks off in the middle of its file
  });
  if (part.file.truncated) {
    await files.discard(file);
    throw tooLarge(files.maxBytes);
  }
  return { file, fileName, declaredType: part.mimetype };
}

/** What a file is called that came without a name. */
export const NAMELESS = 'namnlös';

/** The name is shown and never used as a path. What cannot be seen in it is left out. */
function shownName(name: string | undefined): string {
  const printed = (name ?? '').replaceAll('\\', '/').replaceAll(/(?!\0)\p{Cc}/gu, ' ');
  return oneLine(readText(basename(printed))).slice(-200) || NAMELESS;
}

/** @throws DomainError `malformed` for what was not UTF-8: the reader of forms puts replacement characters in its place. */
function readText(text: string): string {
  if (text.includes('\ufffd')) throw unreadable();
  return cleanText(text);
}

function unreadable(): DomainError {
  return new DomainError('malformed', {
    sv: 'Uppladdningen går inte att läsa som multipart/form-data.',
    en: 'The upload cannot be read as multipart/form-data.',
  });
}

function notMultipart(): DomainError {
  return new DomainError('unsupported-media-type', {
    sv: 'Ladda upp som multipart/form-data med fälten file, title, kind och body.',
    en: 'Upload as multipart/form-data with the fields file, title, kind and body.',
  });
}

function tooLarge(maxBytes: number): DomainError {
  const megabytes = Math.floor(maxBytes / 1024 / 1024);
  return new DomainError('too-large', {
    sv: `Filen får vara högst ${megabytes} MiB.`,
    en: `The file may be at most ${megabytes} MiB.`,
  });
}
