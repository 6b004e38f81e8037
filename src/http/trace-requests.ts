import { SpanKind } from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { beginSpan, spanFailed } from '../config/spans.js';
import { headersOf, working, type Work } from '../config/trace.js';
import { continuedTrace, sendersTrace } from '../config/trace-context.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Its id, and its place in the trace that it came with or began. Absent only before the first hook. */
    work?: Work;
  }
}

/** Asked every few seconds by whoever watches the service: nobody looks for them among the traces. */
const WATCHED = /^\/(health\/\w+|metrics)$/;

/** Begins or continues a trace for each request, and answers with it and with the request's id. */
export function traceRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!WATCHED.test(request.routeOptions.url ?? '')) request.work = spanned(request, reply);
    const work = workOf(request);
    void reply.headers({ ...headersOf(work.trace), 'X-Request-Id': request.id });
    working(work, done);
  });
  // After the body has been read: what a stream calls back does not know whose request it is.
  fastify.addHook('preValidation', (request, _reply, done) => working(workOf(request), done));
}

/** Of a request that was refused before any hook too. */
export function workOf(request: FastifyRequest): Work {
  request.work ??= { requestId: request.id, trace: continuedTrace(...traceHeaders(request)) };
  return request.work;
}

/** Named by the route as it is declared; the address may hold what somebody searches for. */
function spanned(request: FastifyRequest, { raw }: FastifyReply): Work {
  const { method, routeOptions } = request;
  const attributes = {
    'http.request.method': method,
    ...(routeOptions.url && { 'http.route': routeOptions.url }),
  };
  const name = [method, routeOptions.url].join(' ').trim();
  const part = beginSpan({ name, kind: SpanKind.SERVER, attributes }, sendersTrace(...traceHeaders(request)));
  const { span } = part;
  // Also of an answer that its caller did not wait for.
  if (span)
    raw.once('close', () => {
      span.setAttribute('http.response.status_code', raw.statusCode);
      if (raw.statusCode >= 500) spanFailed(span, { code: String(raw.statusCode) });
      span.end();
    });
  return { requestId: request.id, ...part };
}

const traceHeaders = ({ headers }: FastifyRequest): [string, string] => [
  [headers.traceparent].flat().join(),
  [headers.tracestate].flat().join(),
];
