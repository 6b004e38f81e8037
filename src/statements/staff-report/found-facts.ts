import { areasIn, type Area } from './areas.js';
import { caseNumbersIn, ownNumberSaidIn, sameCaseNumber, withoutCaseNumbers } from './case-numbers.js';
import type { DocumentKind } from './document-kind.js';
import { deadlineIn, firstDate, withoutDates } from './dates.js';
import {
  administrationsIn,
  boardBeginning,
  boardNamed,
  bodyNamed,
  capitalised,
  decidingBody,
  type NamedBody,
} from './facts.js';
import type { Field } from './fields.js';
import { namesAnInstitution } from './institutions.js';
import { isFact } from './letterhead.js';
import { flowed } from '../../papers/reading/flowed.js';
import { itemsOf, rowOf, type Line } from './lines.js';
import type { Part } from './part.js';
import { priorDecisionsIn, type PriorDecision } from './prior-decisions.js';
import { isPerson, isTitle } from './signatures.js';

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

/** A report that is cut into its parts, and what belongs to it without being text. */
export interface CutReport {
  readonly kind: DocumentKind;
  readonly parts: readonly Part[];
  /** The statement's texts, whole. */
  readonly texts: readonly string[];
  readonly clauses: readonly string[];
  readonly lines: readonly Line[];
  readonly sender: readonly Line[];
}

/** What the letterhead, the headings, the sender's block and the sentences say. */
export function factsIn(report: CutReport, bodies: readonly NamedBody[]): FoundFacts {
  const { parts, texts, sender } = report;
  const first = <T>(field: Field, read: (value: string) => T | undefined) => firstOf(parts, field, read);
  const ownCaseNumber = ownNumberOf(parts) ?? texts.map(ownNumberSaidIn).find(Boolean) ?? null;
  const related = valuesOf(parts, 'relatedCase').concat(texts).flatMap(caseNumbersIn);
  const officer = first('officer', (value) => (/\p{L}/u.test(value) ? withoutTitle(value) : undefined));
  const date = first('date', firstDate) ?? null;
  const body = bodyMeant(report, bodies, ownCaseNumber);
  return {
    ownCaseNumber,
    relatedCases: [...new Set(related)].filter((number) => !sameCaseNumber(number, ownCaseNumber)),
    priorDecisions: priorDecisionsIn(texts, bodies, body),
    areas: areasIn(listed(parts)),
    date,
    officer:
      officer ?? cellsOf(sender).find(isPerson) ?? officerInHead(parts) ?? officerSaidIn(texts) ?? null,
    deadline:
      first('deadline', firstDate) ?? texts.map((text) => deadlineIn(text, date)).find(Boolean) ?? null,
    body,
    administration: administrationMeant(report),
    signed: parts.some(({ field }) => field === 'signature'),
  };
}

/** Who stands in the letterhead over a telephone or an address of mail, or with a title right below the administration. */
export function officerBelowOffice(parts: readonly Part[]): Line | undefined {
  const lines = letterheadOf(parts).flatMap((part) => part.lines);
  return lines.find(
    ({ text }, at) =>
      isPerson(withoutTitle(text)) &&
      (REACHED_BY.test(lines[at + 1]?.text ?? '') ||
        (administrationsIn(lines[at - 1]?.text ?? '').length > 0 && isTitle(lines[at + 1]?.text ?? ''))),
  );
}

function officerInHead(parts: readonly Part[]): string | undefined {
  const line = officerBelowOffice(parts);
  return line && withoutTitle(line.text);
}

const PERSON = String.raw`(?<!\p{L})(\p{Lu}[\p{L}-]{1,40}(?: (?:\p{Lu}[\p{L}-]{1,40}|af|von|de)){0,2} \p{Lu}[\p{L}-]{1,40})`;
const HANDLED_BY = [
  new RegExp(String.raw`${PERSON} (?:har handlagt|har berett|handlägger) ärendet`, 'u'),
  new RegExp(
    String.raw`(?:[Hh]andläggare(?: i ärendet)?(?: är| har varit)|(?:handlagts|beretts) av)(?: \p{Ll}[\p{L}-]+){0,3} ${PERSON}`,
    'u',
  ),
];

/** ”Gatuchef Mårten Ahlqvist har handlagt ärendet.” */
const officerSaidIn = (texts: readonly string[]): string | undefined =>
  texts.flatMap((text) => HANDLED_BY.flatMap((form) => form.exec(text)?.[1] ?? []))[0];

/** ”Tove Bergdahl, kommunekolog” is called by her name. */
const withoutTitle = (name: string): string => name.replace(/, [\p{Ll}\d][\p{L}\d ,-]*$/u, '');

const REACHED_BY =
  /^(?:(?:tfn|tel|telefon|mobil|direkt)[.:]{0,2} *)?[\d+(][\d ()–-]{5,}$|^(?:e-post: *)?[^\s@]+@[^\s@]+$/iu;

const cellsOf = (lines: readonly Line[]): string[] => lines.flatMap(({ cells }) => cells);

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
const ownNumberOf = (parts: readonly Part[]) => firstOf(parts, 'ownCaseNumber', ownNumber);

function ownNumber(value: string): string | undefined {
  return caseNumbersIn(value)[0] ?? (/\d/.test(value) && value.length <= 40 ? value : undefined);
}

/**
 * By the line that leads into the clauses, else as the letterhead's board, else as who decides in the first clause. A
 * letter's head has its addressee too: there the own number says which of them writes.
 */
function bodyMeant(
  { kind, parts, clauses, lines }: CutReport,
  bodies: readonly NamedBody[],
  ownCaseNumber: string | null,
): string | null {
  const leadIns = parts.flatMap(({ field, heading }) =>
    field === 'clauses' && heading ? [heading.text] : [],
  );
  const letterhead = letterheadOf(parts).flatMap(({ lines }) => lines.map(({ text }) => text));
  const heads = [...letterhead, ...addresseesIn(parts)].map((text) =>
    text.replace(/^till:? |s ordförande$/giu, ''),
  );
  if (kind === 'letter') return numberedBody(ownCaseNumber, bodies) ?? signingBody(lines, bodies) ?? null;
  const committee = kind === 'minutes' ? heads.find((text) => A_COMMITTEE.test(text)) : undefined;
  const decision = clauses[0] ?? '';
  return (
    decidingBody(leadIns, bodies) ??
    committee ??
    firstNamed(heads, (text) => bodyNamed(text, bodies)) ??
    decidesIn(decision, bodies) ??
    firstNamed(heads, (text) => boardNamed(text, bodies)) ??
    boardBeginning(decision) ??
    null
  );
}

const A_COMMITTEE = /^(?:[\p{L}-]+ ){0,3}[\p{L}-]*utskott(?:et)?$/iu;

const firstNamed = (texts: readonly string[], read: (text: string) => string | undefined) =>
  texts.flatMap((text) => read(text) ?? [])[0];

/** ”TSN-2026-00377” is of the board with that code. */
function numberedBody(number: string | null | undefined, bodies: readonly NamedBody[]): string | undefined {
  const [prefix] = /^\p{Lu}{2,6}(?=[ /-])/u.exec(number ?? '') ?? [];
  return bodies.find(({ code }) => code === prefix)?.code;
}

/** ”På kommunstyrelsens vägnar” stands over the signatures of a letter. */
function signingBody(lines: readonly Line[], bodies: readonly NamedBody[]): string | undefined {
  const [name] = lines.flatMap(({ text }) => /^(?:på|för) (.{3,80}?)s vägnar$/iu.exec(text)?.[1] ?? []);
  return name === undefined ? undefined : (bodyNamed(name, bodies) ?? capitalised(name));
}

/** ”Socialnämnden har inget att erinra” is the board's own decision. */
function decidesIn(clause: string, bodies: readonly NamedBody[]): string | undefined {
  const subject = clause.slice(0, 80).split(' ');
  const ends = [1, 2, 3, 4].map((count) => subject.slice(0, count).join(' '));
  return ends.flatMap((name) => bodyNamed(name, bodies) ?? [])[0];
}

/** Who stands beside or below ”Till” in a row of labels. */
export const addresseesIn = (parts: readonly Part[]): string[] => valuesOf(parts, 'addressee');

/**
 * Whom a letter is to: as labelled, else the institution over a postcode, else, where it decides nothing, the other known
 * body in its head.
 */
export function addressedIn(
  parts: readonly Part[],
  lines: readonly Line[],
  bodies: readonly NamedBody[],
): string[] {
  const labelled = addresseesIn(parts);
  if (labelled.length > 0) return labelled;
  const inBlock = addressIn(lines);
  if (inBlock !== undefined) return [inBlock];
  if (parts.some(({ field }) => field === 'clauses')) return [];
  const own = numberedBody(ownNumberOf(parts), bodies);
  const heads = letterheadOf(parts).flatMap((part) => part.lines.map(({ text }) => text));
  const named = heads.filter((text) => (bodyNamed(text, bodies) ?? own) !== own);
  return own !== undefined && named.length === 1 ? named : [];
}

const LINES_OF_AN_ADDRESS = 5;

/** The first line of a block that ends in a postcode and has nothing beside it, after ”Till”. */
function addressIn(lines: readonly Line[]): string | undefined {
  const at = lines.findIndex(({ text }) => /^\d{3} ?\d{2} \p{Lu}/u.test(text));
  const above = lines.slice(Math.max(0, at - LINES_OF_AN_ADDRESS), Math.max(0, at));
  const begins = above.findLastIndex(({ afterBlank }) => afterBlank);
  const block = begins < 0 ? [] : above.slice(begins).filter(({ text }) => !/^till:?$/iu.test(text));
  const isOne = block.length > 0 && block.every(({ cells }) => cells.length === 1);
  const name = block[0]?.text.replace(/^till:? /iu, '');
  return isOne && name !== undefined && namesAnInstitution(name) ? name : undefined;
}

/** A title may stand without any heading but that of the assessment, as in a letter. */
const TEXTS: ReadonlySet<Part['field']> = new Set(['summary', 'matter', 'clauses', 'assessment', 'section']);

function letterheadOf(parts: readonly Part[]): Part[] {
  const text = parts.findIndex(({ field }) => TEXTS.has(field));
  return parts.slice(0, Math.max(0, text)).filter(({ field }) => field === 'unplaced');
}

/** Who proposes or assesses, else who is in the letterhead or at its foot; others may be named in the text too. */
function administrationMeant({ parts, lines, sender }: CutReport): string | null {
  const headings = parts.flatMap(({ heading }) => (heading ? [rowOf(heading)] : []));
  const letterhead = letterheadOf(parts).flatMap((part) => part.lines.map(({ text }) => text));
  const assessment = parts.flatMap((part) =>
    part.field === 'assessment' ? part.lines.map(({ text }) => text) : [],
  );
  const places = [
    headings.join('\n'),
    letterhead.join('\n'),
    cellsOf(sender).join('\n'),
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
  return withoutCaseNumbers(said, (number) => related.has(number));
}
