import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import canonicalize from 'canonicalize';
import type { FastifyRequest } from 'fastify';
import { Caller, hash } from '../changes/caller.js';
import type { Actor } from '../rules/actor.js';
import { DomainError } from '../rules/problem.js';
import { languageOf } from './language.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the authentication hook on every route that is not open. */
    actor?: Actor;
    /** Made of the request when a controller first asks for it. */
    caller?: Caller;
  }
  interface FastifyContextConfig {
    /** Answers without a token. */
    open?: boolean;
    /** Takes `text/plain` instead of JSON. */
    text?: boolean;
    /** Takes PDF and Word files as its content, besides what else it takes. */
    papers?: boolean;
    /** Takes a ZIP of a body's reports as its content instead of JSON; see `ImportsAtOnce`. */
    archive?: boolean;
    /** Takes a form of a web page instead of JSON. */
    form?: boolean;
    /** Takes `multipart/form-data`, which it reads itself. */
    upload?: boolean;
  }
}

const LONGEST_IDEMPOTENCY_KEY = 255;

export function callerOf(request: FastifyRequest): Caller {
  return (request.caller ??= madeOf(request));
}

function madeOf(request: FastifyRequest): Caller {
  if (!request.actor) throw new Error('An open route has no caller.');
  const body = request.body as { reason?: string } | undefined;
  const idempotencyKey = idempotencyKeyOf(request);
  return new Caller(
    request.actor,
    languageOf(request.raw),
    `${request.method} ${request.routeOptions.url}`,
    request.id,
    {
      ifMatch: request.headers['if-match'],
      idempotencyKey,
      reason: typeof body?.reason === 'string' ? body.reason : undefined,
      written: writtenIn(request.body),
      fingerprint: idempotencyKey ? hash(`${request.url}\n${saidIn(request.body)}`) : '',
    },
  );
}

/** The content as text by which a repeat is known: of a file its hash. */
const saidIn = (body: unknown): string =>
  Buffer.isBuffer(body) ? hash(body) : (canonicalize(body ?? null) ?? '');

/** The content's length in bytes; 0 for an empty object, which only says that a step is taken and stores nothing. */
function writtenIn(body: unknown): number {
  if (Buffer.isBuffer(body)) return body.length;
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? {});
  return text === '{}' ? 0 : Buffer.byteLength(text);
}

/** @throws DomainError `malformed` for a key that is blank, or too long for the database's index. */
function idempotencyKeyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key'];
  if (typeof key !== 'string') return undefined;
  if (key !== '' && key.length <= LONGEST_IDEMPOTENCY_KEY) return key;
  throw new DomainError('malformed', {
    sv: `Idempotency-Key ska ha 1 till ${LONGEST_IDEMPOTENCY_KEY} tecken.`,
    en: `Idempotency-Key must have 1 to ${LONGEST_IDEMPOTENCY_KEY} characters.`,
  });
}

/** The caller of the request, for a controller method. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
