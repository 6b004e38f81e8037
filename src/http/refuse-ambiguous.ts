import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../rules/problem.js';
import { entityTags } from '../changes/entity-tags.js';

const ABSOLUTE = /^https?:\/\/([^/?#]*)([^#]*)/i;
/** A name or an address, and perhaps a port. Names beyond ASCII come as punycode. */
const AUTHORITY = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** A target in absolute form means what its path means (RFC 9112, 3.2.2). */
export function originForm({ url = '/' }: IncomingMessage): string {
  const [, , path] = ABSOLUTE.exec(url) ?? [];
  if (path === undefined) return url;
  return path.startsWith('/') ? path : `/${path}`;
}

/**
 * Refuses what a proxy and this service could read differently: two hosts, a target that names another host, and
 * framing that is old or twofold. What Node refuses itself does not come here.
 */
export function refuseAmbiguous(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const wrong = wrongWith(request);
    if (wrong) void reply.header('Connection', 'close');
    done(wrong);
  });
}

function wrongWith({ raw, originalUrl }: FastifyRequest): DomainError | undefined {
  const hosts = raw.headersDistinct['host'] ?? [];
  const [host = ''] = hosts;
  if (
    hosts.length > 1 ||
    (hosts.length === 0 && raw.httpVersion !== '1.0') ||
    (hosts.length === 1 && !AUTHORITY.test(host))
  )
    return malformed('Ange precis en giltig Host.', 'Name exactly one valid Host.');
  const [, authority] = ABSOLUTE.exec(originalUrl) ?? [];
  if (authority !== undefined && authority.toLowerCase() !== host.toLowerCase())
    return malformed('Adressen och Host nämner olika värdar.', 'The address and Host name different hosts.');
  const codings = raw.headersDistinct['transfer-encoding'];
  if (codings && (raw.httpVersion === '1.0' || codings.length > 1 || codings[0]!.toLowerCase() !== 'chunked'))
    return malformed('Transfer-Encoding får bara vara chunked.', 'Transfer-Encoding may only be chunked.');
  return undefined;
}

/** Refuses conditions that cannot be read, wherever they are sent. */
export function refuseUnreadableConditions({ headers }: FastifyRequest): void {
  if (headers['if-match'] !== undefined) entityTags('If-Match', headers['if-match']);
  if (headers['if-none-match'] !== undefined) entityTags('If-None-Match', headers['if-none-match']);
}

function malformed(sv: string, en: string): DomainError {
  return new DomainError('malformed', { sv, en });
}
