import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { DateTime } from 'luxon';
import type { Clock } from '../../config/clock.js';
import { PUBLIC_BASE } from '../../http/api-base.js';
import { isKnown } from '../../http/resource-headers.js';
import { TIME_ZONE } from '../../rules/civil-date.js';

/** How long a cache may show what it has without asking whether it still may be shown. */
const LONGEST_SECONDS = 60;

/**
 * What everyone gets alike may be kept by everyone, for a minute and never past midnight here, when what is to
 * be removed that day is. A cache that asks again by ETag is told 304; one that asks by date alone is not, since
 * an entry that has just been masked is no younger than before.
 *
 * Any web page may read the register and its data (CORS); of it all nothing depends on who asks.
 */
export function answerEveryone(fastify: FastifyInstance, clock: Clock): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    // By the address asked for: a page reads also that there is nothing there.
    if (isPublicApi(request.url)) {
      void reply.headers({
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': 'ETag, Retry-After',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      });
    }
    done();
  });
  fastify.addHook('preSerialization', (request, reply, payload, done) => {
    if (isPublicApi(request.routeOptions.url)) dateOf(reply, payload);
    done(null, payload);
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const { url } = request.routeOptions;
    // A file has been named by what it is made of.
    if (reply.statusCode !== 200 || reply.hasHeader('ETag') || !(isPublicApi(url) || isPage(url)))
      return done(null, payload);
    const etag = etagOf(payload as string);
    mayBeKept(reply, etag, clock.now());
    if (!isKnown(etag, request.headers['if-none-match'])) return done(null, payload);
    void reply.code(304).removeHeader('Content-Length');
    done(null, '');
  });
}

export const etagOf = (content: string): string =>
  `"${createHash('sha256').update(content).digest('base64url')}"`;

/** Tells whoever asks, and every cache on the way, how long the answer may be kept. */
export function mayBeKept(reply: FastifyReply, etag: string, now: Date): void {
  void reply.headers({
    ETag: etag,
    'Cache-Control': `public, max-age=${secondsToKeep(now)}, must-revalidate`,
    Vary: reply.getHeader('Vary') ?? 'Accept-Language',
  });
}

const isPublicApi = (url: string | undefined): boolean => url?.startsWith(`${PUBLIC_BASE}/`) ?? false;
const isPage = (url: string | undefined): boolean => /^\/register(\/|$)/.test(url ?? '');

function secondsToKeep(now: Date): number {
  const local = DateTime.fromJSDate(now, { zone: TIME_ZONE });
  const midnight = local.plus({ days: 1 }).startOf('day');
  return Math.min(LONGEST_SECONDS, Math.floor(midnight.diff(local, 'seconds').seconds));
}

interface Dated {
  readonly updatedAt?: string;
}

/** When the latest of what is shown changed: one entry, a page of them or all. */
function dateOf(reply: FastifyReply, payload: unknown): void {
  const { items } = payload as { items?: readonly Dated[] };
  lastModified(reply, items ?? ([payload].flat() as Dated[]));
}

export function lastModified(reply: FastifyReply, entries: readonly Dated[]): void {
  const latest = Math.max(...entries.map(({ updatedAt }) => Date.parse(updatedAt ?? '')));
  if (Number.isFinite(latest)) void reply.header('Last-Modified', new Date(latest).toUTCString());
}
