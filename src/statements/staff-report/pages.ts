import {
  endsInSmallWord,
  endsOpen,
  endsSentence,
  isItem,
  isLoneMark,
  isRowOfTable,
  leavesParenthesisOpen,
  type Line,
} from './lines.js';
import type { OwnHeadings } from './own-headings.js';
import { hasPageMark, isNumberAlone, isPageMark, setAside } from './page-furniture.js';
import type { LineMark, ReportSource } from './report-source.js';

/** The report's lines, and those that are the page's and not the text's. */
export interface ReadLines {
  readonly lines: Line[];
  readonly furniture: Line[];
  /** The sender's block at the foot of a page: who writes, and for which office. It is furniture too. */
  readonly sender: readonly Line[];
}

/** How many lines at the top and bottom of a page may be header and footer. */
const EDGE = 3;
/** What stands first in a report may hold facts, so there a header is kept the first time. */
const LETTERHEAD = 6;

/** Splits a report into lines; page headers, footers and numbers, and ornaments, are set aside. */
export function readLines(source: ReportSource, own: OwnHeadings): ReadLines {
  const { pages: whole, ornaments, feet } = pagesOf(source);
  const taught = whole.flat().filter(({ text }) => own.isFurniture(text));
  const isText = (line: Line): boolean => !own.isFurniture(line.text);
  const {
    pages,
    aside,
    sender: block,
  } = setAside(
    whole.map((page) => page.filter(isText)),
    own,
  );
  const sender = [...block, ...feet];
  const setAsideNumbers = new Set([...taught, ...aside].map(({ number }) => number));
  const isEdge = edgesOf(pages);
  const read: ReadLines = { lines: [], furniture: [...ornaments, ...taught, ...aside], sender };
  const seen = new Set<string>();
  for (const [index, page] of pages.entries()) {
    let crossed = index > 0;
    for (const [position, line] of page.entries()) {
      const inLetterhead = index === 0 && position < LETTERHEAD;
      if (
        isEdge.has(line) &&
        !own.fieldOf(line.text) &&
        (isPageNumber(line) || !inLetterhead || seen.has(keyOf(line)))
      ) {
        read.furniture.push(line);
        crossed = true;
        continue;
      }
      seen.add(keyOf(line));
      const last = read.lines.at(-1);
      const joined = goesOn(last, line, crossed || stoodBetween(setAsideNumbers, last, line));
      read.lines.push(joined ? { ...line, afterBlank: false } : line);
      crossed = false;
    }
  }
  return read;
}

const keyOf = ({ text }: Line): string => text.replace(/\d+/g, '#');
const isPageNumber = (line: Line): boolean => isPageMark(line) || isNumberAlone(line);

/** Shorter than this a line may be a title or a name of its own, and a blank line ends it. */
const HALF_A_LINE = 40;

/** A sentence that the end of a page broke, or the wide spacing of lines that a PDF leaves as blank ones. */
function goesOn(last: Line | undefined, line: Line, crossed: boolean): boolean {
  const { text, afterBlank } = line;
  if (last === undefined || (!afterBlank && !crossed) || isItem(text)) return false;
  if (line.level !== undefined || last.level !== undefined) return false;
  if (line.isBroken) return last.text.length >= HALF_A_LINE && endsInSmallWord(last.text);
  if (leavesParenthesisOpen(last.text) && text.includes(')') && text.length < HALF_A_LINE) return true;
  const isOpen = last.text.endsWith('&') || (last.text.length >= HALF_A_LINE && endsInSmallWord(last.text));
  if (isOpen && /^(?!att )\p{L}/u.test(text)) return true;
  if (/ \d{1,2} \p{Ll}{3,9}$/u.test(last.text) && /^\d{4}(?![\d-])/u.test(text)) return true;
  if (endsSentence(last.text) || last.text.endsWith(':') || !/^\p{Ll}/u.test(text)) return false;
  return (
    crossed ||
    (/^(?!att )\p{Ll}[\p{L}-]* /u.test(text) && (endsOpen(last.text) || last.text.length >= HALF_A_LINE))
  );
}

function stoodBetween(furniture: ReadonlySet<number>, last: Line | undefined, line: Line): boolean {
  for (let number = line.number - 1; number > (last?.number ?? 0); number -= 1) {
    if (furniture.has(number)) return true;
  }
  return false;
}

/** ”P R O T O K O L L”: letters set wide apart are a word. */
const WIDE_SET = /^(\s*)(\p{Lu}(?: \p{Lu}){5,})(?=\s{2,}|\s*$)/u;
const isAlphabet = (letters: string): boolean => [...letters].toSorted().join('') === letters;
function withWordsWhole(row: string): string {
  const [whole = '', indent = '', spaced = ''] = WIDE_SET.exec(row) ?? [];
  const word = spaced.replaceAll(' ', '');
  return word === '' || isAlphabet(word) ? row : indent + word + row.slice(whole.length);
}

/** An item's mark has what it marks behind a wide gap too, and no cell of its own. */
function cellsOf(row: string): string[] {
  const [first = '', ...others] = row
    .trim()
    .split(/\s+[│┃]\s+|\s{3,}|\t+|(?<=[\p{L}\d)]:?) {2}(?=[\p{Lu}\d§])/u)
    .map((cell) => cell.replace(/\s+/gu, ' '));
  const [next, ...rest] = others;
  return next !== undefined && MARK_ALONE.test(first) ? [`${first} ${next}`, ...rest] : [first, ...others];
}

const MARK_ALONE = /^(?:[^\p{L}\p{N}\s§]|\d{1,2}[.)]|att|dels att)$/iu;

interface FirstLook {
  readonly pages: Line[][];
  /** Rows of signs, and what the file itself says is the page's and not the text's. */
  readonly ornaments: Line[];
  /** Of those, what stands at the foot of pages. */
  readonly feet: Line[];
}

/** So many lines show how a text is spaced. */
const FEWEST_SPACED = 20;

/** How many blank rows part lines that belong together: one, where a text is double spaced throughout. */
function blanksBetween(rows: readonly string[]): number {
  const said = rows.flatMap((row, at) => (row.trim() === '' ? [] : [at]));
  const close = said.filter((at, index) => said[index + 1] === at + 1).length;
  const apart = said.filter((at, index) => (said[index + 1] ?? 0) > at + 2).length;
  return said.length >= FEWEST_SPACED && close === 0 && apart > 0 ? 1 : 0;
}

/** A form feed begins a page. A mark left alone goes with the line after it. */
function pagesOf({ text, marks }: ReportSource): FirstLook {
  const pages: Line[][] = [[]];
  const ornaments: Line[] = [];
  const feet: Line[] = [];
  const rows = text.split(/\r\n|[\n\r]/);
  const mostBetween = marks.size === 0 ? blanksBetween(rows) : 0;
  let afterBlank = true;
  let blanks = 0;
  let mark = '';
  const take = (row: string, number: number, level?: number): void => {
    const tidy = withWordsWhole(row).replace(/\s+/gu, ' ').trim();
    const known = marks.get(number);
    blanks = tidy === '' ? blanks + 1 : 0;
    if (tidy === '') afterBlank ||= blanks > mostBetween;
    else if (known?.aside !== undefined) {
      const line = { number, text: tidy, afterBlank: true, cells: cellsOf(row) };
      ornaments.push(line);
      if (known.aside === 'footer') feet.push(line);
    } else if (isLoneMark(tidy)) mark = `${tidy} `;
    else if (/^[^\p{L}\p{N}]{3,}$/u.test(tidy) && !isRowOfTable(tidy)) {
      ornaments.push({ number, text: tidy, afterBlank, cells: [tidy] });
      afterBlank = true;
    } else {
      const marked = known === undefined && mark === '' ? headingMarked(tidy) : undefined;
      pages.at(-1)!.push({
        number,
        text: mark + tidy,
        afterBlank,
        cells: cellsOf(withWordsWhole(row)),
        ...saidBy(known, tidy),
        ...marked,
        ...(level !== undefined && { text: tidy.replace(/\.$/u, ''), level }),
      });
      afterBlank = false;
      mark = '';
    }
  };
  const hasLeads =
    marks.size === 0 && rows.filter((row) => LEADS_A_PARAGRAPH.test(row)).length >= FEWEST_LEADS;
  for (const [index, whole] of rows.entries()) {
    const lead = hasLeads && afterBlank ? LEADS_A_PARAGRAPH.exec(whole)?.[0] : undefined;
    if (lead !== undefined) take(lead, index + 1, LEVEL_OF_BOLD);
    const row = whole.slice(lead?.length ?? 0);
    const [first, ...others] = row === '' ? [''] : row.split('\f');
    take(first!, index + 1);
    for (const other of others) {
      pages.push([]);
      afterBlank = true;
      take(other, index + 1);
    }
  }
  return { pages, ornaments, feet };
}

/** ”Dricksvatten.  Anslutning kan ske …”: what a wide gap parts from a paragraph is its heading, where several have one. */
const LEADS_A_PARAGRAPH = /^ *\p{Lu}[\p{L} -]{2,40}\. {2,}(?=\p{Lu})/u;
const FEWEST_LEADS = 3;

/** ”## Bakgrund” and ”**Bakgrund**”: a text says by its marks what a file says by its styles. */
const HEADING_MARK = /^(#{1,6}) +(\S[^#]*)$|^(?:\*\*|__)([^*_]+)(?:\*\*:?|__:?)$/u;
const LEVEL_OF_BOLD = 6;

function headingMarked(row: string): Pick<Line, 'text' | 'cells' | 'row' | 'level'> | undefined {
  const [, signs, after, bold] = HEADING_MARK.exec(row) ?? [];
  const text = (after ?? bold)?.trim();
  return text === undefined ? undefined : { text, cells: [text], row, level: signs?.length ?? LEVEL_OF_BOLD };
}

/**
 * A line break parts what stands on its sides as a blank line does, but not their paragraph; and so does the end of an
 * item that has no mark of its own.
 */
function saidBy(mark: LineMark | undefined, text: string): Partial<Line> {
  const isBroken =
    mark?.after === 'break' || (mark?.after === 'item' && !isItem(text) && !isRowOfTable(text));
  return {
    ...(mark?.level !== undefined && { level: mark.level }),
    ...(mark?.depth !== undefined && isItem(text) && { depth: mark.depth }),
    ...(isBroken && { afterBlank: true, isBroken }),
  };
}

/** Lines at the edges of pages, from the edge inwards for as long as each stands on several pages. */
function edgesOf(pages: readonly Line[][]): Set<Line> {
  const only = pages.length === 1 ? pages[0]! : undefined;
  const ways = only ? waysFromMarks(only) : pages.flatMap(waysFromEdges);
  const places = new Map<string, Set<number>>();
  for (const { page, lines } of ways) {
    for (const line of lines) {
      const key = keyOf(line);
      places.set(key, (places.get(key) ?? new Set()).add(page));
    }
  }
  const edges = new Set<Line>();
  for (const { lines } of ways) {
    for (const line of lines) {
      const repeated = (places.get(keyOf(line))?.size ?? 0) > 1;
      if (!repeated && !isPageNumber(line)) break;
      edges.add(line);
    }
  }
  return edges;
}

interface Way {
  readonly page: number;
  readonly lines: readonly Line[];
}

function waysFromEdges(page: readonly Line[], index: number): Way[] {
  return [
    { page: index, lines: page.slice(0, EDGE) },
    { page: index, lines: page.slice(-EDGE).toReversed() },
  ];
}

/** A text without form feeds shows where its pages met only by their numbers. */
function waysFromMarks(lines: readonly Line[]): Way[] {
  return lines.flatMap((line, at) =>
    hasPageMark(line)
      ? [
          { page: at, lines: [line, ...lines.slice(at + 1, at + EDGE)] },
          { page: at, lines: [line, ...lines.slice(Math.max(0, at - EDGE + 1), at).toReversed()] },
        ]
      : [],
  );
}
