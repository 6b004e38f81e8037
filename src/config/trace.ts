import { AsyncLocalStorage } from 'node:async_hooks';
import type { Span } from '@opentelemetry/api';
import { newTrace, partOf, traceparentOf, type TraceContext } from './trace-context.js';

/** What is being worked on: a request, or a delivery that one promised. Every line of the log says it. */
export interface Work {
  readonly trace: TraceContext;
  readonly requestId?: string;
  /** What a collector of traces is told of it. Absent where nobody collects them, or not this one. */
  readonly span?: Span;
}

const current = new AsyncLocalStorage<Work>();

export const workUnderWay = (): Work | undefined => current.getStore();

export function working<T>(on: Work, work: () => T): T {
  return current.run(on, work);
}

/** The headers of a trace as the next system gets them. */
export const headersOf = (trace: TraceContext): Record<string, string> => ({
  traceparent: traceparentOf(trace),
  ...(trace.state && { tracestate: trace.state }),
});

/** For a message to another system: the span that sends it or, where nobody collects spans, a part of its own of the trace. */
export function outgoingTrace(): Record<string, string> {
  const work = current.getStore();
  if (!work) return headersOf(newTrace());
  return headersOf(work.span ? work.trace : partOf(work.trace));
}
