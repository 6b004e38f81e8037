import { randomUUID } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { actorIdOf } from '../identity/actor-id.js';
import { LONGEST_PARAMETER } from './allowed-methods.js';
import { DomainError } from '../rules/problem.js';
import { decodeText } from './decode-text.js';
import { readableText, readForm, readJson } from './read-body.js';
import { MEDIA_TYPE } from '../papers/formats.js';
import { originForm } from './refuse-ambiguous.js';
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
