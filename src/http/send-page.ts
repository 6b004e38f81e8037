import type { FastifyReply } from 'fastify';
import { cloneElement, type VNode } from 'preact';
import type { PageProps } from '../markup/page.js';
import { documentOf } from '../markup/render.js';

/**
 * What a page may do: show itself with the design's own style, face and the signs drawn in it, and send its forms here. It has no script, and
 * nothing that is written into it may run, paint or lead elsewhere.
 */
export const PAGE_POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; style-src 'self'; font-src 'self'; img-src data:";

/** The same of a page with scripts of ours, by their addresses alone: they may ask this service, and nobody else. */
export const SCRIPTED_POLICY = `${PAGE_POLICY}; script-src 'self'; connect-src 'self'`;

/** Headers of whatever is a page. */
export const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': PAGE_POLICY,
} as const;

/** Answers with a page. It is kept by nobody, unless the route says otherwise. */
export async function sendPage(
  reply: FastifyReply,
  status: number,
  page: VNode,
  policy = PAGE_POLICY,
): Promise<void> {
  await reply.send(asPage(reply, status, page, policy));
}

/** The same for a route whose answer is what it returns. The title of a page that says what to mend begins with that. */
export function asPage(reply: FastifyReply, status: number, page: VNode, policy = PAGE_POLICY): string {
  void reply.status(status).headers({ ...PAGE_HEADERS, 'Content-Security-Policy': policy });
  return documentOf(cloneElement<Pick<PageProps, 'isWrong'>>(page, { isWrong: status === 422 }));
}
