import { randomBytes } from 'node:crypto';

/** Where a request belongs in a trace that may span several systems (W3C Trace Context, levels 1 and 2). */
export interface TraceContext {
  readonly traceId: string;
  /** Names our own part of the trace. */
  readonly spanId: string;
  readonly flags: string;
  /** What the systems before us say to those after us; passed on as it came. */
  readonly state: string;
}

/** Later versions may say more after these four parts; of ours nothing may follow. */
const TRACEPARENT =
  /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const STATE_MEMBER =
  /^[a-z0-9][a-z0-9_\-*/@]{0,255}=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;
const MOST_STATE_MEMBERS = 32;
/** As much as every system passes on. */
const MOST_STATE_LENGTH = 512;
/** The bits that are known: sampled, and that the trace id is random. */
const KNOWN_FLAGS = 0x03;

export const newTrace = (): TraceContext => ({
  traceId: randomBytes(16).toString('hex'),
  spanId: newSpanId(),
  flags: '02',
  state: '',
});

/** Our part of the trace that the headers name; of a new one where they cannot be read, which is no error. */
export function continuedTrace(traceparent: string | undefined, tracestate = ''): TraceContext {
  const sender = sendersTrace(traceparent, tracestate);
  return sender ? partOf(sender) : newTrace();
}

/** The sender's own part of the trace that the headers name; undefined where they cannot be read. */
export function sendersTrace(traceparent: string | undefined, tracestate = ''): TraceContext | undefined {
  const [, version, traceId, spanId, flags, more] = TRACEPARENT.exec(traceparent?.trim() ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  if (version === '00' && more !== undefined) return undefined;
  const known = (parseInt(flags, 16) & KNOWN_FLAGS).toString(16).padStart(2, '0');
  return { traceId, spanId, flags: known, state: readableState(tracestate) };
}

/** A new part of the same trace. */
export const partOf = (trace: TraceContext): TraceContext => ({ ...trace, spanId: newSpanId() });

export const traceparentOf = ({ traceId, spanId, flags }: TraceContext): string =>
  `00-${traceId}-${spanId}-${flags}`;

function readableState(tracestate: string): string {
  const members = tracestate
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
  const keys = new Set(members.map((member) => member.split('=')[0]));
  const isReadable = members.every((member) => STATE_MEMBER.test(member)) && keys.size === members.length;
  const state = members.join(',');
  return isReadable && members.length <= MOST_STATE_MEMBERS && state.length <= MOST_STATE_LENGTH ? state : '';
}

const newSpanId = (): string => randomBytes(8).toString('hex');
