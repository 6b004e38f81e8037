import { areasIn, type Area } from './areas.js';
import { caseNumbersIn, sameCaseNumber, withoutCaseNumbers } from './case-numbers.js';
import { deadlineIn, firstDate, withoutDates } from './dates.js';
import { administrationsIn, bodyNamed, decidingBody, type NamedBody } from './facts.js';
import type { Field } from './fields.js';
import { isFact } from './letterhead.js';
import { flowed, itemsOf, type Line } from './lines.js';
import type { Part } from './parts.js';
import { priorDecisionsIn, type PriorDecision } from './prior-decisions.js';

/** Facts of the report that have no field in the statement. */
export interface FoundFacts {
  readonly ownCaseNumber: string | null;
  readonly relatedCases: readonly string[];
  readonly priorDecisions: readonly PriorDecision[];
  readonly areas: readonly Area[];
  readonly date: string | null;
  readonly officer: string | null;
  readonly deadline: string | null;
  /** The body that is to decide, by code when it is known, and the administration that writes. */
  readonly body: string | null;
  readonly administration: string | null;
  readonly signed: boolean;
}

/** What the letterhead, the headings and the sentences say. `texts` are those of the statement, whole. */
export function factsOf(
  parts: readonly Part[],
  texts: readonly string[],
  lines: readonly Line[],
  bodies: readonly NamedBody[],
): FoundFacts {
  const first = <T>(field: Field, read: (value: string) => T | undefined) => firstOf(parts, field, read);
  const ownCaseNumber = first('ownCaseNumber', ownNumber) ?? null;
  const related = valuesOf(parts, 'relatedCase').concat(texts).flatMap(caseNumbersIn);
  return {
    ownCaseNumber,
    relatedCases: [...new Set(related)].filter((number) => !sameCaseNumber(number, ownCaseNumber)),
    priorDecisions: priorDecisionsIn(texts, bodies),
    areas: areasIn(listed(parts)),
    date: first('date', firstDate) ?? null,
    officer: first('officer', (value) => (/\p{L}/u.test(value) ? value : undefined)) ?? null,
    deadline: first('deadline', firstDate) ?? texts.map(deadlineIn).find(Boolean) ?? null,
    body: bodyMeant(parts, bodies),
    administration: administrationMeant(parts, lines),
    signed: parts.some(({ field }) => field === 'signature'),
  };
}

/** A value beside or below its heading; the first that can be read as what it should be. */
function firstOf<T>(
  parts: readonly Part[],
  field: Field,
  read: (value: string) => T | undefined,
): T | undefined {
  for (const value of valuesOf(parts, field)) {
    const fact = read(value);
    if (fact !== undefined) return fact;
  }
  return undefined;
}

function valuesOf(parts: readonly Part[], field: Field): string[] {
  return parts
    .filter((part) => part.field === field)
    .map(({ value, lines }) => flowed([...(value === '' ? [] : [value]), ...lines.map(({ text }) => text)]));
}

/** A number of a form we know, or what stands there when it is short and has digits: `1900/16`. */
function ownNumber(value: string): string | undefined {
  return caseNumbersIn(value)[0] ?? (/\d/.test(value) && value.length <= 40 ? value : undefined);
}

/** By the line that leads into the clauses, else as the addressee of the letterhead. */
function bodyMeant(parts: readonly Part[], bodies: readonly NamedBody[]): string | null {
  const leadIns = parts.flatMap(({ field, heading }) =>
    field === 'clauses' && heading ? [heading.text] : [],
  );
  const addressees = letterheadOf(parts).flatMap(({ lines }) =>
    lines.flatMap(({ text }) => bodyNamed(text.replace(/^till:? /iu, ''), bodies) ?? []),
  );
  return decidingBody(leadIns, bodies) ?? addressees[0] ?? null;
}

function letterheadOf(parts: readonly Part[]): Part[] {
  const text = parts.findIndex(({ field }) => ['summary', 'matter', 'clauses'].includes(field));
  return parts.slice(0, Math.max(0, text)).filter(({ field }) => field === 'unplaced');
}

/** Who proposes or assesses, else who is in the letterhead; others may be named in the text too. */
function administrationMeant(parts: readonly Part[], lines: readonly Line[]): string | null {
  const headings = parts.flatMap(({ heading }) => heading?.text ?? []);
  const letterhead = letterheadOf(parts).flatMap((part) => part.lines.map(({ text }) => text));
  const assessment = parts.flatMap((part) =>
    part.field === 'assessment' ? part.lines.map(({ text }) => text) : [],
  );
  const places = [
    headings.join('\n'),
    letterhead.join('\n'),
    flowed(assessment),
    flowed(lines.map(({ text }) => text)),
  ];
  return places.flatMap(administrationsIn)[0] ?? null;
}

/** A sentence in passing says how things hang together too; only a list is meant as a table of them. */
function listed(parts: readonly Part[]): string[] {
  return parts
    .filter(({ field }) => field === 'matter' || field === 'assessment' || field === 'section')
    .flatMap(({ lines }) => itemsOf(lines, (line) => line.afterBlank))
    .flatMap(({ text, marked }) => (marked ? [text] : []));
}

/** Lines of facts that say more than the fact, or something else: nobody would find them there. */
export function beyondTheFacts(parts: readonly Part[], found: FoundFacts): Line[] {
  const lines = parts.filter(({ field }) => isFact(field)).flatMap((part) => part.lines);
  const related = new Set(found.relatedCases);
  return [...new Set(lines)].filter(({ text }) => /[\p{L}\p{N}]/u.test(beyond(text, found, related)));
}

function beyond(text: string, found: FoundFacts, related: ReadonlySet<string>): string {
  const date = firstDate(text);
  const rest =
    date !== undefined && (date === found.date || date === found.deadline) ? withoutDates(text) : text;
  const said = [found.ownCaseNumber, found.officer].reduce<string>(
    (left, fact) => (fact === null ? left : left.replace(fact, '')),
    rest,
  );
  return withoutCaseNumbers(said, (number) => related.has(number));
}
