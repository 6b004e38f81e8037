import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import canonicalize from 'canonicalize';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../rules/actor.js';
import type { Language, Texts } from '../rules/texts.js';
import { languageOf } from './language.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the authentication hook on every route that is not open. */
    actor?: Actor;
  }
  interface FastifyContextConfig {
    /** Answers without a token. */
    open?: boolean;
    /** Takes `text/plain` instead of JSON. */
    text?: boolean;
    /** Takes a form of a web page instead of JSON. */
    form?: boolean;
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
      /** What the request says, to tell a repeat from another request under the same key. */
      readonly fingerprint: string;
    },
  ) {}

  say(texts: Texts): string {
    return texts[this.language];
  }

  /** The same caller once the content of an upload is known. */
  uploading(...content: string[]): Caller {
    const fingerprint = hash([this.terms.fingerprint, ...content].join('\n'));
    return new Caller(this.actor, this.language, this.route, this.requestId, { ...this.terms, fingerprint });
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

export function callerOf(request: FastifyRequest): Caller {
  if (!request.actor) throw new Error('An open route has no caller.');
  const body = request.body as { reason?: string } | undefined;
  const idempotencyKey = request.headers['idempotency-key'];
  return new Caller(
    request.actor,
    languageOf(request.raw),
    `${request.method} ${request.routeOptions.url}`,
    request.id,
    {
      ifMatch: request.headers['if-match'],
      idempotencyKey: typeof idempotencyKey === 'string' ? idempotencyKey : undefined,
      reason: typeof body?.reason === 'string' ? body.reason : undefined,
      fingerprint: idempotencyKey ? hash(`${request.url}\n${canonicalize(body ?? null) ?? ''}`) : '',
    },
  );
}

/** The caller of the request, for a controller method. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
