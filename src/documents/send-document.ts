import type { FastifyReply, FastifyRequest } from 'fastify';
import { StreamableFile } from '@nestjs/common';
import { encodedName } from '../http/attachment.js';
import { isKnown } from '../http/resource-headers.js';
import type { DocumentView } from './documents.dto.js';
import { disposedOf } from './disposed-of.js';
import type { DocumentsQueries } from './documents.queries.js';

/**
 * A document as it was uploaded, to be saved and never to be run. What is confidential is kept by no browser, and each
 * look at it is a reading of its own.
 *
 * @returns nothing where the browser has it already.
 * @throws ContentGone also then, of what has been disposed of.
 */
export async function sendDocument(
  queries: DocumentsQueries,
  document: DocumentView,
  { headers }: Pick<FastifyRequest, 'headers'>,
  reply: FastifyReply,
): Promise<StreamableFile | undefined> {
  if (document.disposed) throw disposedOf();
  const etag = `"${document.sha256}"`;
  if (document.confidential) void reply.header('Cache-Control', 'no-store');
  else void reply.headers({ 'Cache-Control': 'private, no-cache', ETag: etag });
  if (!document.confidential && isKnown(etag, headers['if-none-match'])) {
    reply.status(304);
    return undefined;
  }
  const content = await queries.content(document);
  void reply.headers({
    'Content-Type': document.mediaType,
    'Content-Length': String(document.byteSize),
    'Content-Disposition': `attachment; ${encodedName(document.fileName)}`,
    'Content-Security-Policy': "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  });
  return new StreamableFile(content, { type: document.mediaType });
}
