import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, hash } from '../../changes/caller.js';
import { FILES } from '../../http/chosen-files.js';
import { languageOf } from '../../http/language.js';
import { problemTypes } from '../../http/problem-types.js';
import { isFormToken } from '../../http/session-cookie.js';
import { rightFields, whoMayFirst } from '../../http/who-may-first.js';
import { DomainError, type ProblemSlug } from '../../rules/problem.js';
import type { Texts } from '../../rules/texts.js';
import { decodeForm } from '../frame/decode-form.js';
import { KeptWarnings } from './kept-warnings.js';

/** Refusals that are shown on the form itself, with what was typed. Others have a page of their own. */
const SHOWN: ReadonlySet<ProblemSlug> = new Set([
  'validation',
  'stale-version',
  'idempotency-key-reused',
  'transition-refused',
  'conflict',
  'not-permitted',
  'unsupported-media-type',
  'insufficient-assurance',
]);

/** A double click waits for its first half for so long. */
const TRIES = 20;
const PAUSE_MS = 250;

type Fields = Readonly<Record<string, unknown>>;

/** A form of a page, as the action of the API that it takes. */
export interface PageForm {
  /** The class of the API's body. */
  readonly body: new () => object;
  /** What was typed, as that body has it. */
  readonly read: (typed: Fields) => object;
  readonly take: (caller: Caller, body: object) => Promise<unknown>;
  /** Shows the form again, with what was typed and why. */
  readonly show: (shown: {
    readonly values: Fields;
    readonly again: DomainError | 'old-form';
    readonly status: number;
  }) => Promise<void>;
  /** What was done, where that is more than the page says by the address alone. */
  readonly says?: ((answer: unknown, body: object) => Promise<Texts | undefined>) | undefined;
  /** Where the browser goes when it is done. */
  readonly done: string | ((answer: unknown) => string);
  /** Shows at once, in the answer to the form, what is shown this once and may stand in no address. */
  readonly showOnce?: ((answer: unknown) => Promise<void>) | undefined;
}

/** What a form was sent with, and what came of it. */
interface Taken {
  readonly answer: unknown;
  readonly body: object;
}

/**
 * Every form of a page comes through here: token, fields decoded into the class of the API's body, the same validation,
 * a caller with the version and the key that the form carries, the same use case – and then the browser is sent to see
 * what became of it, so that reloading sends nothing again.
 */
@Injectable()
export class Act {
  constructor(private readonly warnings: KeptWarnings) {}

  /** @throws DomainError where there is nothing to show beside the refusal. */
  async act(request: FastifyRequest, reply: FastifyReply, form: PageForm): Promise<void> {
    const { _token: token, _version: version, _key: key, ...sent } = (request.body ?? {}) as Fields;
    const caller = (request.caller = callerWith(request, sent, version, key));
    const { _then, _earlier, ...values } = sent;
    // A form of an earlier session: whoever sees it again and sends it has meant to.
    if (!isFormToken(token, request.session!.id))
      return form.show({ values, again: 'old-form', status: 403 });
    let taken: Taken;
    try {
      taken = await this.take(caller, form, values);
    } catch (refused) {
      if (!(refused instanceof DomainError) || !SHOWN.has(refused.slug)) throw refused;
      request.refusal = refused;
      return form.show({ values, again: refused, status: problemTypes[refused.slug].status });
    }
    const { answer, body } = taken;
    if (form.showOnce) return form.showOnce(answer);
    const done = await form.says?.(answer, body);
    await this.warnings.keep(request, reply, answer, { done, insteadOf: caller.absentName });
    await reply.redirect(typeof form.done === 'string' ? form.done : form.done(answer), 303);
  }

  private async take(caller: Caller, form: PageForm, values: Fields): Promise<Taken> {
    const { [FILES]: _files, ...typed } = values;
    const given = decodeForm(form.read(typed) as Fields, form.body);
    const body = await rightFields(caller, given, form.body);
    const answer = await whoMayFirst(caller, () => afterItsFirstHalf(() => form.take(caller, body)));
    return { answer, body };
  }
}

/** Tries again while the other half of a double click is at it. */
export async function afterItsFirstHalf<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (refused) {
      const underWay = refused instanceof DomainError && refused.slug === 'request-in-progress';
      if (!underWay || tries === TRIES) throw refused;
      await pause(PAUSE_MS);
    }
  }
}

/** Which button was pressed is a part of what the form says. */
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
