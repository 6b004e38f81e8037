import type { Line } from './lines.js';

/** A page is longer than this: what stands twice closer to itself is the text's. */
const LINES_OF_A_PAGE = 12;
/** The head or foot of a page has no more lines. */
const LONGEST_HEAD = 8;
/** A single row below a page's number may be the text's: a recipient that the letterhead names too. */
const FEWEST_BELOW = 2;
/** As far from the beginning the first head may hold facts, and is kept. */
const LETTERHEAD = 12;

/**
 * Rows that stand word for word a second time, a page further on: heads and feet of pages, also where the text does not say
 * where its pages end. One of them has columns, or a page's number is beside them: two documents or two recipients that
 * are named twice are the text's. The first of them stays where it is the letterhead.
 *
 * @param withoutMark a row without the page's number.
 * @param mayBe whether a row can be the page's at all.
 */
export function repeatedHeads(
  lines: readonly Line[],
  withoutMark: (line: Line) => string,
  mayBe: (line: Line) => boolean,
): Line[] {
  const keys = lines.map(withoutMark);
  const hasMark = (at: number) => lines[at] !== undefined && keys[at] !== lines[at].text;
  const first = new Map<string, number>();
  const found = new Set<Line>();
  for (let at = 0; at < lines.length; at += 1) {
    if (keys[at] === '') continue;
    const before = first.get(keys[at]!);
    // Asked only once a row stands there again: few rows do, and the question is dear.
    if (before === undefined || !mayBe(lines[before]!)) {
      first.set(keys[at]!, at);
      continue;
    }
    if (at - before < LINES_OF_A_PAGE) continue;
    const common = commonTo(keys, before, at);
    const ends = lines.slice(at, at + common).findIndex((row) => !mayBe(row));
    const length = ends < 0 ? common : ends;
    const rows = lines.slice(at, at + length);
    const besideAMark = [at - 1, at + length, ...rows.map((_, index) => at + index)].some(hasMark);
    const inColumns = length > 1 && rows.some(({ cells }) => cells.length > 1);
    if (length === 0 || !(besideAMark || inColumns)) continue;
    for (const row of rows) found.add(row);
    if (before >= LETTERHEAD) for (const row of lines.slice(before, before + length)) found.add(row);
    at += length - 1;
  }
  return [...found];
}

/**
 * Rows beside a page's number of which each cell stands in the letterhead too, in whatever order, and maybe behind a label:
 * ”Norrstads kommun ORDFÖRANDEBESLUT 2 (2)”.
 *
 * @param cellsOf a row's cells without the page's number.
 */
export function headsBesideMarks(
  lines: readonly Line[],
  cellsOf: (line: Line) => readonly string[],
  hasMark: (line: Line) => boolean,
): Line[] {
  const known = lines.slice(0, LETTERHEAD).flatMap((line) => cellsOf(line).map((cell) => cell.toLowerCase()));
  const isKnown = (cell: string): boolean => known.some((one) => one === cell || one.endsWith(`: ${cell}`));
  const isOfTheHead = (at: number): boolean => {
    const line = lines[at];
    return (
      line !== undefined && at >= LETTERHEAD && cellsOf(line).every((cell) => isKnown(cell.toLowerCase()))
    );
  };
  /** A page's foot has its number, and the head of the next one stands below. */
  const headBelow = (mark: number): Line[] => {
    let to = mark;
    while (to - mark < LONGEST_HEAD && isOfTheHead(to + 1)) to += 1;
    const isNumber = /^\d{1,3}$/u.test(lines[mark]!.text);
    return to - mark < FEWEST_BELOW ? [] : lines.slice(isNumber ? mark : mark + 1, to + 1);
  };
  return lines.flatMap((line, mark) => {
    if (!hasMark(line)) return [];
    if (!isOfTheHead(mark)) return headBelow(mark);
    const below = cellsOf(line).length === 0 ? headBelow(mark) : [];
    let [from, to] = [mark, mark];
    while (mark - from < LONGEST_HEAD && !lines[from]!.afterBlank && isOfTheHead(from - 1)) from -= 1;
    while (to - mark < LONGEST_HEAD && lines[to + 1]?.afterBlank === false && isOfTheHead(to + 1)) to += 1;
    return [...lines.slice(from, to + 1), ...below];
  });
}

function commonTo(keys: readonly string[], first: number, second: number): number {
  let length = 0;
  while (length < LONGEST_HEAD && keys[first + length] === keys[second + length]) length += 1;
  return length;
}
