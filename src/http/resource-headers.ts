import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { API_BASE } from './api-base.js';
import { namesTag } from '../changes/entity-tags.js';

/** Where a created resource is found: a collection, whose `:names` are the request's or its own, and its name there, if it has one. */
interface Place {
  readonly collection: string;
  readonly namedBy?: string;
  readonly isListed?: true;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    createdIn?: Place;
    /** The field whose version the ETag tells of, where the answer is not the resource itself. */
    tagged?: string;
  }
}

/**
 * Names the collection a created resource is found in: `Location: <base>/<collection>/<name>`.
 *
 * @param namedBy the field that names it there, when it is not its id, code or username.
 */
export const CreatedIn = (collection: string, namedBy?: string) =>
  RouteConfig({ createdIn: { collection, ...(namedBy !== undefined && { namedBy }) } });

/** Names where a created resource is read that has no address of its own: the list, or the whole, that it stands in. */
export const ListedIn = (collection: string) => RouteConfig({ createdIn: { collection, isListed: true } });

/**
 * Gives a single resource its strong ETag, made of its version, and a created one its Location. A hook
 * and not an interceptor: measured, Nest answers without observables where there is none.
 */
export function addResourceHeaders(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, reply, payload, done) => {
    if (reply.statusCode < 300) describe(request, reply, (payload ?? {}) as Record<string, unknown>);
    done(null, payload);
  });
}

/** Whether the caller holds what it asks for already, as its `If-None-Match` says. */
export function isKnown(etag: string, ifNoneMatch: string | undefined): boolean {
  return ifNoneMatch !== undefined && namesTag('If-None-Match', ifNoneMatch, etag);
}

function describe(
  { params, routeOptions: { config } }: FastifyRequest,
  reply: FastifyReply,
  view: Record<string, unknown>,
): void {
  const { version } = (config.tagged ? view[config.tagged] : view) as { version?: unknown };
  if (typeof version === 'number') void reply.header('ETag', `"${version}"`);
  const place = config.createdIn;
  if (!place) return;
  const collection = place.collection.replace(/:(\w+)/g, (_, param: string) =>
    encodeURIComponent((params as Record<string, string>)[param] ?? String(view[param])),
  );
  if (place.isListed) return void reply.header('Location', `${API_BASE}/${collection}`);
  const name = view[place.namedBy ?? ''] ?? view['id'] ?? view['code'] ?? view['username'];
  if (typeof name === 'string')
    void reply.header('Location', `${API_BASE}/${collection}/${encodeURIComponent(name)}`);
}
