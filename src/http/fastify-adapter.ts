import { randomUUID } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify';
import { pino, type Logger } from 'pino';
import { asActor } from '../identity/as-actor.js';
import { workUnderWay } from '../config/trace.js';
import { loggable } from '../database/loggable.js';
import { actorIdOf } from '../identity/actor-id.js';
import type { Identify } from '../identity/identify.js';
import type { Sessions } from '../identity/sessions.js';
import { Unauthenticated } from '../identity/unauthenticated.js';
import { LONGEST_PARAMETER } from './allowed-methods.js';
import { API_BASE, PUBLIC_BASE } from './api-base.js';
import { DomainError } from '../rules/problem.js';
import type { RequestLimits } from './limit-requests.js';
import { decodeText } from './decode-text.js';
import { readableText, readForm, readJson, wellFormed } from './read-body.js';
import { isLookedAtByScript, SESSION_COOKIE, type Cookies } from './session-cookie.js';
import { MEDIA_TYPE } from '../papers/formats.js';
import { originForm, refuseUnreadableConditions } from './refuse-ambiguous.js';
import { acceptedOf } from './refuse-unacceptable.js';
import { refuseAddress, refuseBytes } from './refuse-unreadable.js';
import { workOf } from './trace-requests.js';
import { trustedBy } from './unnamed-proxies.js';

const sendJson = {
  sv: 'Skicka innehållet som application/json.',
  en: 'Send the content as application/json.',
};
export const LARGEST_TEXT = 1024 * 1024;
/** A report of a hundred pages with pictures is smaller. */
export const LARGEST_PAPER = 20 * 1024 * 1024;
/** A hundred reports, packed. */
const LARGEST_ARCHIVE = 50 * 1024 * 1024;
/** Statuses whose line in the log also has the caller's address, for whoever looks into attempts to break in. */
const REFUSALS = new Set([401, 403, 429]);

/** Fastify, strict about what it reads: see `readJson`. Logs method, route, status and time, never content; of a refusal also from where. */
export function fastifyAdapter(logger: Logger, trustedProxies: readonly string[] = []): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: LARGEST_TEXT,
    clientErrorHandler: refuseBytes(logger),
    frameworkErrors: refuseAddress,
    genReqId: () => randomUUID(),
    // Every line says its request's id already.
    childLoggerFactory: (parent: FastifyBaseLogger) => parent,
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    // A missing Host is refused by `refuseAmbiguous`, as a problem like the rest.
    http: { requireHostHeader: false },
    rewriteUrl: originForm,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    trustProxy: trustedProxies.length > 0 && trustedBy(trustedProxies),
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  // Node answers an `Expect` header that it does not know with a bare 417; RFC 9110 lets a server ignore it instead.
  fastify.server.on('checkExpectation', (request, response) =>
    fastify.server.emit('request', request, response),
  );
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'buffer' },
    (_request, body, done) => {
      try {
        done(null, readJson(body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  fastify.addContentTypeParser('text/plain', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      if (!request.routeOptions.config.text) throw new DomainError('unsupported-media-type', sendJson);
      done(null, readableText(decodeText(body as Buffer)));
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addContentTypeParser(
    [MEDIA_TYPE.pdf, MEDIA_TYPE.docx],
    { parseAs: 'buffer', bodyLimit: LARGEST_PAPER },
    (_request, body, done) => done(null, body),
  );
  fastify.addContentTypeParser(
    'application/zip',
    { parseAs: 'buffer', bodyLimit: LARGEST_ARCHIVE },
    (_request, body, done) => done(null, body),
  );
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (request, body, done) => {
      try {
        if (!request.routeOptions.config.form) throw new DomainError('unsupported-media-type', sendJson);
        done(null, readForm(body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  fastify.addHook('preParsing', (request, _reply, _body, done) => done(unsupported(request)));
  fastify.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
        requestId: request.id,
        traceId: workOf(request).trace.traceId,
        ...(reply.statusCode === 403 && request.actor && { actor: actorIdOf(request.actor) }),
        ...(REFUSALS.has(reply.statusCode) && { address: request.ip }),
      },
      'request',
    );
    done();
  });
  return adapter;
}

/** Media types whose content may be larger than others', so that none of it is read where it is not asked for. */
const PAPER =
  /^application\/(?:pdf|vnd\.openxmlformats-officedocument\.wordprocessingml\.document)\s*(?:;|$)/i;
const ARCHIVE = /^application\/zip\s*(?:;|$)/i;

/** Packed content is not unpacked, and an upload is not taken for a request without content. */
function unsupported({ headers, is404, method, routeOptions }: FastifyRequest): DomainError | null {
  if (is404 || method === 'GET' || method === 'HEAD') return null;
  if (/^(identity)?$/i.test(headers['content-encoding'] ?? '')) {
    const isUpload = /^multipart\//i.test(headers['content-type'] ?? '');
    const isPaper = PAPER.test(headers['content-type'] ?? '');
    const isArchive = ARCHIVE.test(headers['content-type'] ?? '');
    const { upload, papers, archive } = routeOptions.config;
    if ((!isUpload || upload) && (!isPaper || papers) && (!isArchive || archive)) return null;
    return new DomainError('unsupported-media-type', sendJson);
  }
  return new DomainError('unsupported-media-type', {
    sv: 'Skicka innehållet som det är, utan Content-Encoding.',
    en: 'Send the content as it is, without Content-Encoding.',
  });
}

/**
 * 401 comes before everything else, the body included, so the token is verified before a byte of
 * it is read. Deny by default: below the API's base path only a route that says `open` is open.
 */
export function authenticateEveryRequest(
  fastify: FastifyInstance,
  identify: Identify,
  limits: RequestLimits,
  { sessions, cookies }: { readonly sessions: Sessions; readonly cookies: Cookies },
): void {
  /**
   * Sets the actor of a session that has not ended. Where there is none, no actor is set, and the page leads to
   * sign-in.
   */
  const signedIn = async (request: FastifyRequest): Promise<boolean> => {
    const id = cookies.read(request, SESSION_COOKIE);
    const find = isLookedAtByScript(request) ? 'look' : 'find';
    const session = id === undefined ? undefined : await sessions[find](id);
    if (!session) return false;
    try {
      request.actor = await limits.signIn(request.ip, async () => identify.proveSession(session));
    } catch (refused) {
      if (!(refused instanceof Unauthenticated)) throw refused;
      await sessions.end(session.id);
      return false;
    }
    request.session = session;
    return true;
  };
  /** Why it could not be asked whose session it is, of a form: it is read all the same, to be given back. */
  const notAsked = new WeakMap<FastifyRequest, Error>();
  const isSignedIn = async (request: FastifyRequest): Promise<boolean> => {
    try {
      return await signedIn(request);
    } catch (failure) {
      if (!request.routeOptions.config.form || failure instanceof DomainError) throw failure;
      notAsked.set(request, failure as Error);
      return true;
    }
  };
  fastify.addHook('onRequest', async (request) => {
    const { url, config } = request.routeOptions;
    if (config.page && (await isSignedIn(request))) return refuseUnreadable(request.url);
    const isOpen = !url?.startsWith(`${API_BASE}/`) || config.open;
    // Health and metrics are not limited, so that monitoring gets an answer also while the service is flooded.
    if (isOpen && !/^\/(health\/\w+|metrics)$/.test(url ?? '')) limits.arrive(request.ip);
    refuseUnreadable(request.url);
    if (isOpen) {
      refuseUnreadableConditions(request);
      if (isApi(url) && !config.anyType) acceptedOf(request.raw, config.types);
      return;
    }
    const authorization = request.raw.headersDistinct['authorization'];
    request.actor = await limits.signIn(request.ip, () => identify.prove(authorization));
    refuseUnreadableConditions(request);
    if (!config.anyType) acceptedOf(request.raw, config.types);
  });
  // Runs after the body has been read, since callbacks of the body's stream lose the request's AsyncLocalStorage context.
  fastify.addHook('preValidation', (request, _reply, done) => {
    const failure = notAsked.get(request);
    if (failure) done(failure);
    else if (request.actor) asActor(request.actor, done, () => request.caller?.wrong === undefined);
    else done();
  });
}

/** The address and its query are text too. @throws DomainError `malformed`. */
function refuseUnreadable(url: string): void {
  if (!url.includes('%')) return;
  let decoded: string;
  try {
    decoded = decodeURIComponent(url.replaceAll('+', ' '));
  } catch {
    decoded = '\u0000';
  }
  wellFormed(decoded);
}

/** What a line of the log may hold besides its message. Libraries log what they like: a request's headers, say. */
const LOGGED = [
  'context',
  'stack',
  'method',
  'route',
  'status',
  'milliseconds',
  'requestId',
  'traceId',
  'actor',
  'address',
] as const;

export function rootLogger(level: string): Logger {
  const onlyLogged = ({ err, ...fields }: Record<string, unknown>) => ({
    ...Object.fromEntries(LOGGED.filter((name) => name in fields).map((name) => [name, fields[name]])),
    ...(err instanceof Error && { stack: loggable(err).stack }),
  });
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => {
      const { requestId, trace } = workUnderWay() ?? {};
      return { ...(requestId && { requestId }), ...(trace && { traceId: trace.traceId }) };
    },
    formatters: { log: onlyLogged },
  });
}

/** What answers in JSON, unless its route says otherwise; pages, health and metrics do not. */
const isApi = (url = ''): boolean => [API_BASE, PUBLIC_BASE].some((base) => url.startsWith(`${base}/`));
