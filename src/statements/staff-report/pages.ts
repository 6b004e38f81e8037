import { isItem, isLoneMark, type Line } from './lines.js';

/** The report's lines, and those that are the page's and not the text's. */
export interface ReadLines {
  readonly lines: Line[];
  readonly furniture: Line[];
}

/** How many lines at the top and bottom of a page may be header and footer. */
const EDGE = 3;
/** What stands first in a report may hold facts, so there a header is kept the first time. */
const LETTERHEAD = 6;

/** ”Sida 2 (4)”, ”2 (4)”, ”sid 2 av 4” as a whole line, wherever it stands. */
const PAGE_MARK = /^(?:sida|sid\.?)? ?\d{1,3} ?(?:\(\d{1,3}\)|av \d{1,3})$|^sida \d{1,3}$/iu;
/** The same at the end of a header that says more. */
const ENDS_IN_PAGE_MARK =
  / (?:(?:sida|sid\.?) \d{1,3}(?: ?\(\d{1,3}\)| av \d{1,3})?|\d{1,3} ?\(\d{1,3}\))$/iu;
/** A number alone is a page's number only at its edge. */
const NUMBER_ALONE = /^-? ?\d{1,3} ?-?$/;

/** Splits a report into lines; page headers, footers and numbers, and ornaments, are set aside. */
export function readLines(text: string): ReadLines {
  const { pages, ornaments } = pagesOf(text.normalize('NFC'));
  const isEdge = edgesOf(pages);
  const read: ReadLines = { lines: [], furniture: [...ornaments] };
  const seen = new Set<string>();
  for (const [index, page] of pages.entries()) {
    let crossed = index > 0;
    for (const [position, line] of page.entries()) {
      const inLetterhead = index === 0 && position < LETTERHEAD;
      if (isEdge.has(line) && (isPageNumber(line) || !inLetterhead || seen.has(keyOf(line)))) {
        read.furniture.push(line);
        crossed = true;
        continue;
      }
      seen.add(keyOf(line));
      read.lines.push(crossed && goesOn(read.lines.at(-1), line) ? { ...line, afterBlank: false } : line);
      crossed = false;
    }
  }
  return read;
}

const keyOf = ({ text }: Line): string => text.replace(/\d+/g, '#');
const isPageNumber = ({ text }: Line): boolean => PAGE_MARK.test(text) || NUMBER_ALONE.test(text);
const hasPageMark = ({ text }: Line): boolean => PAGE_MARK.test(text) || ENDS_IN_PAGE_MARK.test(text);

/** A sentence that the end of a page broke. */
const goesOn = (last: Line | undefined, { text }: Line): boolean =>
  last !== undefined && !/[.:!?]$/.test(last.text) && /^\p{Ll}/u.test(text) && !isItem(text);

/** A form feed begins a page. A mark left alone goes with the line after it. */
function pagesOf(text: string): { pages: Line[][]; ornaments: Line[] } {
  const pages: Line[][] = [[]];
  const ornaments: Line[] = [];
  let afterBlank = true;
  let mark = '';
  const take = (row: string, number: number): void => {
    const tidy = row.replace(/\s+/gu, ' ').trim();
    if (tidy === '') afterBlank = true;
    else if (isLoneMark(tidy)) mark = `${tidy} `;
    else if (/^[^\p{L}\p{N}]{3,}$/u.test(tidy)) {
      ornaments.push({ number, text: tidy, afterBlank });
      afterBlank = true;
    } else {
      pages.at(-1)!.push({ number, text: mark + tidy, afterBlank });
      afterBlank = false;
      mark = '';
    }
  };
  for (const [index, row] of text.split(/\r\n|[\n\r]/).entries()) {
    const [first, ...others] = row === '' ? [''] : row.split('\f');
    take(first!, index + 1);
    for (const other of others) {
      pages.push([]);
      afterBlank = true;
      take(other, index + 1);
    }
  }
  return { pages, ornaments };
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
