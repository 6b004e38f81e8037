/** A part of a text, as every renderer shows it. */
export type TextBlock =
  | { readonly is: 'paragraph'; readonly text: string }
  | { readonly is: 'quote'; readonly text: string }
  | {
      readonly is: 'list';
      /** The number of the first item; undefined for a list of points. */
      readonly from: number | undefined;
      readonly items: readonly string[];
    }
  | { readonly is: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const POINT = /^\s*[-–—•·*▪◦‣\uf0b7]\s+(\S.*)$/;
const NUMBERED = /^\s*(\d{1,3})[.)]\s+(\S.*)$/;
const QUOTED = /^>\s?(.*)$/;
const ROW = /^\s*\|(.*)\|\s*$/;
const RULE = /^\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$/;

/**
 * What a text that somebody wrote consists of. The convention, which every renderer and reader of texts keeps to: an
 * empty line ends a paragraph, and other line breaks stay; a line that begins with `-`, `•`, `*` or `–` is a point, one that
 * begins with `1.` an item of a numbered list, which goes on as long as the numbers follow each other; `>` begins a quote;
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

interface Found {
  readonly block: TextBlock | undefined;
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

/** A line that is no item, and not empty, goes on with the item before it, as in a text that was broken into lines. */
function listAt(lines: readonly string[], at: number, from: number | undefined): Found {
  const items: string[] = [];
  let next = at;
  for (; next < lines.length; next += 1) {
    const line = lines[next]!;
    const item = from === undefined ? POINT.exec(line)?.[1] : itemNumbered(line, from + items.length);
    if (item !== undefined) items.push(item.trim());
    else if (begins(lines, next)) break;
    else items.push(`${items.pop()!} ${line.trim()}`);
  }
  return { block: { is: 'list', from, items }, next };
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
