import type { FastifyInstance } from 'fastify';

/** Slower than this, in the seconds that the setting says, nothing comes in over a line that works. */
const LEAST_BYTES = 16 * 1024;

/**
 * Closes the connection of a request that has stalled: of which less than 16 KiB came in for so long, and which is not
 * whole. A large upload over a slow line goes on as long as it moves, and so does an answer that goes on for ever. Node's
 * own `requestTimeout` measures the whole request, which an upload may exceed, and its socket's timeout also the time
 * that an answer takes to be made. Heads that do not come are Node's `headersTimeout` (60 seconds).
 */
export function closeStalled(fastify: FastifyInstance, seconds: number): void {
  fastify.addHook('onRequest', ({ raw, headers }, reply, done) => {
    const hasContent =
      Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
    if (!hasContent || raw.complete) return done();
    let before = raw.socket.bytesRead;
    const timer = setInterval(() => {
      const { bytesRead } = raw.socket;
      if (raw.complete) return clearInterval(timer);
      // What has come and waits for us to read it says nothing of the sender.
      if (raw.readableLength === 0 && bytesRead - before < LEAST_BYTES) raw.destroy();
      before = bytesRead;
    }, seconds * 1000);
    reply.raw.once('close', () => clearInterval(timer));
    done();
  });
}
