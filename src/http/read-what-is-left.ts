import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** How long the rest of a request is read once its answer is on its way. */
const LONGEST_MS = 10_000;
/** How much of it, unless it is an upload, whose sender would lose the answer by a reset. */
const MOST_BYTES = 16 * 1024 * 1024;
/** A body that says to be no larger is read to its end, and its connection serves the next request. */
const CONNECTION_KEPT_BYTES = 1024 * 1024;

/**
 * Reads and throws away what an answered request has not been read of, a refused upload say. Unread, it stands in the
 * way of the next request on its connection and of a process that is told to stop; and a connection that is closed
 * while its client still sends is reset, which takes the answer from the client. The answer is whole at once, and
 * ends when the rest has come, after ten seconds or 16 MiB that are no upload, or when the process stops; a large body's connection is closed then.
 */
export function readWhatIsLeft(fastify: FastifyInstance): void {
  const stopping = new AbortController();
  fastify.addHook('preClose', (done) => {
    stopping.abort();
    done();
  });
  fastify.addHook('onSend', (request, reply, answer, done) => {
    const { raw } = request;
    // Whose answer comes while the process stops would else keep its connection, and the process with it.
    if (stopping.signal.aborted) void reply.header('Connection', 'close');
    if (raw.readableEnded || raw.destroyed) return done(null, answer);
    raw.unpipe();
    raw.resume();
    done(null, raw.complete ? answer : held(request, reply, answer, stopping.signal));
  });
}

/** An answer that ends with its request. */
function held(request: FastifyRequest, reply: FastifyReply, answer: unknown, stop: AbortSignal): unknown {
  const { raw } = request;
  const isSmall = Number(raw.headers['content-length'] ?? Infinity) <= CONNECTION_KEPT_BYTES;
  if (!isSmall) void reply.header('Connection', 'close');
  if (typeof answer !== 'string' && !Buffer.isBuffer(answer)) return answer;
  void reply.header('Content-Length', Buffer.byteLength(answer));
  reply.raw.once('finish', () => raw.complete || raw.socket.destroySoon());
  return Readable.from(followedByTheRest(answer, raw, stop), { objectMode: false });
}

async function* followedByTheRest(answer: string | Buffer, raw: FastifyRequest['raw'], stop: AbortSignal) {
  yield answer;
  // Not `AbortSignal.any` of a timeout: in Node 20 the timeout may be collected as garbage, and never comes.
  const enough = new AbortController();
  const end = () => enough.abort();
  const timer = setTimeout(end, LONGEST_MS);
  stop.addEventListener('abort', end);
  if (!raw.headers['content-type']?.startsWith('multipart/')) afterMost(raw, end);
  try {
    await once(raw, 'close', { signal: enough.signal });
  } catch {
    // time is up, enough has been read, or the sender has gone
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', end);
  }
}

function afterMost(raw: FastifyRequest['raw'], end: () => void): void {
  let left = MOST_BYTES;
  raw.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) end();
  });
}
