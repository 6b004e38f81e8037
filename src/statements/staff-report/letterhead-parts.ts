import { caseNumbersIn, withoutCaseNumbers } from './case-numbers.js';
import { withoutPlan } from './cut-report.js';
import { datesIn, withoutDates } from './dates.js';
import type { Heading } from './fields.js';
import { headingsOf, isTitleLabel, titleAndHeading } from './headings.js';
import { factsOn, fits, isFact, labelOf } from './letterhead.js';
import { isRowOfTable, leavesParenthesisOpen, type Line } from './lines.js';
import { isPageMark, isPageNumber } from './page-furniture.js';
import type { Part } from './part.js';

/** A fact's value is short: a longer line below its label is something else. */
const LONGEST_VALUE = 70;
/** A title takes a few lines at most. */
const LINES_OF_A_TITLE = 6;

/**
 * Cells that stand side by side say different things, unless one is the other's label; a title with wide gaps goes on with a
 * small letter.
 */
export function columnsOf(line: Line): Line[] {
  const both = titleAndHeading(line.text);
  const cells = both ?? line.cells;
  const apart =
    both !== undefined ||
    cells.every((cell) => /^[\p{Lu}\d§]|@/u.test(cell)) ||
    cells.slice(1).every((cell) => factsOn(cell).some(({ value }) => value !== ''));
  const labelled = headingsOf(line.text, { opens: true, beforeText: true, inList: false }).length > 0;
  const isLabelled = cells.length === 2 && cells[0]!.endsWith(':');
  const areTold = cells.every(isWholeFact) || isFactBesideAnother(cells);
  if (cells.length < 2 || !apart || isLabelled || (labelled && !areTold)) return [line];
  return cells.map((text, index) => ({
    ...line,
    text,
    cells: [text],
    row: line.text,
    afterBlank: line.afterBlank || index > 0,
  }));
}

/** ”Handläggare: Tuva Hedström” beside ”Samhällsbyggnadsförvaltningen”, who is written to. */
const isFactBesideAnother = ([first = '', ...others]: readonly string[]): boolean =>
  first.includes(': ') &&
  factsOn(first).some(({ field, value }) => fits(field, value)) &&
  others.every((cell) => labelOf(cell) === undefined && factsOn(cell).length === 0);

/** ”Datum 2026-07-09” or ”TSN 2026/140”: it needs nothing of what stands beside it. */
const isWholeFact = (cell: string): boolean =>
  factsOn(cell).some(({ value }) => value !== '') ||
  !/[\p{L}\p{N}]/u.test(withoutCaseNumbers(withoutDates(cell)));

/** Facts side by side share one line as heading; columns share the line of values below them. */
export function opened(headings: readonly Heading[], line: Line, beforeText: boolean): Part[] {
  const below: Line[] = [];
  return headings.map(({ field, value, isOwn, mayBe }, index): Part => {
    const heading = {
      ...(index === 0 && { heading: line }),
      ...(isOwn && { isOwn }),
      ...(mayBe && { mayBe }),
    };
    if (isFact(field)) return { field, value, lines: below, ...heading };
    const lines = value === '' ? [] : [{ ...line, text: value, afterBlank: true }];
    // ”Yttrande” names the document above its text, and the board's own view inside it.
    return {
      field: field === 'documentName' && !beforeText ? 'assessment' : field,
      value: '',
      lines,
      ...heading,
    };
  });
}

/** ”Ravneborg den 4 juni 2026” */
const PLACE_OF_A_DATE = /^\p{Lu}\p{L}+,? (?:den )?$/u;

/** ”KS KF/2026:146”: whose register a number is of stands before its own letters. */
const A_REGISTER = /^\p{Lu}{2,5} $/u;

/** A line of the letterhead without a label: a date or a case number says by itself what it is. */
export function unheaded(line: Line): Part[] {
  if (isPageMark(line)) return [{ field: 'unplaced', value: '', lines: [line] }];
  const undated = withoutDates(line.text);
  const rest = withoutCaseNumbers(
    undated === line.text ? withoutPlan(undated) : undated.replace(PLACE_OF_A_DATE, ''),
  );
  if (/\p{L}|\d/u.test(rest) && !A_REGISTER.test(rest)) return [{ field: 'title', value: '', lines: [line] }];
  const dated: Part[] =
    datesIn(line.text).length > 0 ? [{ field: 'date', value: '', lines: [line], isBare: true }] : [];
  const numbered: Part[] =
    caseNumbersIn(line.text).length > 0
      ? [{ field: 'ownCaseNumber', value: '', lines: [line], isBare: true }]
      : [];
  const facts = [...dated, ...numbered];
  return facts.length > 0 ? facts : [{ field: 'unplaced', value: '', lines: [line] }];
}

export function takesInLetterhead({ field, value, lines }: Part, line: Line): boolean {
  if (field === 'title')
    return (
      !line.afterBlank &&
      !isStyled(lines) &&
      lines.length < LINES_OF_A_TITLE &&
      (leavesParenthesisOpen(lines.at(-1)?.text ?? '') ||
        lines.at(-1)?.text.endsWith(',') ||
        unheaded(line)[0]!.field === 'title')
    );
  return isFact(field) && takesValue(value, lines, line);
}

/** ”daterat 2026-01-22.”, close below a title's comma, is no label. */
export const goesOnInTitle = ({ field, lines }: Part, { text, afterBlank }: Line): boolean =>
  field === 'title' && !afterBlank && lines.at(-1)?.text.endsWith(',') === true && /^\p{Ll}/u.test(text);

const isStyled = ([first]: readonly Line[]): boolean => first?.level !== undefined;

/** A fact takes the line below its label, where nothing stands beside it. */
export const takesValue = (value: string, lines: readonly Line[], { text }: Line): boolean =>
  value === '' && lines.length === 0 && text.length < LONGEST_VALUE;

/** ”Remissinstansens svar till: Naturvårdsverket”, close below a fact with its label, is a label that no list knows. */
export const isUnknownLabel = ({ text, afterBlank }: Line, last: Part | undefined): boolean =>
  !afterBlank &&
  last !== undefined &&
  isFact(last.field) &&
  last.value !== '' &&
  /^\p{Lu}[\p{L} /-]{2,40}: \S/u.test(text);

/** ”| Beslutsdatum | Diarienummer |”: rows of a drawn table, or of one in a Word file, are columns in a letterhead. */
export const withCellsOfTable = (line: Line): Line => {
  if (!isRowOfTable(line.text)) return line;
  const cells = line.text
    .split('|')
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '');
  return { ...line, cells, text: cells.join(' '), row: line.text };
};

/** ”Ärende   Yttrande över remiss av cykelplan”, in a column of labels. */
export function titleBesideItsLabel(line: Line): Line | undefined {
  const [label = '', title = '', ...others] = line.cells;
  const isTitle =
    title !== '' && isTitleLabel(`${label}:`) && others.length === 0 && caseNumbersIn(title)[0] !== title;
  return isTitle ? { ...line, text: title, cells: [title], row: line.text, afterBlank: true } : undefined;
}

/** ”Beslut   1 (7)”, on the first line, is what the paper is and no heading of its text. */
export const isNameBesidePage = ({ cells: [name = '', page = '', ...others] }: Line): boolean =>
  others.length === 0 &&
  /^(?:begäran|beslut|remiss|remissvar|svar|yttrande)$/iu.test(name) &&
  isPageNumber(page);
