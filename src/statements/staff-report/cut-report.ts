import { caseNumbersIn } from './case-numbers.js';
import { datesIn } from './dates.js';
import type { DocumentKind } from './document-kind.js';
import type { Field } from './fields.js';
import { flowed } from '../../papers/reading/flowed.js';
import type { Line } from './lines.js';
import { isPageMark } from './page-furniture.js';
import type { Part } from './part.js';

/** A report that is cut into its parts, and what belongs to it without being text. */
export interface CutReport {
  readonly kind: DocumentKind;
  readonly parts: readonly Part[];
  /** The statement's texts, whole. */
  readonly texts: readonly string[];
  readonly clauses: readonly string[];
  readonly lines: readonly Line[];
  readonly sender: readonly Line[];
  /** What the other messages of a thread of mail say; nothing where it is none. */
  readonly answered: readonly string[];
}

/** A value beside or below its label, else one that has none; the first that can be read as what it should be. */
export function firstOf<T>(
  parts: readonly Part[],
  field: Field,
  read: (value: string) => T | undefined,
): T | undefined {
  const labelled = parts.filter(({ isBare }) => !isBare);
  const bare = parts.filter(({ isBare }) => isBare);
  for (const value of [...valuesOf(labelled, field), ...valuesOf(bare, field)]) {
    const fact = read(value);
    if (fact !== undefined) return fact;
  }
  return undefined;
}

export function valuesOf(parts: readonly Part[], field: Field): string[] {
  return parts
    .filter((part) => part.field === field)
    .map(({ value, lines }) => flowed([...(value === '' ? [] : [value]), ...lines.map(({ text }) => text)]));
}

/** A number of a form we know, or what stands there when it is short and has digits: `1900/16`. */
export const ownNumberOf = (parts: readonly Part[]) => firstOf(parts, 'ownCaseNumber', ownNumber);

const ownNumber = (value: string): string | undefined => numbersLabelled(value)[0];

/** ”2025-000318 1.1.2.1”, ”Bun/2026:977 600”: where the papers are kept, behind the number. */
const OF_A_PLAN = / (?:\d{1,2}(?:\.\d{1,2}){1,4}|\d{3})$/u;

export const withoutPlan = (value: string): string => value.replace(OF_A_PLAN, '');

/** ”MK KS 2026/342”: whose register it is stands before the number's own letters. */
const OF_A_REGISTER = /^(?!DNR )(\p{Lu}{2,5}) (?!\1)\p{Lu}{2,6}[ /-]?\d[\d/:-]*$/u;

/** The numbers beside a label of numbers: of forms we know, else what stands there. */
export function numbersLabelled(whole: string): string[] {
  const value = withoutPlan(whole);
  const known = caseNumbersIn(value);
  if (known.length === 1 && OF_A_REGISTER.test(value) && value.endsWith(known[0]!)) return [value];
  if (
    known.length === 1 &&
    value.startsWith(known[0]!) &&
    /^(?:[-–.:/][\d.:/-]*\d| \d{4})$/u.test(value.slice(known[0]!.length))
  )
    return [value];
  const mayBe = /\d.*[^-–/]$/u.test(value) && !value.includes('@') && datesIn(value).length === 0;
  return known.length === 0 && mayBe && value.length <= 40 ? [value] : known;
}

/** A title may stand without any heading but that of the assessment, as in a letter. */
const TEXTS: ReadonlySet<Part['field']> = new Set(['summary', 'matter', 'clauses', 'assessment', 'section']);

export function letterheadOf(parts: readonly Part[]): Part[] {
  const text = parts.findIndex(({ field }) => TEXTS.has(field));
  return parts
    .slice(0, Math.max(0, text))
    .filter(({ field, lines }) => field === 'unplaced' && !lines.every(isPageMark));
}

/** The number of the line that the text begins at, as an editor counts. */
export function textBeginsAt(parts: readonly Part[]): number {
  const first = parts.find(({ field }) => TEXTS.has(field));
  return (first?.heading ?? first?.lines[0])?.number ?? Infinity;
}

const ROWS_OF_WHO_WRITES = 2;

/** What stands first in a paper: the writer's name, whatever it looks like. */
export const headingThePaper = (lines: readonly Line[]): string[] =>
  cellsOf(lines.slice(0, ROWS_OF_WHO_WRITES));

/** What wide gaps part on each row; a name that ends in & goes on in its column of the next. */
export const cellsOf = (lines: readonly Line[]): string[] =>
  lines.flatMap(({ cells }, at) =>
    cells.map((cell, column) =>
      cell.endsWith('&') ? `${cell} ${lines[at + 1]?.cells[column] ?? ''}`.trimEnd() : cell,
    ),
  );
