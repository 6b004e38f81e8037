import { pino, type Logger } from 'pino';
import { workUnderWay } from '../config/trace.js';
import { loggable } from '../database/loggable.js';

/** What a line of the log may hold besides its message. Libraries log what they like: a request's headers, say. */
const LOGGED = [
  'context',
  'stack',
  'method',
  'route',
  'status',
  'milliseconds',
  'requestId',
  'traceId',
  'actor',
  'address',
] as const;

export function rootLogger(level: string): Logger {
  const onlyLogged = ({ err, ...fields }: Record<string, unknown>) => ({
    ...Object.fromEntries(LOGGED.filter((name) => name in fields).map((name) => [name, fields[name]])),
    ...(err instanceof Error && { stack: loggable(err).stack }),
  });
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => {
      const { requestId, trace } = workUnderWay() ?? {};
      return { ...(requestId && { requestId }), ...(trace && { traceId: trace.traceId }) };
    },
    formatters: { log: onlyLogged },
  });
}
