import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { attachmentNamed } from '../http/attachment.js';
import type { SentPackage } from './archive-packages.queries.js';

export const TAR = 'application/x-tar';

/** A package as a file to be saved. It may hold what is confidential, so no browser keeps it. */
export function sendPackage(
  reply: FastifyReply,
  { content, byteSize, fileName, whenSent }: SentPackage,
): StreamableFile {
  void reply.headers({
    'Cache-Control': 'no-store',
    'Content-Type': TAR,
    'Content-Length': String(byteSize),
    'Content-Disposition': attachmentNamed(fileName),
    'Content-Security-Policy': "sandbox; default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  });
  // Of a download that breaks off, and of HEAD, not all is read.
  reply.raw.once('finish', () => content.readableEnded && whenSent());
  return new StreamableFile(content, { type: TAR });
}
