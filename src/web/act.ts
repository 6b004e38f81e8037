import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, hash } from '../changes/caller.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { languageOf } from '../http/language.js';
import { problemTypes } from '../http/problem-types.js';
import { isFormToken } from '../http/session-cookie.js';
import { requestValidation } from '../http/validation.js';
import { DomainError, NotFound, type ProblemSlug } from '../rules/problem.js';
import { ConsultationActions, type PageAction } from './consultation-actions.js';
import { decodeForm } from './decode-form.js';
import { refuseOtherSites } from './same-site.js';
import { ShowStep } from './show-step.js';
import { bodyOf } from './step-fields.js';

/** Refusals that are shown on the form itself, with what was typed. Others have a page of their own. */
const SHOWN: ReadonlySet<ProblemSlug> = new Set([
  'validation',
  'stale-version',
  'idempotency-key-reused',
  'transition-refused',
  'conflict',
  'not-permitted',
  'insufficient-assurance',
]);

/** A double click waits for its first half for so long. */
const TRIES = 20;
const PAUSE_MS = 250;

/**
 * Every form of a page comes through here: action, token, fields decoded into the class of the API's body, the same
 * validation, a caller with the version and the key that the form carries, the same use case – and then the browser is
 * sent to see what became of it, so that reloading sends nothing again.
 */
@Injectable()
export class Act {
  private readonly validation = requestValidation();

  constructor(
    private readonly actions: ConsultationActions,
    private readonly showStep: ShowStep,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws DomainError where there is nothing to show beside the refusal. */
  async act(request: FastifyRequest, reply: FastifyReply, id: string, path: string): Promise<void> {
    const action = this.actions.at(path);
    if (!action) throw new NotFound();
    refuseOtherSites(request, this.settings.publicUrl);
    const { _token: token, _version: version, _key: key, ...fields } = (request.body ?? {}) as Fields;
    const caller = (request.caller = callerWith(request, fields, version, key));
    // A form of an earlier session: whoever sees it again and sends it has meant to.
    if (!isFormToken(token, request.session!.id))
      return this.showStep.show(request, reply, {
        id,
        action,
        values: fields,
        again: 'old-form',
        status: 403,
      });
    try {
      await this.take(caller, id, action, fields);
    } catch (refused) {
      if (!(refused instanceof DomainError) || !SHOWN.has(refused.slug)) throw refused;
      request.refusal = refused;
      const { status } = problemTypes[refused.slug];
      return this.showStep.show(request, reply, { id, action, values: fields, again: refused, status });
    }
    await reply.redirect(`/svar/${id}?klart=${action.path}`, 303);
  }

  private async take(caller: Caller, id: string, action: PageAction, fields: Fields): Promise<void> {
    const body = (await this.validation.transform(decodeForm(bodyOf(action.verb, fields), action.body), {
      type: 'body',
      metatype: action.body,
    })) as object;
    for (let tries = 1; ; tries++) {
      try {
        return void (await action.take(caller, id, body));
      } catch (refused) {
        const underWay = refused instanceof DomainError && refused.slug === 'request-in-progress';
        if (!underWay || tries === TRIES) throw refused;
        await pause(PAUSE_MS);
      }
    }
  }
}

type Fields = Readonly<Record<string, unknown>>;

function callerWith(request: FastifyRequest, fields: Fields, version: unknown, key: unknown): Caller {
  const isVersion = typeof version === 'string' && /^\d{1,9}$/.test(version);
  const isKey = typeof key === 'string' && /^[\w-]{1,100}$/.test(key);
  const { reason } = fields;
  return new Caller(
    request.actor!,
    languageOf(request.raw),
    `${request.method} ${request.routeOptions.url}`,
    request.id,
    {
      ifMatch: isVersion ? `"${version}"` : undefined,
      idempotencyKey: isKey ? key : undefined,
      reason: typeof reason === 'string' ? reason : undefined,
      written: Object.keys(fields).length === 0 ? 0 : Buffer.byteLength(JSON.stringify(fields)),
      fingerprint: hash(`${request.url}\n${canonicalize(fields) ?? ''}`),
    },
  );
}
