import { flowed } from '../../papers/reading/flowed.js';

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
  /** The file says that it is a heading, and which. */
  readonly level?: number;
  /** A line break within a paragraph stands before it, and not the paragraph's end. */
  readonly isBroken?: boolean;
  /** The file says that it is an item of a list that stands below so many others. */
  readonly depth?: number;
}

/** ”Datum / Päiväys”: a label or a heading in two languages is called by the first. */
export const inFirstLanguage = (text: string): string =>
  text.replace(/^(\p{Lu}[\p{L} -]{2,60}?) \/ \p{L}[\p{L} -]{2,60}(:?)$/u, '$1$2');

/** The line as a reader sees it, also where only one cell of it is meant. */
export const rowOf = ({ row, text }: Line): string => row ?? text;

/** A sentence or a clause cannot end in one of these words. */
const OPEN_END =
  /(?:^|\s)(?:för|genom|om|på|till|av|med|än|samt|utan|är|så|och|eller|att|som|i|en|ett|den|det|de|kan|ska|från|under|hos|inom|vid|över|mellan|mot|enligt|dnr|senast)$/iu;

/** Whether the sentence, the name or the parenthesis on a line goes on beyond it. */
export const endsOpen = (text: string): boolean => OPEN_END.test(text.slice(-14)) || /[,&–/-]$/.test(text);

/** The same by its last word alone; below ”beslutar att” each clause may have a line of its own. */
export const endsInSmallWord = (text: string): boolean =>
  OPEN_END.test(text.slice(-14)) && !/(?:^|\s)att$/iu.test(text);

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
const NUMBER = /^(?:\d{1,2}[.)]|\(\d{1,2}\)) +/;
const LETTER = /^[a-h]\) +/;

/** A list's mark that a page layout left alone on its line. */
export const isLoneMark = (text: string): boolean => LONE_MARK.test(text);

/** Whether a line begins an item of a list. */
export const isItem = (text: string): boolean => BULLET.test(text) || NUMBER.test(text) || LETTER.test(text);

/** An item without its bullet or number: its place in the list says the same. A letter may be that of a point below a number. */
export const withoutMark = (text: string): string =>
  BULLET.test(text) ? text.replace(BULLET, '') : text.replace(NUMBER, '');

/** What `blocksOf` takes for an item below the one before it. */
const BELOW = '  ';

/** Running text of lines: paragraphs apart, items of lists on lines of their own. */
export function textOf(lines: readonly Line[]): string {
  const blocks: { glue: string; rows: string[] }[] = [];
  for (const { text, afterBlank, isBroken, depth = 0 } of lines) {
    const last = blocks.at(-1);
    const apart = isItem(text) || isRowOfTable(text);
    if (last && !afterBlank && !apart) last.rows.push(text);
    else
      blocks.push({
        glue: glueBefore(text, last?.rows[0], isBroken),
        rows: [last ? BELOW.repeat(depth) + text : text],
      });
  }
  return blocks.map(({ glue, rows }) => glue + flowed(rows)).join('');
}

/** A row of a table as `blocksOf` reads it; the line below its head is one too. */
export const isRowOfTable = (text: string): boolean => /^\|.*\|$/u.test(text);

function glueBefore(text: string, before: string | undefined, isBroken = false): string {
  if (before === undefined) return '';
  const goesOn = isRowOfTable(text) ? isRowOfTable(before) : isItem(text) || isBroken;
  return goesOn ? '\n' : '\n\n';
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
  const isLettered = items.every(({ marked, lines: [first] }) => !marked || LETTER.test(first!.text));
  const bare = (text: string): string => (isLettered ? text.replace(LETTER, '') : withoutMark(text));
  return items.map(({ marked, lines: rows }) => {
    const [first, ...others] = rows.map(({ text }) => text);
    return { marked, lines: rows, line: rows[0]!.number, text: flowed([bare(first!), ...others]) };
  });
}
