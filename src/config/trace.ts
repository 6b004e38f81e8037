import { AsyncLocalStorage } from 'node:async_hooks';
import { continuedTrace, newTrace, traceparentOf, type TraceContext } from './trace-context.js';

/** What is being worked on: a request, or a delivery that one promised. Every line of the log says it. */
export interface Work {
  readonly trace: TraceContext;
  readonly requestId?: string;
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

/** For a message to another system: the trace of what is being worked on, with a part of its own for this message. */
export function outgoingTrace(): Record<string, string> {
  const trace = current.getStore()?.trace;
  return headersOf(trace ? continuedTrace(traceparentOf(trace), trace.state) : newTrace());
}
