import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { asPage, SCRIPTED_POLICY } from '../../http/send-page.js';

/**
 * A page that only one person may see: nobody keeps it, the browser's own history included. Its forms say that they come
 * from here, which `no-referrer` would keep from being said.
 */
export async function sendStaffPage(reply: FastifyReply, status: number, page: VNode): Promise<void> {
  await reply.send(asStaffPage(reply, status, page));
}

/** The same for a route whose answer is what it returns. */
export function asStaffPage(reply: FastifyReply, status: number, page: VNode): string {
  void reply.headers({ 'Referrer-Policy': 'same-origin', 'Cache-Control': 'no-store' });
  return asPage(reply, status, page, SCRIPTED_POLICY);
}
