import { writeSync } from 'node:fs';
import { loggable } from '../database/loggable.js';

/** What Node answers when nothing is left to wait for, and the program waits. */
const UNSETTLED = 13;

/**
 * From now on a process that ends without having been told to says why, in one line of JSON as the log has them,
 * and not with success: whoever runs it finds the reason where they look for it, and starts it anew.
 */
export function sayWhyItEnds(): void {
  process.on('uncaughtException', (failure, origin) => {
    lastWord(`unexpected exit (${origin})`, failure);
    process.exit(1);
  });
  process.on('exit', (code) => {
    if (code === UNSETTLED) lastWord('unexpected exit (it waited for something that never came)');
  });
}

/** At once, and not through a stream: the process may be gone before one is written. */
export function lastWord(what: string, failure?: unknown): void {
  const said = failure === undefined ? undefined : loggable(failure);
  const line = {
    level: 60,
    time: new Date().toISOString(),
    context: 'Process',
    ...(said && { stack: said.stack }),
    msg: said ? `${what}: ${said.message}` : what,
  };
  writeSync(process.stderr.fd, `${JSON.stringify(line)}\n`);
}
