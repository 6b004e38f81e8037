import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { working } from '../config/trace.js';
import { isDiskFull, isPassing } from '../database/is-passing.js';
import { loggable } from '../database/loggable.js';
import { SignedOut } from '../identity/unauthenticated.js';
import { DomainError, InsufficientAssurance, TooManyRequests, type ProblemSlug } from '../rules/problem.js';
import { filesOf } from './chosen-files.js';
import { languageOf, prefersPage } from './language.js';
import { plain, PROBLEM_TYPE, problemBody } from './problem-body.js';
import { problemPage, type FormSent } from './problem-page.js';
import { problemTypes } from './problem-types.js';
import { sendPage } from './send-page.js';
import { workOf } from './trace-requests.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** What was typed in a form with files that nobody has read yet, where it can be read. */
    typedInUpload?: () => Promise<Record<string, unknown> | undefined>;
  }
}

const slugByStatus: Partial<Record<number, ProblemSlug>> = {
  400: 'malformed',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** A browser asks for a page again after so long, where what it needs was away (pages.md, section 8). */
const TRIES_AGAIN_SECONDS = 10;

/** Answers every failure in the caller's language: to a browser as a page, to every other client as RFC 9457 problem+json. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  private readonly log = new Logger(ProblemDetailsFilter.name);

  catch(failure: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const error = working(workOf(request), () => this.recognise(failure, request));
    request.refusal = error;
    const { status } = problemTypes[error.slug];
    if (status === 401) void reply.header('WWW-Authenticate', 'Bearer realm="yttra"');
    if (error instanceof TooManyRequests) void reply.header('Retry-After', String(error.retryAfterSeconds));
    if (error instanceof InsufficientAssurance) void reply.header('WWW-Authenticate', stepUp(error));
    if (status === 503) void reply.header('Retry-After', '2');
    const language = languageOf(request.raw);
    void reply.header('Content-Language', language);
    if (prefersPage(request.raw)) {
      const triesAgain = status === 503 && request.method === 'GET';
      if (triesAgain) void reply.header('Refresh', String(TRIES_AGAIN_SECONDS));
      return void formSent(request, error).then((sent) => {
        // Its form says that it comes from here, which `no-referrer` would keep from being said.
        if (sent) void reply.header('Referrer-Policy', 'same-origin');
        return sendPage(reply, status, problemPage(error, request.id, language, sent, triesAgain));
      });
    }
    void reply
      .status(status)
      .header('Content-Type', PROBLEM_TYPE)
      .send(problemBody(error, request, language, status === 403 ? request.actor : undefined));
  }

  private recognise(failure: unknown, request: FastifyRequest): DomainError {
    if (failure instanceof DomainError) return failure;
    if (isPassing(failure)) {
      this.log.warn(`${whereOf(request)}: ${loggable(failure).message}`);
      return isDiskFull(failure) ? noRoom() : plain('unavailable');
    }
    const status =
      failure instanceof HttpException
        ? failure.getStatus()
        : (failure as { statusCode?: number })?.statusCode;
    const slug =
      status === undefined ? undefined : (slugByStatus[status] ?? (status < 500 ? 'malformed' : undefined));
    if (slug) return plain(slug);
    this.log.error(whereOf(request), loggable(failure).stack);
    return plain('internal');
  }
}

const whereOf = ({ method, routeOptions }: FastifyRequest): string => `${method} ${routeOptions?.url ?? ''}`;

const noRoom = (): DomainError =>
  new DomainError('unavailable', {
    sv: 'Databasens disk är full, så inget kan sparas. Säg till driften, och försök igen när det finns plats.',
    en: 'The disk of the database is full, so nothing can be saved. Tell the operators, and try again when there is room.',
  });

/** RFC 9470: how a client learns with which `acr_values` to send the person to sign in again. */
function stepUp({ acrValues }: InsufficientAssurance): string {
  return `Bearer realm="yttra", error="insufficient_user_authentication", acr_values="${acrValues.join(' ')}"`;
}

/** Of these nothing is given back: the form may be another site's, or could not be read. */
const NOT_GIVEN_BACK: readonly number[] = [400, 401, 403, 413, 415];

/**
 * A form of a page that has no place any more for what was typed: the page of a form is never kept by a browser, so that
 * going back finds it empty. What failed through no fault of the form can be sent again as it is.
 */
async function formSent(request: FastifyRequest, error: DomainError): Promise<FormSent | undefined> {
  const { form } = request.routeOptions?.config ?? {};
  const { status } = problemTypes[error.slug];
  const afterSigningIn = error instanceof SignedOut;
  if (form !== true || request.method !== 'POST') return undefined;
  const hasFiles = request.isMultipart();
  // What makes such a form too large is its files, which are passed over.
  const withSmallerFiles = hasFiles && status === 413;
  if (!afterSigningIn && !withSmallerFiles && NOT_GIVEN_BACK.includes(status)) return undefined;
  const isUnread = hasFiles && request.body === undefined && !request.raw.readableDidRead;
  const fields = fieldsIn(isUnread ? await request.typedInUpload?.() : request.body);
  if (!fields.some(([name]) => name === '_token')) return undefined;
  const passes = status >= 500 || status === 429;
  const again = afterSigningIn
    ? 'signed-in'
    : withSmallerFiles
      ? 'without-files'
      : passes
        ? 'later'
        : undefined;
  return { path: request.url, fields, hasFiles, files: filesOf(Object.fromEntries(fields)), again };
}

/** As the form had them: `questions[0][text]`. */
function fieldsIn(value: unknown, name = ''): [name: string, value: string][] {
  if (typeof value === 'string') return [[name, value]];
  if (Array.isArray(value) && value.every((each) => typeof each === 'string'))
    return value.map((each): [string, string] => [name, each]);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    fieldsIn(each, name === '' ? key : `${name}[${key}]`),
  );
}
