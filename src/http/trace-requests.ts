import type { FastifyInstance, FastifyRequest } from 'fastify';
import { headersOf, working, type Work } from '../config/trace.js';
import { continuedTrace } from '../config/trace-context.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Its id, and its place in the trace that it came with or began. Absent only before the first hook. */
    work?: Work;
  }
}

/** Begins or continues a trace for each request, and answers with it and with the request's id. */
export function traceRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const work = workOf(request);
    void reply.headers({ ...headersOf(work.trace), 'X-Request-Id': request.id });
    working(work, done);
  });
  // After the body has been read: what a stream calls back does not know whose request it is.
  fastify.addHook('preValidation', (request, _reply, done) => working(workOf(request), done));
}

/** Of a request that was refused before any hook too. */
export function workOf(request: FastifyRequest): Work {
  const { traceparent, tracestate } = request.headers;
  request.work ??= {
    requestId: request.id,
    trace: continuedTrace([traceparent].flat().join(), [tracestate].flat().join()),
  };
  return request.work;
}
