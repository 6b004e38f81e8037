import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import findMyWay from 'find-my-way';
import { DomainError } from '../rules/problem.js';
import { PUBLIC_BASE } from './api-base.js';

/** A part of an address that is longer names nothing of ours. */
export const LONGEST_PARAMETER = 200;

/** What a script in a browser may send to the public register beyond what needs no asking (CORS). */
const CROSS_ORIGIN = {
  'Access-Control-Allow-Methods': 'GET, HEAD',
  'Access-Control-Allow-Headers': 'Accept-Language, If-None-Match',
};

/**
 * Answers methods that a known address does not have with 405, and `OPTIONS` with 204, both with `Allow`. The
 * addresses are kept in a router of their own, since Fastify's tells of one method only: it must hear of every route,
 * and so be called before any is added.
 */
export function nameAllowedMethods(fastify: FastifyInstance): void {
  const router = findMyWay({ maxParamLength: LONGEST_PARAMETER });
  const methods = new Set<HTTPMethods>();
  const allowedAt = (path: string): string[] =>
    [...methods].filter((method) => router.find(method as 'GET', path) !== null);

  fastify.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) {
      methods.add(each);
      // HEAD comes with GET, and may be announced twice.
      if (!router.hasRoute(each as 'GET', url)) router.on(each as 'GET', url, () => undefined);
    }
  });
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.is404) await answer(request, reply, allowedAt(request.url.split('?')[0]!));
  });
}

async function answer(request: FastifyRequest, reply: FastifyReply, allowed: string[]): Promise<void> {
  const asksForAll = request.method === 'OPTIONS' && request.url === '*';
  if (allowed.length === 0 && !asksForAll) return;
  void reply.header('Allow', [...allowed, 'OPTIONS'].join(', '));
  if (request.method !== 'OPTIONS') throw methodNotAllowed(allowed);
  if (request.url.startsWith(`${PUBLIC_BASE}/`)) void reply.headers(CROSS_ORIGIN);
  await reply.status(204).send();
}

function methodNotAllowed(allowed: readonly string[]): DomainError {
  const names = allowed.join(', ');
  return new DomainError('method-not-allowed', {
    sv: `Adressen har bara ${names}.`,
    en: `This address has ${names} only.`,
  });
}
