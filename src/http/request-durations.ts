import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Histogram } from 'prom-client';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its answer goes on for as long as the client listens. */
    endless?: boolean;
  }
}

/** How long answers have taken in this process, in seconds, for Prometheus; by route as it is declared, never by address. */
@Injectable()
export class RequestDurations {
  readonly histogram = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [],
  });

  watch(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, { statusCode, elapsedTime }, done) => {
      const { method, routeOptions } = request;
      // It lasts as long as somebody listens.
      if (routeOptions.config.endless) return done();
      const status = `${Math.floor(statusCode / 100)}xx`;
      this.histogram.observe({ method, route: routeOptions.url ?? 'unknown', status }, elapsedTime / 1000);
      done();
    });
  }
}
