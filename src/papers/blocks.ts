/** A part of a text, as every renderer shows it. */
export type TextBlock =
  | { readonly is: 'paragraph'; readonly text: string }
  | { readonly is: 'quote'; readonly text: string }
  | TextList
  | { readonly is: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

export interface TextList {
  readonly is: 'list';
  /** The number of the first item; undefined for a list of points. */
  readonly from: number | undefined;
  readonly items: readonly TextItem[];
}

/** A text, or one with the lists that stand below it. */
export type TextItem = string | { readonly text: string; readonly below: readonly TextList[] };

export const itemOf = (item: TextItem): Exclude<TextItem, string> =>
  typeof item === 'string' ? { text: item, below: [] } : item;

/** An item that begins so many signs further in than its list is below the item before it. */
const FURTHER_IN = 2;
/** So many lists stand below each other at most: what is further in goes with the last of them. */
export const DEEPEST = 5;
const POINT = /^\s*[-–—•·*▪◦‣\uf0b7]\s+(\S.*)$/;
const NUMBERED = /^\s*(\d{1,3})[.)]\s+(\S.*)$/;
const QUOTED = /^>\s?(.*)$/;
const ROW = /^\s*\|(.*)\|\s*$/;
const RULE = /^\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$/;

/**
 * What a text that somebody wrote consists of. The convention, which every renderer and reader of texts keeps to: an
 * empty line ends a paragraph, and other line breaks stay; a line that begins with `-`, `•`, `*` or `–` is a point, one that
 * begins with `1.` an item of a numbered list, which goes on as long as the numbers follow each other; an item that begins two
 * signs further in or more is of a list below the one before it, five lists deep at most; `>` begins a quote;
 * lines between `|` with a line `|---|---|` below the first are a table. Whatever is none of these is a paragraph, so no
 * text is wrong, and no word of it is left out.
 */
export function blocksOf(text: string): TextBlock[] {
  const lines = text.replaceAll(/\r\n?/g, '\n').split('\n');
  const blocks: TextBlock[] = [];
  let at = 0;
  while (at < lines.length) {
    const { block, next } = blockAt(lines, at);
    if (block) blocks.push(block);
    at = next;
  }
  return blocks;
}

interface Found<Block = TextBlock | undefined> {
  readonly block: Block;
  /** The line after it. */
  readonly next: number;
}

function blockAt(lines: readonly string[], at: number): Found {
  const line = lines[at]!;
  if (line.trim() === '') return { block: undefined, next: at + 1 };
  if (isTable(lines, at)) return tableAt(lines, at);
  if (QUOTED.test(line)) return quoteAt(lines, at);
  if (POINT.test(line)) return listAt(lines, at, undefined);
  const numbered = NUMBERED.exec(line);
  if (numbered) return listAt(lines, at, Number(numbered[1]));
  return paragraphAt(lines, at);
}

const isTable = (lines: readonly string[], at: number): boolean =>
  ROW.test(lines[at]!) && RULE.test(lines[at + 1] ?? '');

/**
 * Rows are filled up to the widest, to as many cells as the table has characters: one long row below many short ones would
 * else take all memory of the process that draws it. Beyond that, what is left of a row stands in its last cell.
 */
function tableAt(lines: readonly string[], at: number): Found {
  let next = at + 2;
  while (next < lines.length && ROW.test(lines[next]!)) next += 1;
  const [head, ...rows] = [lines[at]!, ...lines.slice(at + 2, next)].map(cellsOf);
  const widest = Math.max(head!.length, ...rows.map((row) => row.length));
  const characters = lines.slice(at, next).reduce((sum, line) => sum + line.length, 0);
  const columns = Math.min(widest, Math.max(1, Math.floor(characters / (rows.length + 1))));
  const filled = (row: readonly string[]) =>
    Array.from({ length: columns }, (_, column) =>
      column < columns - 1 ? (row[column] ?? '') : row.slice(column).join(' | '),
    );
  return { block: { is: 'table', head: filled(head!), rows: rows.map(filled) }, next };
}

const cellsOf = (line: string): string[] =>
  ROW.exec(line)![1]!
    .split('|')
    .map((cell) => cell.trim());

function quoteAt(lines: readonly string[], at: number): Found {
  let next = at;
  while (next < lines.length && QUOTED.test(lines[next]!)) next += 1;
  const text = lines.slice(at, next).map((line) => QUOTED.exec(line)![1]!);
  return { block: { is: 'quote', text: text.join('\n').trim() }, next };
}

/**
 * A line that is no item, and not empty, goes on with the item before it, as in a text that was broken into lines.
 *
 * @param above how far in each list begins that this one is below.
 */
function listAt(
  lines: readonly string[],
  at: number,
  from: number | undefined,
  above: readonly number[] = [],
): Found<TextList> {
  const within = above.at(-1);
  const [own, items] = [indentOf(lines[at]!), [] as TextItem[]];
  let next = at;
  while (next < lines.length) {
    const line = lines[next]!;
    const isItem = POINT.test(line) || NUMBERED.test(line);
    if (within !== undefined && isItem && indentOf(line) < within + FURTHER_IN) break;
    if (above.length < DEEPEST - 1 && isItem && next > at && indentOf(line) >= own + FURTHER_IN) {
      const number = POINT.test(line) ? undefined : Number(NUMBERED.exec(line)![1]);
      const { block, next: after } = listAt(lines, next, number, [...above, own]);
      const { text, below } = itemOf(items.pop()!);
      items.push({ text, below: [...below, block] });
      next = after;
      continue;
    }
    const item = from === undefined ? POINT.exec(line)?.[1] : itemNumbered(line, from + items.length);
    if (item !== undefined) items.push(item.trim());
    else if (begins(lines, next)) break;
    else items.push(goingOn(items.pop()!, line.trim()));
    next += 1;
  }
  return { block: { is: 'list', from, items }, next };
}

const indentOf = (line: string): number => /^\s*/.exec(line)![0].replaceAll('\t', '    ').length;

/** What comes after the lists below an item would stand before them: it goes on with the last of theirs. */
function goingOn(item: TextItem, text: string): TextItem {
  if (typeof item === 'string') return `${item} ${text}`;
  const [last, ...before] = item.below.toReversed();
  const [end, ...others] = last!.items.toReversed();
  const list = { ...last!, items: [...others.toReversed(), goingOn(end!, text)] };
  return { text: item.text, below: [...before.toReversed(), list] };
}

function itemNumbered(line: string, expected: number): string | undefined {
  const [, number, item] = NUMBERED.exec(line) ?? [];
  return Number(number) === expected ? item : undefined;
}

/** Whether something else begins at the line. */
const begins = (lines: readonly string[], at: number): boolean =>
  lines[at]!.trim() === '' ||
  POINT.test(lines[at]!) ||
  NUMBERED.test(lines[at]!) ||
  QUOTED.test(lines[at]!) ||
  isTable(lines, at);

/** A number at the beginning of a line within a paragraph is a part of its sentence, unless the line before leads into a list. */
function paragraphAt(lines: readonly string[], at: number): Found {
  let next = at + 1;
  while (next < lines.length && !endsParagraph(lines, next)) next += 1;
  const text = lines.slice(at, next).map((line) => line.trimEnd());
  return { block: { is: 'paragraph', text: text.join('\n').trim() }, next };
}

function endsParagraph(lines: readonly string[], at: number): boolean {
  const isItem = NUMBERED.test(lines[at]!);
  return isItem ? lines[at - 1]!.trimEnd().endsWith(':') : begins(lines, at);
}
