import {
  INVALID_SPANID,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
  type SpanKind,
} from '@opentelemetry/api';
import { newTrace, partOf, type TraceContext } from './trace-context.js';
import { workUnderWay, working } from './trace.js';

/**
 * What is told of a span. Its name and attributes say which route, statement or channel it was, by the names of the
 * code: never an address, a value, a name of a person or anything that somebody wrote.
 */
export interface Told {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes?: Attributes;
}

/** A part of a trace, and its span where somebody collects spans (`startTracing`) and wants this one. */
export interface Part {
  readonly trace: TraceContext;
  readonly span?: Span;
}

const tracer = trace.getTracer('yttra');
const SAMPLED = 0x01;
const RANDOM = 0x02;

/** Begins a span as a part of the trace of `parent`, or of a new one. Whoever begins it ends it, or nobody is told of it. */
export function beginSpan(
  { name, kind, attributes = {} }: Told,
  parent: TraceContext | undefined,
  cause?: Span,
): Part {
  const within = parent
    ? trace.setSpanContext(ROOT_CONTEXT, {
        ...parent,
        traceFlags: parseInt(parent.flags, 16),
        isRemote: true,
      })
    : ROOT_CONTEXT;
  const links = cause ? [{ context: cause.spanContext() }] : [];
  const span = tracer.startSpan(name, { kind, attributes, links }, within);
  const { traceId, spanId, traceFlags } = span.spanContext();
  // Without a collector OpenTelemetry gives the parent back, or nothing.
  if (spanId === INVALID_SPANID || spanId === parent?.spanId)
    return { trace: parent ? partOf(parent) : newTrace() };
  const random = parent ? parseInt(parent.flags, 16) & RANDOM : RANDOM;
  const flags = ((traceFlags & SAMPLED) | random).toString(16).padStart(2, '0');
  return {
    trace: { traceId, spanId, flags, state: parent?.state ?? '' },
    ...(span.isRecording() && { span }),
  };
}

/** Tells of work that is over, in a trace of its own. */
export function spanOf({ name, kind, attributes = {} }: Told, startTime: Date): void {
  tracer.startSpan(name, { kind, attributes, startTime, root: true }, ROOT_CONTEXT).end();
}

/** Works in a span that is a part of what is under way; without a collector, just works. */
export async function inSpan<T>(told: Told, work: (span?: Span) => Promise<T>): Promise<T> {
  const whole = workUnderWay();
  const { span, trace: own } = beginSpan(told, whole?.trace);
  if (!span) return work();
  return working({ ...whole, trace: own, span }, () => endingWith(span, work(span)));
}

/** Works in the trace of whoever promised it, and tells which work under way came to do it. */
export async function inTraceOf<T>(
  promiser: TraceContext | undefined,
  told: Told,
  work: (span?: Span) => Promise<T>,
): Promise<T> {
  const part = beginSpan(told, promiser, workUnderWay()?.span);
  return working(part, () => (part.span ? endingWith(part.span, work(part.span)) : work()));
}

/** Ends a span with its work. */
export async function endingWith<T>(span: Span, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    spanFailed(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** By its code or its kind: what an error says may repeat what somebody wrote. */
export function spanFailed(span: Span, error: unknown): void {
  const { code, name } = error as { code?: unknown; name?: string };
  span.setAttribute('error.type', typeof code === 'string' ? code : (name ?? 'Error'));
  span.setStatus({ code: SpanStatusCode.ERROR });
}
