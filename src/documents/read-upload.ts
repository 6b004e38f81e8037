import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { ChosenFile } from '../http/chosen-files.js';
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

/** A file of a form, received and not yet kept. */
export interface ReceivedUpload extends Omit<Upload, 'fields'> {
  /** Whether it was chosen in a field of its own, or in one of several files. */
  readonly isOneOfSeveral: boolean;
}

/** The parts of a form with files, read and not yet held to any rule. */
export interface ReceivedForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly received: readonly ReceivedUpload[];
  /** The files that were chosen, received or passed over. */
  readonly chosen: readonly ChosenFile[];
  /** Files beyond those that there may be were passed over. */
  readonly isTooMany: boolean;
  /** The field of a file that was too large, and passed over with those after it. */
  readonly tooLargeIn?: string | undefined;
}

/** How much a form may hold. */
export interface FormLimits {
  readonly files: number;
  readonly fields: number;
  /** Of all its fields together. */
  readonly fieldBytes: number;
  /** A file that is too large is passed over, so that the form can be shown again with what was typed. */
  readonly passesTooLarge?: boolean;
}

/** The field of a form in which any number of files are chosen. */
const SEVERAL = 'files';
/** So many files more are read past, where there may be several, before a form is refused as a whole. */
const PASSED_OVER = 100;
/** A form of so many times what is taken is read to its end, where that is said on the form; one of more is refused at once. */
const MOST_READ_PAST = 4;
const OF_AN_UPLOAD: FormLimits = { files: 1, fields: 20, fieldBytes: 64 * 1024 };

/**
 * Reads a multipart upload, its parts in any order. Whatever is wrong, nothing of it is left on disk.
 *
 * @param mayUpload throws for a body whose documents the caller may not add to; asked before a byte
 *   of the file is stored, when the body is named before the file; else before anything is said of its fields.
 * @throws DomainError `unsupported-media-type`, `too-large` or `malformed`; Invalid naming the fields.
 */
export async function readUpload(
  request: FastifyRequest,
  files: LocalFiles,
  mayUpload: (body: string) => Promise<void>,
): Promise<Upload> {
  let isAsked = false;
  const askOnce = async ({ body }: Readonly<Record<string, string>>) => {
    if (isAsked || body === undefined) return;
    await mayUpload(body);
    isAsked = true;
  };
  const { fields, received } = await receiveForm(request, files, askOnce);
  try {
    await askOnce(fields);
    return await uploadOf(received[0], fields);
  } catch (error) {
    await discardAll(files, received);
    throw error;
  }
}

/** Removes what was received and not kept. */
export async function discardAll(files: LocalFiles, received: readonly ReceivedUpload[]): Promise<void> {
  for (const { file } of received) await files.discard(file);
}

/** @throws Invalid for a file that is not there, or in which nothing is. */
export function fileIn<File extends Omit<Upload, 'fields'>>(received: File | undefined): File {
  if (!received) throw new Invalid({ pointer: '/file', ...because.required });
  if (received.file.byteSize === 0) throw new Invalid({ pointer: '/file', ...because.empty });
  return received;
}

/** A file with what is said of it. @throws Invalid for all that is wrong with either. */
export async function uploadOf<File extends Omit<Upload, 'fields'>>(
  received: File | undefined,
  fields: object,
): Promise<File & Pick<Upload, 'fields'>> {
  const said = await wrongOrRight(async () => asUpload(fields));
  const file = await wrongOrRight(async () => fileIn(received));
  const [first, ...more] = [said, file].flatMap((each) => (each instanceof Invalid ? each.invalid : []));
  if (first) throw new Invalid(first, ...more);
  return { ...(file as File), fields: said as UploadDocumentBody };
}

async function wrongOrRight<T>(read: () => Promise<T>): Promise<T | Invalid> {
  try {
    return await read();
  } catch (wrong) {
    if (wrong instanceof Invalid) return wrong;
    throw wrong;
  }
}

/** @throws Invalid naming the fields. */
async function asUpload(fields: object): Promise<UploadDocumentBody> {
  const body: unknown = await requestValidation().transform(fields, {
    type: 'body',
    metatype: UploadDocumentBody,
  });
  return body as UploadDocumentBody;
}

/**
 * Reads a form with a file called `file`, and with others called `files` where it may have several. Whoever asked for it
 * discards them.
 *
 * @param beforeFile is told what came before the first file, and throws where nothing of the form may be read further, or
 *   answers false for a form whose files are passed over.
 */
export async function receiveForm(
  request: FastifyRequest,
  files: LocalFiles,
  beforeFile: (fields: Readonly<Record<string, string>>) => Promise<boolean | void>,
  limits = OF_AN_UPLOAD,
): Promise<ReceivedForm> {
  const { maxBytes } = files;
  if (!request.isMultipart()) throw notMultipart();
  const declared = Number(request.headers['content-length'] ?? 0);
  const most = limits.passesTooLarge ? maxBytes * MOST_READ_PAST : maxBytes;
  if (declared > most + Math.max(limits.fieldBytes, OF_AN_UPLOAD.fieldBytes)) throw tooLarge(maxBytes);
  const fields: Record<string, string> = {};
  const received: ReceivedUpload[] = [];
  const chosen: ChosenFile[] = [];
  let [room, fieldRoom, fileParts] = [maxBytes, limits.fieldBytes, 0];
  let isTaken: boolean | undefined;
  let tooLargeIn: string | undefined;
  try {
    for await (const part of partsOf(request, maxBytes, limits)) {
      if (part.type === 'field') {
        if (part.fieldname in fields) throw unreadable();
        const text = String(part.value);
        fieldRoom -= Buffer.byteLength(text);
        if (fieldRoom < 0) throw unreadable();
        fields[part.fieldname] = readText(text);
      } else if (part.fieldname !== 'file' && !(limits.files > 1 && part.fieldname === SEVERAL))
        part.file.resume();
      else {
        fileParts += 1;
        if (part.filename) chosen.push(chosenAs(part));
        isTaken ??= (await beforeFile(fields)) !== false;
        if (!isTaken || fileParts > limits.files) {
          part.file.resume();
          continue;
        }
        const upload = await receive(part, files);
        if (upload) received.push(upload);
        room -= upload?.file.byteSize ?? maxBytes + 1;
        if (room >= 0) continue;
        if (!limits.passesTooLarge) throw tooLarge(maxBytes);
        [tooLargeIn, isTaken] = [part.fieldname, false];
      }
    }
    return { fields, received, chosen, isTooMany: fileParts > limits.files, tooLargeIn };
  } catch (error) {
    await discardAll(files, received);
    throw error;
  }
}

/** How long a form that is larger than is read past is looked through, for what was typed in it. */
const LOOKED_THROUGH_MS = 10_000;

/**
 * What was typed in a form that is not taken, and which files were chosen in it. The files are passed over. Of a form that
 * is larger than any that is read to its end there is what came first.
 *
 * @throws DomainError `unsupported-media-type` or `malformed`, as `receiveForm`.
 */
export async function typedInForm(
  request: FastifyRequest,
  { maxBytes }: LocalFiles,
  limits: FormLimits,
): Promise<Pick<ReceivedForm, 'fields' | 'chosen'>> {
  if (!request.isMultipart()) throw notMultipart();
  const declared = Number(request.headers['content-length'] ?? Infinity);
  const typed = { fields: {} as Record<string, string>, chosen: [] as ChosenFile[] };
  const whole = passOver(request, limits, typed);
  if (declared <= maxBytes * MOST_READ_PAST + limits.fieldBytes) await whole;
  else {
    whole.catch(() => undefined);
    await Promise.race([whole, pause(LOOKED_THROUGH_MS, undefined, { ref: false })]);
  }
  return typed;
}

async function passOver(
  request: FastifyRequest,
  limits: FormLimits,
  { fields, chosen }: { readonly fields: Record<string, string>; readonly chosen: ChosenFile[] },
): Promise<void> {
  let room = limits.fieldBytes;
  for await (const part of partsOf(request, 0, limits)) {
    if (part.type === 'file') {
      if (part.filename) chosen.push(chosenAs(part));
      part.file.resume();
      continue;
    }
    const text = String(part.value);
    room -= Buffer.byteLength(text);
    if (part.fieldname in fields || room < 0) throw unreadable();
    fields[part.fieldname] = readText(text);
  }
}

async function* partsOf(
  request: FastifyRequest,
  maxBytes: number,
  { files, fields, fieldBytes }: FormLimits,
) {
  try {
    yield* request.parts({
      // More than there may be, so that it is refused in words of ours and never cut off.
      limits: {
        fileSize: maxBytes,
        files: files === 1 ? 1 : files + PASSED_OVER,
        fields,
        fieldSize: fieldBytes + 1,
      },
    });
  } catch (error) {
    const { statusCode } = error as { statusCode?: number };
    if (error instanceof DomainError) throw error;
    if (statusCode === 413) throw tooLarge(maxBytes);
    throw unreadable();
  }
}

/** @returns undefined for a file that is larger than there may be any. */
async function receive(part: MultipartFile, files: LocalFiles): Promise<ReceivedUpload | undefined> {
  // A name that is refused must be so before there is a file to remove.
  const fileName = shownName(part.filename);
  const isOneOfSeveral = part.fieldname === SEVERAL;
  const file = await files.receive(part.file).catch((error: unknown) => {
    const ours = error instanceof DomainError || (error as NodeJS.ErrnoException).syscall !== undefined;
    throw ours ? error : unreadable(); // all else is an upload that breaks off in the middle of its file
  });
  if (part.file.truncated) {
    await files.discard(file);
    return undefined;
  }
  return { file, fileName, declaredType: part.mimetype, isOneOfSeveral };
}

/** A file that is perhaps passed over, by a name that can be shown whatever it was. */
const chosenAs = ({ fieldname, filename }: MultipartFile): ChosenFile => {
  const printed = basename(filename.replaceAll('\\', '/')).replaceAll(/[\p{Cc}\ufffd]/gu, ' ');
  return { field: fieldname, name: oneLine(printed).slice(-200).toWellFormed() || NAMELESS };
};

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

/** A browser lets one choose any number of files. */
export function tooMany(most: number): Invalid {
  return new Invalid({ pointer: '/file', ...because.tooManyFiles(most) });
}

export function tooLarge(maxBytes: number): DomainError {
  const megabytes = Math.floor(maxBytes / 1024 / 1024);
  return new DomainError('too-large', {
    sv: `Filen får vara högst ${megabytes} MiB.`,
    en: `The file may be at most ${megabytes} MiB.`,
  });
}
