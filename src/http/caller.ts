import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import canonicalize from 'canonicalize';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../rules/actor.js';
import { DomainError } from '../rules/problem.js';
import type { Language, Texts } from '../rules/texts.js';
import { languageOf } from './language.js';
import { Readings, type ReadCollection } from './readings.js';

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
    /** Takes a form of a web page instead of JSON. */
    form?: boolean;
    /** Takes `multipart/form-data`, which it reads itself. */
    upload?: boolean;
  }
}

/** Who asks, and the terms they ask on: everything a use case needs of a request besides its content. */
export class Caller {
  constructor(
    readonly actor: Actor,
    readonly language: Language,
    /** Method and route template: the scope of an idempotency key. */
    readonly route: string,
    readonly requestId: string,
    readonly terms: {
      readonly ifMatch?: string | undefined;
      readonly idempotencyKey?: string | undefined;
      /** Why, in the caller's words; goes to the audit trail. */
      readonly reason?: string | undefined;
      /** How many bytes of content the request has. */
      readonly written: number;
      /** What the request says, to tell a repeat from another request under the same key. */
      readonly fingerprint: string;
    },
    readonly readings = new Readings(),
  ) {}

  /**
   * Said by whatever function reads a record that can be confidential, so that the reading is remembered with the answer.
   *
   * @param confidential false where the function knows that it is not.
   */
  hasRead(collection: ReadCollection, id: string, confidential = true): void {
    if (confidential) this.readings.add({ collection, id });
  }

  say(texts: Texts): string {
    return texts[this.language];
  }

  /** The same caller once the content of an upload is known. */
  uploading(...content: string[]): Caller {
    const fingerprint = hash([this.terms.fingerprint, ...content].join('\n'));
    const terms = { ...this.terms, fingerprint };
    return new Caller(this.actor, this.language, this.route, this.requestId, terms, this.readings);
  }
}

const LONGEST_IDEMPOTENCY_KEY = 255;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

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
      fingerprint: idempotencyKey ? hash(`${request.url}\n${canonicalize(body ?? null) ?? ''}`) : '',
    },
  );
}

/** Nothing was written by a step that only says that it is taken. */
function writtenIn(body: unknown): number {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? {});
  return text === '{}' ? 0 : Buffer.byteLength(text);
}

/** @throws DomainError `malformed` for one that says nothing, or that no index could hold. */
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
