/** One line of a report that is not blank. */
export interface Line {
  /** As an editor numbers it, from 1. */
  readonly number: number;
  /** Without the spaces around it; inner runs of spaces are one. */
  readonly text: string;
  /** A blank line or a page break stands before it. */
  readonly afterBlank: boolean;
  /** What wide gaps part on the line: two who sign side by side, or labels in columns. */
  readonly cells: readonly string[];
  /** The whole line, where `text` is one cell of it. */
  readonly row?: string;
}

/** The line as a reader sees it, also where only one cell of it is meant. */
export const rowOf = ({ row, text }: Line): string => row ?? text;

/** A sentence or a clause cannot end in one of these words. */
const OPEN_END =
  /(?:^|\s)(?:för|genom|om|på|till|av|med|än|samt|utan|är|så|och|eller|att|som|i|en|ett|den|det|de|kan|ska|från|under|hos|vid|över|mellan|mot|enligt|dnr)$/iu;

/** Whether the sentence, the name or the parenthesis on a line goes on beyond it. */
export const endsOpen = (text: string): boolean => OPEN_END.test(text.slice(-14)) || /[,–/-]$/.test(text);

/** A parenthesis that the line begins and does not close. */
export const leavesParenthesisOpen = (text: string): boolean => text.lastIndexOf('(') > text.lastIndexOf(')');

export const endsSentence = (text: string): boolean => /[.!?][”"»’)]?$/u.test(text);

/** An item of a list, on one line, with the number of the line it begins on. */
export interface Item {
  readonly text: string;
  readonly line: number;
  /** It has a bullet, a number or a letter. */
  readonly marked: boolean;
  readonly lines: readonly Line[];
}

/** Lines are narrower than this only in a text that says little. */
const NARROWEST = 70;
/** One in ten lines may be longer than the width, where columns or tables stand. */
const USUAL = 0.9;

/** How wide the document's lines usually are where they are full. */
export function widthOf(lines: readonly Line[]): number {
  const lengths = lines.map(({ text }) => text.length).toSorted((a, b) => a - b);
  return Math.max(NARROWEST, Math.min(120, lengths[Math.floor(lengths.length * USUAL)] ?? 0));
}

const MARKS = String.raw`•·▪◦‣●○*–—−\uF0B7-`;
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
  const items: { marked: boolean; lines: Line[] }[] = [];
  lines.forEach((line, index) => {
    const previous = lines[index - 1];
    const marked = isItem(line.text);
    if (!previous || marked || begins(line, previous)) items.push({ marked, lines: [line] });
    else items.at(-1)!.lines.push(line);
  });
  return items.map(({ marked, lines: rows }) => {
    const [first, ...others] = rows.map(({ text }) => text);
    return { marked, lines: rows, line: rows[0]!.number, text: flowed([withoutMark(first!), ...others]) };
  });
}
