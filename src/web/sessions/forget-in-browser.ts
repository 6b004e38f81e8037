import type { FastifyReply } from 'fastify';

/** Text that the editor keeps in the browser until it is saved: the next person at the browser finds none. */
export const forgetInBrowser = (reply: FastifyReply): void =>
  void reply.header('Clear-Site-Data', '"storage"');
