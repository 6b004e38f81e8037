/** One line of a report that is not blank. */
export interface Line {
  /** As an editor numbers it, from 1. */
  readonly number: number;
  /** Without the spaces around it; inner runs of spaces are one. */
  readonly text: string;
  /** A blank line or a page break stands before it. */
  readonly afterBlank: boolean;
}

/** An item of a list, on one line, with the number of the line it begins on. */
export interface Item {
  readonly text: string;
  readonly line: number;
  /** It has a bullet, a number or a letter. */
  readonly marked: boolean;
}

const MARKS = String.raw`•·▪◦‣●○*–—\uF0B7-`;
const LONE_MARK = new RegExp(`^[${MARKS}]$`, 'u');
const BULLET = new RegExp(`^[${MARKS}] +`, 'u');
const NUMBER = /^\d{1,2}[.)] +/;
const LETTER = /^[a-h]\) +/;

/** A list's mark that a page layout left alone on its line. */
export const isLoneMark = (text: string): boolean => LONE_MARK.test(text);

/** Whether a line begins an item of a list. */
export const isItem = (text: string): boolean => BULLET.test(text) || NUMBER.test(text) || LETTER.test(text);

/** An item without its bullet or number: its place in the list says the same. */
export const withoutMark = (text: string): string =>
  BULLET.test(text) ? text.replace(BULLET, '') : text.replace(NUMBER, '');

/** Words that follow a hyphen which stands for a word left out: ”barn- och ungdomspolitik”. */
const AFTER_HANGING_HYPHEN = /^(?:och|eller|samt|respektive|till|som)(?!\p{L})/u;

/**
 * Broken lines as running text. A word broken at a line's end is made whole; a span of years, a case
 * number and ”EU-kommissionen” keep what they were broken at. Looks only at where two lines meet, so
 * a report of any length takes time in proportion to it.
 */
export function flowed(rows: readonly string[]): string {
  return rows
    .map((row, index) => {
      const next = rows[index + 1];
      return next === undefined ? row : before(next, row);
    })
    .join('');
}

function before(next: string, row: string): string {
  const end = row.slice(-2);
  if (end.endsWith('\u00ad')) return row.slice(0, -1);
  if (/^\d[-–/:]$/.test(end) && /^\d/.test(next)) return row;
  if (!/^\p{L}-$/u.test(end) || !/^\p{L}/u.test(next) || AFTER_HANGING_HYPHEN.test(next)) return `${row} `;
  const word = row.slice(row.lastIndexOf(' ') + 1, -1);
  const keepsHyphen = /^\p{Lu}/u.test(next) || word.length === 1 || /^\p{Lu}{2,6}$/u.test(word);
  return keepsHyphen ? row : row.slice(0, -1);
}

/** Running text of lines: paragraphs apart, items of lists on lines of their own. */
export function textOf(lines: readonly Line[]): string {
  const blocks: { glue: string; rows: string[] }[] = [];
  for (const { text, afterBlank } of lines) {
    const last = blocks.at(-1);
    if (last && !afterBlank && !isItem(text)) last.rows.push(text);
    else blocks.push({ glue: last ? (isItem(text) ? '\n' : '\n\n') : '', rows: [text] });
  }
  return blocks.map(({ glue, rows }) => glue + flowed(rows)).join('');
}

/** Items of a list. A new item begins at a mark, and where `begins` says so. */
export function itemsOf(lines: readonly Line[], begins: (line: Line, before: Line) => boolean): Item[] {
  const items: { line: number; marked: boolean; rows: string[] }[] = [];
  lines.forEach((line, index) => {
    const previous = lines[index - 1];
    const marked = isItem(line.text);
    if (!previous || marked || begins(line, previous)) {
      items.push({ line: line.number, marked, rows: [withoutMark(line.text)] });
    } else items.at(-1)!.rows.push(line.text);
  });
  return items.map(({ rows, ...item }) => ({ ...item, text: flowed(rows) }));
}
