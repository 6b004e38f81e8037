import { createHash } from 'node:crypto';
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

/**
 * What the API reference at `/docs` needs: its own scripts, and of the style written into the page exactly
 * what the library wrote there, by hash. (`unsafe-hashes` lets a hash stand for a style attribute; it is
 * not `unsafe-inline`.)
 */
export function allowApiReference(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const isPage = String(reply.getHeader('Content-Type')).startsWith('text/html');
    if (isPage && typeof payload === 'string' && /^\/docs\/?$/.test(request.routeOptions.url ?? '')) {
      void reply.header('Content-Security-Policy', policyOf(payload));
      void reply.header('Content-Type', 'text/html; charset=utf-8');
    }
    done(null, payload);
  });
}

function policyOf(page: string): string {
  const styles = [...page.matchAll(/<style>([^]*?)<\/style>|style="([^"]*)"/g)];
  const hashes = styles.map(([, block, attribute]) => hashSource(block ?? attribute ?? ''));
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'unsafe-hashes' ${[...new Set(hashes)].join(' ')}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** A text that may stand in a page although all else inline may not. */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
