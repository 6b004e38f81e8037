import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiResponse } from '@nestjs/swagger';
import type { FastifyContextConfig, FastifyInstance } from 'fastify';
import { prefersPage } from './language.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The address of the page that shows the same record, with `:id` for its id. */
    pageAt?: string;
  }
}

/** Names the page of the record that a route of the API answers with. @param config what else the route says of itself. */
export const PageAt = (pageAt: string, config: FastifyContextConfig = {}) =>
  applyDecorators(
    RouteConfig({ ...config, pageAt }),
    ApiResponse({
      status: 303,
      description: 'To its page, where `Accept` prefers `text/html` as browsers do.',
    }),
  );

/** Leads a browser from a record's address in the API to its page: it has no token, and JSON is nothing to read. */
export function leadToPage(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { pageAt } = request.routeOptions.config;
    if (pageAt === undefined || !prefersPage(request.raw)) return done();
    const { id = '' } = request.params as { readonly id?: string };
    void reply.headers({ Vary: 'Accept', 'Cache-Control': 'no-store' }).redirect(
      pageAt.replace(':id', () => encodeURIComponent(id)),
      303,
    );
  });
}
