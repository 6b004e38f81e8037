import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { isKnown } from './resource-headers.js';

const ENCODERS: Readonly<Record<string, (text: string) => Promise<Buffer>>> = {
  // Quality 11, the default, takes a second for a tenth less.
  br: (text) => promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: promisify(gzip),
  identity: async (text) => Buffer.from(text),
};

/**
 * A JSON file of the build as it is served: without white space, compressed once for each encoding that is asked for,
 * and with an ETag, so that whoever has it already gets 304.
 */
export class ServedDocument {
  private text: Promise<string> | undefined;
  private readonly encoded = new Map<string, Promise<Buffer>>();

  constructor(private readonly file: string) {}

  async send(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const text = await (this.text ??= this.read());
    const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
    void reply.headers({ ETag: etag, Vary: 'Accept-Encoding', 'Cache-Control': 'public, no-cache' });
    if (isKnown(etag, request.headers['if-none-match'])) {
      await reply.status(304).send();
      return;
    }
    const encoding = new Negotiator(request).encoding(Object.keys(ENCODERS)) ?? 'identity';
    let body = this.encoded.get(encoding);
    if (!body) this.encoded.set(encoding, (body = ENCODERS[encoding]!(text)));
    if (encoding !== 'identity') void reply.header('Content-Encoding', encoding);
    await reply.header('Content-Type', 'application/json; charset=utf-8').send(await body);
  }

  private async read(): Promise<string> {
    return JSON.stringify(JSON.parse(await readFile(this.file, 'utf8')));
  }
}
