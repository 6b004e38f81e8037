import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { ConnectionError, FastifyReply, FastifyRequest } from 'fastify';
import type { Socket } from 'node:net';
import type { ProblemSlug } from '../rules/problem.js';
import { languageOf } from './language.js';
import { plain, PROBLEM_TYPE, problemBody } from './problem-body.js';
import { problemTypes } from './problem-types.js';

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
  void reply
    .status(problemTypes[slug].status)
    .headers({ ...headers, 'Content-Language': languageOf(request.raw) })
    .send(problemBody(plain(slug), request, languageOf(request.raw)));
}

/** Bytes that are no request. Nothing of them is logged: they may be a request with one letter wrong. */
export function refuseBytes(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const slug: ProblemSlug = error.code === 'HPE_HEADER_OVERFLOW' ? 'too-large' : 'malformed';
  const body = problemBody(plain(slug), { url: '/', id: randomUUID() }, 'sv');
  const { status } = problemTypes[slug];
  const head = {
    ...headers,
    'Content-Language': 'sv',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  if (socket.writable)
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
  socket.destroySoon();
}
