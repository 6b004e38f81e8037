import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import net from 'node:net';
import { DomainError } from '../../rules/problem.js';
import { HarmfulFile } from './harmful-file.js';

/** How long clamd may take to answer once it has been given a file, in all. */
const LONGEST_MS = 120_000;
const PING_MS = 2_000;
const CHUNK = 64 * 1024;
/** No answer of clamd is longer. */
const LONGEST_ANSWER = 4096;
const END = Buffer.alloc(4);

/** Where clamd listens: `tcp://host:port` or `unix:/path`. */
export type ClamdUrl = string;

/**
 * Has clamd look at a file (INSTREAM: chunks with their length before them, a chunk of none at the end). Whatever is
 * no clear answer is no leave to keep it.
 *
 * @throws HarmfulFile `infected` with the name that clamd gives it; DomainError `unavailable` when it cannot be asked.
 */
export async function scanForViruses(
  path: string,
  clamd: ClamdUrl,
  milliseconds = LONGEST_MS,
): Promise<void> {
  const answer = await ask(clamd, chunksOf(path), milliseconds).catch((error: Error) => {
    throw new NotScanned(error.message);
  });
  if (answer === 'stream: OK') return;
  const signature = /^stream: (.+) FOUND$/.exec(answer)?.[1];
  if (signature !== undefined) throw new HarmfulFile('infected', signature);
  // Its StreamMaxLength is lower than MAX_UPLOAD_MEGABYTES, or it has failed: the operators' matter, not the sender's.
  throw new NotScanned(answer);
}

/** @throws Error saying what is wrong with clamd. */
export async function ping(clamd: ClamdUrl): Promise<void> {
  const answer = await ask(clamd, [Buffer.from('zPING\0')], PING_MS);
  if (answer !== 'PONG') throw new Error(answer.slice(0, 80) || 'no answer');
}

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    yield length;
    yield chunk;
  }
  yield END;
}

/** Says something to clamd and answers with what it says until it ends its answer or closes. */
async function ask(
  clamd: ClamdUrl,
  said: AsyncIterable<Buffer> | Iterable<Buffer>,
  milliseconds: number,
): Promise<string> {
  const socket = net.connect(addressOf(clamd));
  const deadline = setTimeout(() => socket.destroy(new Error('clamd does not answer in time')), milliseconds);
  try {
    const answer = answerOn(socket);
    answer.catch(() => undefined); // is awaited once all has been said
    await once(socket, 'connect');
    for await (const part of said) {
      // It may answer before it has read all, of a file that is too large say, and close.
      if (socket.destroyed || socket.readableEnded) break;
      if (!socket.write(part)) await Promise.race([once(socket, 'drain'), answer]);
    }
    return await answer;
  } finally {
    clearTimeout(deadline);
    socket.destroy();
  }
}

function addressOf(clamd: ClamdUrl): net.NetConnectOpts {
  if (clamd.startsWith('unix:')) return { path: clamd.slice('unix:'.length) };
  const { hostname, port } = new URL(clamd);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) };
}

function answerOn(socket: net.Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const done = () => resolve(answer.split('\0')[0]!.trim());
    socket.on('data', (part: Buffer) => {
      answer += part.toString('utf8');
      if (answer.includes('\0') || answer.length > LONGEST_ANSWER) done();
    });
    // It may reset the connection with its answer still on the way: what has been said counts.
    socket.on('error', (error) => (answer.includes('\0') ? done() : reject(error)));
    socket.on('close', () => (answer ? done() : reject(new Error('clamd closed without an answer'))));
  });
}

/** Nothing is kept unseen where the operators want all of it seen. `why` is for the log. */
export class NotScanned extends DomainError {
  constructor(readonly why: string) {
    super('unavailable', {
      sv: 'Virusskyddet svarar inte, så handlingen är inte sparad. Försök igen om en stund.',
      en: 'The virus scanner does not answer, so the document was not saved. Try again in a while.',
    });
  }
}
