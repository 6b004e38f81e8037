import { createHash } from 'node:crypto';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { loggable } from '../database/loggable.js';
import { FORMATS_WITH_TABLES, MEDIA_TYPE, PAPER_FORMATS, type FileFormat } from '../papers/formats.js';
import { nameOf, type Paper } from '../papers/paper.js';
import type { Renderers, Written } from '../papers/renderers.js';
import type { Workbook } from '../papers/workbook.js';
import { DomainError } from '../rules/problem.js';
import { attachmentNamed } from './attachment.js';
import { acceptedOf } from './refuse-unacceptable.js';
import { isKnown } from './resource-headers.js';
import { PAGE_POLICY } from './send-page.js';

/** A paper to be sent, with what is known of it besides its bytes. */
export interface SentPaper {
  readonly bytes: Buffer;
  readonly format: FileFormat;
  /** Without its ending, such as `TSN 2023-112 Yttrande`. */
  readonly name: string;
  /** Kept by no browser; each look at it is a reading of its own. */
  readonly confidential: boolean;
}

/** A Word template of the body's own, in which its paper is written for Word. */
export interface OwnTemplate {
  /** The one that is used; undefined where the body has none, or the one it has has failed. */
  readonly read: () => Promise<{ readonly number: number; readonly file: Buffer } | undefined>;
  /** Tells those who keep it that a paper could not be written in it, and why. */
  readonly failed: (number: number, why: string) => Promise<void>;
}

/** A paper that a caller may see, made of views that they may see. */
export interface ReadPaper {
  readonly paper: Paper;
  /** The same as tables, where it has any. */
  readonly workbook?: Workbook;
  readonly template?: OwnTemplate;
  readonly confidential: boolean;
  /** Of its file, where it is not that of the paper. */
  readonly name?: string;
}

/** Which format is sent: the one that the query names, else the one that the caller accepts best. @throws DomainError `not-acceptable` */
export function formatOf<Format extends FileFormat>(
  request: Pick<FastifyRequest, 'raw'>,
  asked: FileFormat | undefined,
  formats: readonly Format[],
): Format {
  const named = formats.find((format) => format === asked);
  if (named !== undefined) return named;
  if (asked !== undefined) throw new DomainError('not-acceptable', NOT_SO(asked));
  const types = formats.map((format) => MEDIA_TYPE[format].split(';')[0]!);
  return formats[types.indexOf(acceptedOf(request.raw, types))]!;
}

const NOT_SO = (format: FileFormat) => ({
  sv: `Handlingen finns inte som ${format}.`,
  en: `The paper is not available as ${format}.`,
});

/** More are not told one by one: a header is short. */
const MOST_SIGNS = 50;
/** A sign by its code points, as a header can say it: `U+F0B7`, `U+0065 U+0489`. */
const codesOf = (sign: string): string =>
  [...sign]
    .map((point) => `U+${point.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ');

/** A paper as it was written, in whichever form. */
export interface WrittenPaper extends Written {
  readonly format: FileFormat;
  /** The number of the Word template that it is in. */
  readonly number?: number;
}

/** The forms that a paper can be had in. */
export const formatsOf = ({ workbook }: ReadPaper): readonly FileFormat[] =>
  workbook ? FORMATS_WITH_TABLES : PAPER_FORMATS;

/** Writes a paper in the form that was asked for, and sends it. @throws Invalid, DomainError `not-acceptable`, and what `Renderers` throws */
export async function answerWithPaper(
  renderers: Renderers,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  read: ReadPaper,
  asked: FileFormat | undefined,
): Promise<StreamableFile | undefined> {
  exchange.request.caller?.refuseWrongFields();
  const format = formatOf<FileFormat>(exchange.request, asked, formatsOf(read));
  return sendWritten(exchange, read, await written(renderers, await orderOf(read, format)));
}

/** A paper in the form that it is to be written in. */
export interface OrderedPaper extends ReadPaper {
  readonly format: FileFormat;
  /** The Word template that it is to be in. */
  readonly used: { readonly number: number; readonly file: Buffer } | undefined;
}

export const orderOf = async (read: ReadPaper, format: FileFormat): Promise<OrderedPaper> => ({
  ...read,
  format,
  used: format === 'docx' ? await read.template?.read() : undefined,
});

/** @param begun told when a renderer takes it up. @throws what `Renderers` throws */
export async function written(
  renderers: Renderers,
  order: OrderedPaper,
  begun?: () => void,
): Promise<WrittenPaper> {
  const { paper, workbook, format } = order;
  if (order.used) return { ...(await inTemplate(renderers, order, order.used, begun)), format };
  const made = await (format === 'xlsx'
    ? renderers.writeTables(workbook!, begun)
    : renderers.write(paper, format, begun));
  return { ...made, format };
}

export function sendWritten(
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { paper, confidential, name = nameOf(paper) }: ReadPaper,
  { bytes, replaced, format, number }: WrittenPaper,
): StreamableFile | undefined {
  if (number !== undefined) void reply.header('Yttra-Word-Template', String(number));
  if (replaced.length > 0)
    void reply.header('Yttra-Replaced-Signs', replaced.slice(0, MOST_SIGNS).map(codesOf).join(', '));
  return sendPaper(request, reply, { bytes, format, name, confidential });
}

/**
 * A template that fails keeps nobody from the paper: it is written without it, and whoever keeps the template is told.
 * Where the paper cannot be written without it either, the template is not what has failed.
 */
async function inTemplate(
  renderers: Renderers,
  { paper, template }: OrderedPaper,
  { number, file }: { readonly number: number; readonly file: Buffer },
  begun?: () => void,
): Promise<Written & { readonly number?: number }> {
  try {
    return { ...(await renderers.fill(file, paper, begun)), number };
  } catch (error) {
    if (error instanceof DomainError && error.slug === 'unavailable') throw error;
    const without = await renderers.write(paper, 'docx');
    await template?.failed(number, loggable(error).message);
    return without;
  }
}

/**
 * Sends a paper, or the part of it that was asked for, under a name that says what it is.
 *
 * @returns nothing where the caller has it already.
 */
export function sendPaper(
  { headers }: Pick<FastifyRequest, 'headers'>,
  reply: FastifyReply,
  { bytes, format, name, confidential }: SentPaper,
): StreamableFile | undefined {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
  void reply.headers({ Vary: 'Accept', 'Accept-Ranges': 'bytes' });
  if (confidential) void reply.header('Cache-Control', 'no-store');
  else void reply.headers({ 'Cache-Control': 'private, no-cache', ETag: etag });
  if (!confidential && isKnown(etag, headers['if-none-match'])) {
    reply.status(304);
    return undefined;
  }
  const part = partOf(bytes, headers, etag);
  if (part.range) void reply.status(206).header('Content-Range', part.range);
  void reply.headers({
    'Content-Type': MEDIA_TYPE[format],
    'Content-Length': String(part.bytes.length),
    'Content-Disposition': format === 'html' ? 'inline' : attachmentNamed(`${name}.${format}`),
    'Content-Security-Policy': `sandbox; ${PAGE_POLICY}`,
  });
  return new StreamableFile(part.bytes, { type: MEDIA_TYPE[format] });
}

/** One range of bytes (RFC 9110, 14.2); whatever else is asked for is answered with the whole. */
function partOf(
  bytes: Buffer,
  { range, 'if-range': unless }: FastifyRequest['headers'],
  etag: string,
): { bytes: Buffer; range?: string } {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if ((first === '' && last === '') || (unless !== undefined && unless !== etag)) return { bytes };
  const from = first === '' ? Math.max(0, bytes.length - Number(last)) : Number(first);
  const to = first === '' || last === '' ? bytes.length - 1 : Math.min(Number(last), bytes.length - 1);
  if (from > to) return { bytes };
  return { bytes: bytes.subarray(from, to + 1), range: `bytes ${from}-${to}/${bytes.length}` };
}
