import type { FastifyInstance } from 'fastify';

/**
 * Gives every answer, refusals too, the headers that keep a browser from doing more with it than showing
 * it. The strictest is the rule; a page that needs more says so itself. No answer names an origin that may
 * read it (CORS) but those of the public register: other programs are servers, not scripts in somebody's browser.
 */
export function addSecurityHeaders(fastify: FastifyInstance, publicUrl: string): void {
  const headers = {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    // What default-src does not cover is named.
    'Content-Security-Policy':
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    // What is answered is the caller's: a shared cache would give it to the next one.
    'Cache-Control': 'no-store',
    ...(publicUrl.startsWith('https:') && {
      'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    }),
  };
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
}
