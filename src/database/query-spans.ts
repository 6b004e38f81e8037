import { ROOT_CONTEXT, SpanKind, trace, type Span } from '@opentelemetry/api';
import { endingWith } from '../config/spans.js';
import { workUnderWay } from '../config/trace.js';

const tracer = trace.getTracer('yttra');
const SYSTEM = { 'db.system.name': 'postgresql' };
const BEGINS = /^\s*(START TRANSACTION|BEGIN)\b/i;
const ENDS = /^\s*(COMMIT|ROLLBACK(?!\s+TO))\b/i;

/**
 * Tells the collector of traces of one connection's transactions and statements, as parts of the work under way. Of a
 * statement its verb and table are told, and the name that it is prepared by; never a value.
 */
export class QuerySpans {
  private transaction: Span | undefined;

  /** Follows a statement to its end. `statement`: the name it is prepared by. */
  follow<T>(text: string, statement: string | undefined, run: () => T): T {
    const whole = workUnderWay()?.span;
    if (!whole && !this.transaction) return run();
    if (BEGINS.test(text) && whole) this.transaction = child(whole, 'transaction', {});
    const parent = this.transaction ?? whole!;
    const name = summaryOf(text);
    const span = child(parent, name, {
      'db.query.summary': name,
      ...(statement && { 'yttra.statement': statement }),
    });
    const result = run();
    const { transaction } = this;
    const ends = ENDS.test(text) && transaction;
    if (ends) this.transaction = undefined;
    // A stream or a callback tells of its end in other ways; nobody in a span uses one.
    if (!(result instanceof Promise)) return result;
    const followed = endingWith(span, result);
    return (ends ? endingWith(transaction, followed) : followed) as T;
  }
}

function child(parent: Span, name: string, attributes: Record<string, string>): Span {
  const options = { kind: SpanKind.CLIENT, attributes: { ...SYSTEM, ...attributes } };
  return tracer.startSpan(name, options, trace.setSpan(ROOT_CONTEXT, parent));
}

const summaries = new Map<string, string>();
const MOST_SUMMARIES = 1000;
const CHANGES = /\b(INSERT INTO|UPDATE|DELETE FROM)\s+"?([a-z_]+)/;
const READS = /\bFROM\s+"?([a-z_]+)/;

/** The verb and the first table, such as `UPDATE deliveries`: what a statement changes before what it reads. */
function summaryOf(text: string): string {
  const known = summaries.get(text);
  if (known !== undefined) return known;
  const [, change, changed] = CHANGES.exec(text) ?? [];
  const verb =
    change?.split(' ')[0] ?? /^\W*(?:in order \*\/\s*)?([A-Z]+)/i.exec(text)?.[1]?.toUpperCase() ?? 'SQL';
  const table = changed ?? READS.exec(text)?.[1];
  const summary = table ? `${verb === 'WITH' ? 'SELECT' : verb} ${table}` : verb;
  if (summaries.size < MOST_SUMMARIES) summaries.set(text, summary);
  return summary;
}
