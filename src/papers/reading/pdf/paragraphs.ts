import { brokenLines, isBrokenByHand } from '../broken-by-hand.js';
import { flowed } from '../flowed.js';
import type { PaperLine } from '../paper-line.js';
import type { Row } from './rows.js';

/** Rows that one tag, or one column of a page, holds. */
export interface Run {
  readonly rows: readonly Row[];
  readonly level?: number;
  readonly aside?: PaperLine['aside'];
  /** What its first line comes after; what the rows themselves show where it is left out. */
  readonly after?: PaperLine['after'];
  /** Of an item. */
  readonly depth?: number;
  /** Everything in it is one paragraph or heading of which a tag says so, and nothing before it goes on in it. */
  readonly isTagged: boolean;
}

/** A wider distance between lines than this, in usual distances, parts paragraphs. */
const PARAGRAPH_GAP = 1.2;
/** Text of another size, in points, is another paragraph. */
const SAME_SIZE = 0.8;
/** So far from its column's edge, in points, a line still reaches it. */
const NEAR_EDGE = 3;
/** The first line of a paragraph may be set in from the others, by this many points. */
const INDENT = 6;
/** A full line of running text has more words. */
const WORDS_OF_A_LINE = 5;

const ENDS_SENTENCE = /[.!?:][”"»’)]?$/u;
const ITEM = /^(?:[•·▪◦‣○*–—-] |\d{1,2}[.)] |[a-h]\) )/u;

/**
 * Paragraphs of rows: a row on which the next word would have found a place ends one. What is the page's own ends none. Of a
 * text that was broken by hand every row is a line.
 */
export function paragraphsOf(runs: readonly Run[], leading: number): PaperLine[] {
  const read = linesOf(runs, leading, goesOn);
  if (!isBrokenByHand(read.lines, read.close)) return read.lines;
  const rows = linesOf(runs, leading, () => false);
  return brokenLines(rows.lines, rows.close);
}

function linesOf(
  runs: readonly Run[],
  leading: number,
  isSame: typeof goesOn,
): { readonly lines: PaperLine[]; readonly close: ReadonlySet<PaperLine> } {
  const lines: { line: Omit<PaperLine, 'text'>; rows: Row[]; isClose: boolean }[] = [];
  let before: (Met & { readonly line: { rows: Row[] } }) | undefined;
  for (const run of runs) {
    for (const [index, row] of run.rows.entries()) {
      const met = run.aside ? undefined : before;
      if (met && isSame(met, { row, run }, index === 0, leading)) met.line.rows.push(row);
      else {
        const isClose = met !== undefined && run.level === undefined && isBelow(met.row, row, leading);
        lines.push({ line: lineOf(run, row, index, met, leading), rows: [row], isClose });
      }
      if (!run.aside)
        before = { row, run, line: met && met.line.rows.includes(row) ? met.line : lines.at(-1)! };
    }
  }
  const read = lines.map(({ line, rows }): PaperLine => ({ ...line, text: textOf(rows) }));
  return { lines: read, close: new Set(read.filter((_, at) => lines[at]!.isClose)) };
}

/** Cells of a row are kept apart where it is one by itself; in a paragraph wide gaps are those of justified lines. */
const textOf = (rows: readonly Row[]): string =>
  rows.length === 1 ? rows[0]!.cells.join('\t') : flowed(rows.map(({ cells }) => cells.join(' ')));

interface Met {
  readonly row: Row;
  readonly run: Run;
}

function goesOn(before: Met, now: Met, opens: boolean, leading: number): boolean {
  const [last, row] = [before.row, now.row];
  const sameRun = before.run === now.run;
  if (before.run.level !== now.run.level || Math.abs(last.size - row.size) > SAME_SIZE) return false;
  if (ITEM.test(textIn(row)) || row.cells.length > 1 || last.cells.length > 1) return false;
  if (now.run.level !== undefined) return sameRun && distance(last, row) <= 2 * PARAGRAPH_GAP * row.size;
  if (!sameRun || last.page !== row.page || last.y < row.y) {
    const apart = now.run.isTagged && last.page === row.page && !sameRun;
    return (opens || sameRun) && !apart && isFull(last, row) && goesOnAcross(textIn(last), textIn(row));
  }
  if (distance(last, row) > PARAGRAPH_GAP * leading * Math.max(1, row.size)) return false;
  if (ENDS_SENTENCE.test(textIn(last)) && row.x > last.x + INDENT) return false;
  if (isFlushRight(last, row)) return false;
  return isFull(last, row) || /\p{Ll}[-\u00AD]$/u.test(textIn(last));
}

/** Labels of a letterhead end where the page does, and each is a line of its own. */
const isFlushRight = (last: Row, row: Row): boolean =>
  Math.abs(last.right - row.right) < 1 &&
  Math.abs(last.x - row.x) > 1 &&
  !ITEM.test(textIn(last)) &&
  textIn(last).split(' ').length < WORDS_OF_A_LINE;

/** The end of a page or a column broke the sentence. */
const goesOnAcross = (last: string, next: string): boolean =>
  !ENDS_SENTENCE.test(last) || /^\p{Ll}/u.test(next);

const textIn = ({ cells }: Row): string => cells.join(' ');
const distance = (last: Row, row: Row): number => last.y - row.y;

/** The next row's first word would have had no place on it. */
function isFull(last: Row, next: Row): boolean {
  const text = textIn(next);
  const word = text.split(' ', 1)[0]!.length + 1;
  return last.right + (word * (next.right - next.x)) / Math.max(1, text.length) > last.edge - NEAR_EDGE;
}

function lineOf(
  run: Run,
  row: Row,
  index: number,
  before: Met | undefined,
  leading: number,
): Omit<PaperLine, 'text'> {
  const level = run.level === undefined ? {} : { level: run.level };
  if (run.aside) return { after: 'blank', aside: run.aside, ...level };
  const depth = index === 0 && run.depth ? { depth: run.depth } : {};
  return { after: afterOf(run, row, index, before, leading), ...level, ...depth };
}

function afterOf(
  run: Run,
  row: Row,
  index: number,
  before: Met | undefined,
  leading: number,
): PaperLine['after'] {
  if (before && before.row.page !== row.page) return 'page';
  if (index === 0 && (run.after || run.isTagged)) return run.after ?? 'blank';
  if (!before) return 'blank';
  if (!isBelow(before.row, row, leading)) return 'blank';
  return ITEM.test(textIn(row)) ? 'item' : 'break';
}

/** Whether a row stands close below another, as lines of one paragraph do. */
const isBelow = (last: Row, row: Row, leading: number): boolean =>
  last.page === row.page &&
  distance(last, row) >= 0 &&
  distance(last, row) <= PARAGRAPH_GAP * leading * Math.max(1, row.size) &&
  Math.abs(last.size - row.size) <= SAME_SIZE;

/** The usual distance between lines, in sizes of their letters. */
export function leadingOf(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const [index, row] of rows.entries()) {
    const last = rows[index - 1];
    if (!last || last.page !== row.page || Math.abs(last.size - row.size) > SAME_SIZE) continue;
    const each = Math.round((distance(last, row) / row.size) * 20) / 20;
    if (each > 0.8 && each < 2.5) counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  return [...counts].toSorted(([a, one], [b, other]) => other - one || a - b)[0]?.[0] ?? 1.2;
}
