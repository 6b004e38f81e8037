import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { ConnectionError, FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import { headersOf } from '../config/trace.js';
import type { ProblemSlug } from '../rules/problem.js';
import { newTrace } from '../config/trace-context.js';
import { languageOf } from './language.js';
import { plain, PROBLEM_TYPE, problemBody } from './problem-body.js';
import { problemTypes } from './problem-types.js';
import { workOf } from './trace-requests.js';

/** What is refused before there is a route, and so before any hook or filter of ours, is a problem like the rest. */
const headers = {
  'Content-Type': PROBLEM_TYPE,
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

/** An address that cannot be decoded, or whose parts are longer than any name of ours. */
export function refuseAddress(
  error: { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const slug = error.statusCode === 414 ? 'not-found' : 'malformed';
  const { status } = problemTypes[slug];
  const { trace } = workOf(request);
  logRefusal(request.log, { status, requestId: request.id, traceId: trace.traceId });
  void reply
    .status(status)
    .headers({
      ...headers,
      ...headersOf(trace),
      'X-Request-Id': request.id,
      'Content-Language': languageOf(request.raw),
    })
    .send(problemBody(plain(slug), request, languageOf(request.raw)));
}

/** Bytes that are no request. Nothing of them is logged, but that there were some: they may be a request with one letter wrong. */
export const refuseBytes =
  (log: FastifyBaseLogger) =>
  (error: ConnectionError, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    const slug: ProblemSlug = error.code === 'HPE_HEADER_OVERFLOW' ? 'too-large' : 'malformed';
    const requestId = randomUUID();
    const trace = newTrace();
    const body = problemBody(plain(slug), { url: '/', id: requestId }, 'sv');
    const { status } = problemTypes[slug];
    logRefusal(log, { status, requestId, traceId: trace.traceId });
    const head = {
      ...headers,
      ...headersOf(trace),
      'X-Request-Id': requestId,
      'Content-Language': 'sv',
      'Content-Length': Buffer.byteLength(body),
      Connection: 'close',
    };
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
    if (socket.writable)
      socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
    socket.destroySoon();
  };

/** The line that every other request gets when it has been answered. */
function logRefusal(
  log: FastifyBaseLogger,
  line: { readonly status: number; readonly requestId: string; readonly traceId: string },
): void {
  log.info({ route: 'unknown', ...line }, 'request');
}
