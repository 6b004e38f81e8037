import { caseNumbersIn, withoutCaseNumbers } from './case-numbers.js';
import { datesIn, withoutDates } from './dates.js';
import type { Field, Heading } from './fields.js';
import { headingsOf, titleAndHeading } from './headings.js';
import { namesAnInstitution } from './institutions.js';
import { factsOn, isFact } from './letterhead.js';
import { labelTable } from './label-table.js';
import { endsSentence, leavesParenthesisOpen, widthOf, type Line } from './lines.js';
import type { OwnHeadings } from './own-headings.js';
import { isPageMark } from './page-furniture.js';
import type { Part } from './part.js';
import { withAssessment, withOthersApart } from './parts-as-meant.js';
import { withoutSender } from './sender-at-end.js';
import { signatureLines } from './signatures.js';
import { withTitle } from './title.js';
import { unknownHeadingLines } from './unknown-headings.js';

/** A fact's value is short: a longer line below its label is something else. */
const LONGEST_VALUE = 70;
const LISTS: ReadonlySet<Part['field']> = new Set(['clauses', 'basis', 'recipients']);
/** A title takes a few lines at most. */
const LINES_OF_A_TITLE = 6;

/**
 * Cuts a report into parts. What stands before the first heading is the title, or unplaced when it is a
 * letterhead; a sender's own view without a heading of its own is told from the matter it follows.
 */
export function partsOf(lines: readonly Line[], own: OwnHeadings): Part[] {
  const cutter = new Cutter(lines, own);
  return withTitle(withAssessment(withOthersApart(withoutSender(cutter.cut()))));
}

class Cutter {
  private readonly parts: Part[] = [];
  private readonly width: number;
  private beforeText = true;

  constructor(
    private readonly lines: readonly Line[],
    private readonly own: OwnHeadings,
  ) {
    this.width = widthOf(lines);
  }

  cut(): Part[] {
    for (let at = 0; at < this.lines.length;) at += this.beforeText ? this.letterhead(at) : this.body(at);
    return this.parts;
  }

  /** Takes one line of the letterhead, or labels with their values, and says how many lines that was. */
  private letterhead(at: number): number {
    const line = this.lines[at]!;
    const table = labelTable(this.lines, at);
    if (table) {
      this.parts.push(...table.parts);
      return table.length;
    }
    for (const cell of columnsOf(line)) this.take(cell);
    return 1;
  }

  private body(at: number): number {
    const line = this.lines[at]!;
    const next = this.lines[at + 1];
    const signed = this.isOwn(line) ? 0 : signatureLines(line, this.isOwn(next) ? undefined : next);
    if (signed > 0) {
      for (const heading of this.lines.slice(at, at + signed)) {
        this.parts.push({ field: 'signature', value: '', heading, lines: [] });
      }
      return signed;
    }
    return this.take(line) ? 1 : this.unknown(at);
  }

  /** Takes a line with a known heading; in a letterhead any line. */
  private take(line: Line): boolean {
    const { beforeText } = this;
    const last = this.parts.at(-1);
    const isStyled = line.level !== undefined;
    const place = {
      opens: isStyled || this.opens(line),
      beforeText,
      inList: !isStyled && last?.field === 'basis' && !line.afterBlank,
      afterSentence: this.isAfterSentence(),
      isStyled,
    };
    const headings = headingsOf(line.text, place, this.own);
    if (headings.length > 0) this.parts.push(...opened(headings, line, beforeText));
    else if (isStyled) return this.styled(line);
    else if (!beforeText) return false;
    else if (last && takesInLetterhead(last, line)) last.lines.push(line);
    else this.parts.push(...unheaded(line));
    this.beforeText &&= headings.every(({ field }) => isLetterhead(field));
    return true;
  }

  /** What the file calls a heading and no list knows is the title, or begins a section below it. */
  private styled(line: Line): true {
    const title = this.parts.find(({ field, lines }) => field === 'title' && lines[0]?.level !== undefined);
    const isTitle = this.beforeText && (title === undefined || line.level! <= title.lines[0]!.level!);
    if (isTitle) this.parts.push({ field: 'title', value: '', lines: [line] });
    else this.parts.push({ field: 'section', value: '', heading: line, lines: [], inferred: true });
    this.beforeText &&= isTitle;
    return true;
  }

  /** A heading that no list knows begins a section of its own; any other line goes with what is before it. */
  private unknown(at: number): number {
    const line = this.lines[at]!;
    const last = this.parts.at(-1)!;
    const next = this.lines[at + 1];
    const isTaught = next !== undefined && this.isOwn({ text: `${line.text} ${next.text}` });
    const length = isTaught
      ? 2
      : this.mayHoldSections(line, last)
        ? unknownHeadingLines(line, {
            before: this.lines[at - 1],
            next,
            afterNext: this.lines[at + 2],
            opens: this.opens(line) || this.isAfterSentence(),
            width: this.width,
          })
        : 0;
    if (length > 0) {
      const text = this.lines.slice(at, at + length).map((row) => row.text);
      const heading = { ...line, text: text.join(' ') };
      const taught = this.own.fieldOf(heading.text);
      this.parts.push(
        taught
          ? { field: taught, value: '', heading, lines: [], isOwn: true }
          : { field: 'section', value: '', heading, lines: [], inferred: true },
      );
      return length;
    }
    if (takesInText(last, line)) last.lines.push(line);
    else this.parts.push({ field: 'unplaced', value: '', lines: [line] });
    return 1;
  }

  private isOwn(line: Pick<Line, 'text'> | undefined): boolean {
    return line !== undefined && this.own.fieldOf(line.text) !== undefined;
  }

  private opens(line: Line): boolean {
    const last = this.parts.at(-1);
    return line.afterBlank || (last !== undefined && last.lines.length === 0);
  }

  private isAfterSentence(): boolean {
    const last = this.parts.at(-1)?.lines.at(-1);
    return last !== undefined && endsSentence(last.text);
  }

  /** The first line under a list's heading is its first item, and an institution among recipients is one of them. */
  private mayHoldSections(line: Line, { field, lines }: Part): boolean {
    if (LISTS.has(field) && lines.length === 0) return false;
    return field !== 'recipients' || !namesAnInstitution(line.text);
  }
}

const isLetterhead = (field: Field): boolean =>
  field === 'title' || field === 'documentName' || isFact(field);

/** Cells that stand side by side say different things; a title with wide gaps goes on with a small letter. */
function columnsOf(line: Line): Line[] {
  const both = titleAndHeading(line.text);
  const cells = both ?? line.cells;
  const apart =
    both !== undefined ||
    cells.every((cell) => /^[\p{Lu}\d§]|@/u.test(cell)) ||
    cells.slice(1).every((cell) => factsOn(cell).some(({ value }) => value !== ''));
  const labelled = headingsOf(line.text, { opens: true, beforeText: true, inList: false }).length > 0;
  if (cells.length < 2 || !apart || (labelled && !cells.every(isWholeFact))) return [line];
  return cells.map((text, index) => ({
    ...line,
    text,
    cells: [text],
    row: line.text,
    afterBlank: line.afterBlank || index > 0,
  }));
}

/** ”Datum 2026-07-09” or ”TSN 2026/140”: it needs nothing of what stands beside it. */
const isWholeFact = (cell: string): boolean =>
  factsOn(cell).some(({ value }) => value !== '') ||
  !/[\p{L}\p{N}]/u.test(withoutCaseNumbers(withoutDates(cell)));

/** Facts side by side share one line as heading; columns share the line of values below them. */
function opened(headings: readonly Heading[], line: Line, beforeText: boolean): Part[] {
  const below: Line[] = [];
  return headings.map(({ field, value, isOwn }, index): Part => {
    const heading = { ...(index === 0 && { heading: line }), ...(isOwn && { isOwn }) };
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

/** A line of the letterhead without a label: a date or a case number says by itself what it is. */
function unheaded(line: Line): Part[] {
  if (isPageMark(line)) return [{ field: 'unplaced', value: '', lines: [line] }];
  const rest = withoutCaseNumbers(withoutDates(line.text)).replace(PLACE_OF_A_DATE, '');
  if (/\p{L}|\d/u.test(rest)) return [{ field: 'title', value: '', lines: [line] }];
  const dated: Part[] = datesIn(line.text).length > 0 ? [{ field: 'date', value: '', lines: [line] }] : [];
  const numbered: Part[] =
    caseNumbersIn(line.text).length > 0 ? [{ field: 'ownCaseNumber', value: '', lines: [line] }] : [];
  const facts = [...dated, ...numbered];
  return facts.length > 0 ? facts : [{ field: 'unplaced', value: '', lines: [line] }];
}

function takesInLetterhead({ field, value, lines }: Part, line: Line): boolean {
  if (field === 'title')
    return (
      !line.afterBlank &&
      !isStyled(lines) &&
      lines.length < LINES_OF_A_TITLE &&
      (leavesParenthesisOpen(lines.at(-1)?.text ?? '') || unheaded(line)[0]!.field === 'title')
    );
  return isFact(field) && takesValue(value, lines, line);
}

const isStyled = ([first]: readonly Line[]): boolean => first?.level !== undefined;

function takesInText({ field, value, lines }: Part, line: Line): boolean {
  if (field === 'documentName' || field === 'signature' || field === 'title') return false;
  return !isFact(field) || takesValue(value, lines, line);
}

const takesValue = (value: string, lines: readonly Line[], { text }: Line): boolean =>
  value === '' && lines.length === 0 && text.length < LONGEST_VALUE;
