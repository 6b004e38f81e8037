import { flowed } from '../../papers/reading/flowed.js';
import { areasIn, type Area } from './areas.js';
import { administrationMeant, bodyMeant } from './bodies-meant.js';
import {
  differentCaseNumbers,
  caseNumbersIn,
  ownNumberSaidIn,
  sameCaseNumber,
  withoutCaseNumbers,
} from './case-numbers.js';
import {
  firstOf,
  letterheadOf,
  numbersLabelled,
  ownNumberOf,
  valuesOf,
  type CutReport,
} from './cut-report.js';
import { dayWrittenIn, deadlineIn, firstDate, lastDate, withoutDates } from './dates.js';
import type { NamedBody } from './facts.js';
import type { Field } from './fields.js';
import { isFact } from './letterhead.js';
import { itemsOf, type Line } from './lines.js';
import { officerOf } from './officer.js';
import type { Part } from './part.js';
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

/** What the letterhead, the headings, the sender's block and the sentences say. */
export function factsIn(report: CutReport, bodies: readonly NamedBody[]): FoundFacts {
  const { kind, parts, texts, answered } = report;
  const first = <T>(field: Field, read: (value: string) => T | undefined) => firstOf(parts, field, read);
  const foot = flowed(
    parts.flatMap(({ field, lines }) => (field === 'unplaced' ? lines.map(({ text }) => text) : [])),
  );
  const ownCaseNumber = ownNumberOf(parts) ?? [foot, ...texts].map(ownNumberSaidIn).find(Boolean) ?? null;
  const labelled = valuesOf(parts, 'relatedCase').flatMap(numbersLabelled);
  const related = [
    ...labelled,
    ...valuesOf(parts, 'ownCaseNumber').flatMap(besideTheOwn),
    ...valuesOf(belowTitle(parts), 'ownCaseNumber').flatMap(caseNumbersIn),
    ...subtitlesOf(parts).flatMap(caseNumbersIn),
    ...texts.flatMap(caseNumbersIn),
    ...valuesOf(parts, 'recipients').flatMap(caseNumbersIn),
    ...answered.flatMap(caseNumbersIn),
  ];
  // Minutes are of the day of their meeting; a report names the day when it will be decided on.
  const met = kind === 'minutes' ? first('meeting', firstDate) : undefined;
  const date = met ?? first('date', firstDate) ?? dayWrittenIn(foot) ?? null;
  const body = bodyMeant(report, bodies, ownCaseNumber);
  return {
    ownCaseNumber,
    relatedCases: differentCaseNumbers(related).filter((number) => !sameCaseNumber(number, ownCaseNumber)),
    priorDecisions: priorDecisionsIn(
      [...texts, ...leadInsOf(parts), ...answered, ...(kind === 'letter' ? [foot] : [])],
      bodies,
      body,
    ),
    areas: areasIn(listed(parts)),
    date,
    officer: officerOf({ ...report, texts: [...texts, foot] }) ?? null,
    deadline:
      first('deadline', lastDate) ??
      deadlineIn([...texts, foot, ...valuesOf(parts, 'relatedCase')], date) ??
      deadlineIn(answered, date) ??
      null,
    body,
    administration: administrationMeant(report),
    signed: parts.some(({ field }) => field === 'signature'),
  };
}

/** ”SN-2026/163 (KF-2026/58)” */
const besideTheOwn = (value: string): string[] =>
  /\(([^()]+)\)$/u.exec(value)?.slice(1).flatMap(caseNumbersIn) ?? [];

/** ”STK-2026-903”, alone below the title of what is answered. */
const belowTitle = (parts: readonly Part[]): Part[] =>
  parts.filter(({ isBare }, at) => isBare && parts[at - 1]?.field === 'title');

/** ”Svar på remiss från Socialstyrelsen, dnr 4.1-22817/2026”, below the title, and ”(ert dnr 531-4406-2026)”. */
const subtitlesOf = (parts: readonly Part[]): string[] =>
  letterheadOf(parts).flatMap(({ lines }) =>
    lines
      .map(({ text }) => text)
      .filter((text) =>
        /^ämne: |remi(?:ss|tt).{0,80}(?:dnr|diarien)|(?<!\p{L})ert (?:dnr|diarien)|: .{3,80}\d/iu.test(text),
      ),
  );

/** ”Nämnden har den 20 oktober 2026, § 98, beslutat”, over the clauses. */
const leadInsOf = (parts: readonly Part[]): string[] =>
  parts.flatMap(({ field, heading }) => (field === 'clauses' && heading ? [heading.text] : []));

/** A sentence in passing says how things hang together too; only a list is meant as a table of them. */
function listed(parts: readonly Part[]): string[] {
  return parts
    .filter(({ field }) => field === 'matter' || field === 'assessment' || field === 'section')
    .flatMap(({ lines }) => itemsOf(lines, (line) => line.afterBlank))
    .flatMap(({ text, marked }) => (marked ? [text] : []));
}

/** Lines of facts that say more than the fact, or something else: nobody would find them there. */
export function beyondTheFacts(
  parts: readonly Part[],
  found: FoundFacts,
  recipients: readonly string[],
): Line[] {
  const lines = parts.filter(({ field }) => isFact(field)).flatMap((part) => part.lines);
  const related = new Set(found.relatedCases);
  return [...new Set(lines)].filter(
    ({ text }) => !recipients.includes(text) && /[\p{L}\p{N}]/u.test(beyond(text, found, related)),
  );
}

function beyond(text: string, found: FoundFacts, related: ReadonlySet<string>): string {
  const date = firstDate(text);
  const rest =
    date !== undefined && (date === found.date || date === found.deadline) ? withoutDates(text) : text;
  const said = [found.ownCaseNumber, found.officer].reduce<string>(
    (left, fact) => (fact === null ? left : left.replace(fact, '')),
    rest,
  );
  return related.has(said.trim()) ? '' : withoutCaseNumbers(said, (number) => related.has(number));
}
