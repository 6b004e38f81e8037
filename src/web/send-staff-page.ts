import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { SCRIPTED_POLICY, sendPage } from '../http/send-page.js';

/**
 * A page that only one person may see: nobody keeps it, the browser's own history included. Its forms say that they come
 * from here, which `no-referrer` would keep from being said.
 */
export async function sendStaffPage(reply: FastifyReply, status: number, page: VNode): Promise<void> {
  void reply.headers({ 'Referrer-Policy': 'same-origin', 'Cache-Control': 'no-store' });
  await sendPage(reply, status, page, SCRIPTED_POLICY);
}
