/** One line of a report that is not blank. */
export interface Line {
  /** As an editor numbers it, from 1. */
  readonly number: number;
  /** Without the spaces around it; inner runs of spaces are one. */
  readonly text: string;
  /** A blank line or a page break stands before it. */
  readonly afterBlank: boolean;
}

/** The report's lines, and those that are the page's and not the text's. */
export interface ReadLines {
  readonly lines: Line[];
  readonly furniture: Line[];
}

/** Page numbers: `3`, `2 (4)`, `Sida 2 av 4`. */
const PAGE_NUMBER = /^(sida?n?\.?\s*)?\d{1,3}\s*(\(\d{1,3}\)|av \d{1,3}|\/\d{1,3})?$/i;

/**
 * Splits a report into lines. A form feed breaks the page. A line that opens or closes several pages
 * is a page header or footer: the first one is kept, since it may hold facts, and the others are set aside.
 */
export function readLines(text: string): ReadLines {
  const lines: Line[] = [];
  const furniture: Line[] = [];
  const pages: Line[][] = [[]];
  let afterBlank = true;
  text.split(/\r\n|\n|\r/).forEach((row, index) => {
    row.split('\f').forEach((part, partIndex) => {
      if (partIndex > 0) {
        pages.push([]);
        afterBlank = true;
      }
      const tidy = part.replace(/\s+/gu, ' ').trim();
      if (tidy === '') afterBlank = true;
      else {
        pages.at(-1)!.push({ number: index + 1, text: tidy, afterBlank });
        afterBlank = false;
      }
    });
  });
  const repeated = repeatedEdges(pages);
  const seen = new Set<string>();
  for (const page of pages) {
    page.forEach((line, position) => {
      const key = withoutNumbers(line.text);
      const atEdge = position < EDGE || position >= page.length - EDGE;
      const again = atEdge && repeated.has(key) && seen.has(key);
      const pageNumber = pages.length > 1 && atEdge && PAGE_NUMBER.test(line.text);
      seen.add(key);
      (again || pageNumber ? furniture : lines).push(line);
    });
  }
  return { lines, furniture };
}

/** How many lines at the top and bottom of a page may be header and footer. */
const EDGE = 3;

function repeatedEdges(pages: readonly Line[][]): Set<string> {
  const counts = new Map<string, number>();
  for (const page of pages) {
    const edges = page.filter((_, position) => position < EDGE || position >= page.length - EDGE);
    for (const key of new Set(edges.map(({ text }) => withoutNumbers(text)))) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return new Set([...counts].filter(([, count]) => count > 1).map(([key]) => key));
}

const withoutNumbers = (text: string): string => text.replace(/\d+/g, '#');

const BULLET = /^[•·▪◦‣*–—-]\s+/u;
const NUMBER = /^\d{1,2}[.)]\s+/;

/** Whether a line begins an item of a list. */
export const isItem = (text: string): boolean => BULLET.test(text) || NUMBER.test(text);

/** An item without its mark. Its place in the list says the same. */
export const withoutMark = (text: string): string => text.replace(BULLET, '').replace(NUMBER, '');

/** Words that follow a hyphen which stands for a word left out: ”barn- och ungdomspolitik”. */
const AFTER_HANGING_HYPHEN = /^(och|eller|samt|respektive|till|som)\b/u;

/**
 * Joins lines of running text: a word broken at a line's end is made whole, a year span keeps its
 * hyphen. Looks at neighbours only, so a report of one endless paragraph costs no more than its length.
 */
export function joined(texts: readonly string[]): string {
  return texts
    .map((text, index) => {
      const following = texts[index + 1];
      if (following === undefined) return text;
      if (text.endsWith('\u00ad')) return text.slice(0, -1);
      const end = text.slice(-2);
      if (/\d-$/.test(end) && /^\d/.test(following)) return text;
      const brokenWord =
        /\p{L}-$/u.test(end) && /^\p{Ll}/u.test(following) && !AFTER_HANGING_HYPHEN.test(following);
      return brokenWord ? text.slice(0, -1) : `${text} `;
    })
    .join('');
}

/** Running text of lines: paragraphs apart, items of lists on lines of their own. */
export function textOf(lines: readonly Line[]): string {
  const blocks: { gap: string; texts: string[] }[] = [];
  for (const { text, afterBlank } of lines) {
    const last = blocks.at(-1);
    if (last === undefined) blocks.push({ gap: '', texts: [text] });
    else if (isItem(text)) blocks.push({ gap: '\n', texts: [text] });
    else if (afterBlank) blocks.push({ gap: '\n\n', texts: [text] });
    else last.texts.push(text);
  }
  return blocks.map(({ gap, texts }) => gap + joined(texts)).join('');
}

/** Items of a list, each on one line. A new item begins at a mark, or where `begins` says so. */
export function itemsOf(lines: readonly Line[], begins: (line: Line, before: Line) => boolean): string[] {
  const items: string[][] = [];
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    if (!before || isItem(line.text) || begins(line, before)) items.push([withoutMark(line.text)]);
    else items.at(-1)!.push(line.text);
  });
  return items.map(joined);
}
