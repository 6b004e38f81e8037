import { columnsOf } from './columns.js';
import type { PageText } from './page-text.js';
import type { Run } from './paragraphs.js';
import { rowsOf, sizeOf, tabStops, type Row } from './rows.js';

/** Text so much larger than the body's is a heading. */
const HEADING = 1.06;
const SMALL = 0.92;
export const LINES_OF_A_HEADING = 3;
/** Parts of a page's height in which a header or a footer may stand. */
const EDGE = 0.14;
const FOOT = 0.09;
/** The same line on several pages stands in the same place, give or take points. */
const SAME_PLACE = 3;
/** ”Sida 2 (4)”, ”2 (4)”, ”sid 2 av 4”. */
const PAGE_NUMBER = /^(?:sida|sid\.?)? ?\d{1,3} ?(?:\(\d{1,3}\)|av \d{1,3}|\/ ?\d{1,3})$|^sida \d{1,3}$/iu;
/** A footnote begins with its number, or with a sign. */
const FOOTNOTE = /^(?:\d{1,2}|[*†])[).]? ?(?=[\p{L}”"])/u;

/** The runs of pages that say nothing of their structure: by place, and by the size of the letters. */
export function untaggedRuns(pages: readonly PageText[]): Run[] {
  const body = sizeOf(pages.flatMap(({ chunks }) => chunks));
  const columns = withCommonEdge(
    pages.map(({ chunks, number }) => columnsOf(chunks).map((each) => rowsOf(each, number, tabStops(each)))),
    pages,
  );
  const edges = repeatedIn(
    pages,
    columns.map((each) => each.flat()),
  );
  const levels = levelsOf(columns.flat(2), body);
  return pages.flatMap((page, index) => {
    const runs = columns[index]!.flatMap((rows) => runsOf(rows, { page, body, edges, levels }));
    return [
      ...runs.filter(({ aside }) => aside === 'header'),
      ...runs.filter(({ aside }) => aside !== 'header'),
    ];
  });
}

/** So few lines may all be short. */
const FEW_LINES = 10;

/**
 * On a page with nothing but short lines, as the last one may be, each would reach its edge: it is as wide as the other pages
 * of its height.
 */
export function withCommonEdge(columns: readonly Row[][][], pages: readonly PageText[]): Row[][][] {
  const heightOf = (index: number) => Math.round(pages[index]!.top - pages[index]!.bottom);
  const edges = new Map<number, number>();
  for (const [index, [only, ...others]] of columns.entries()) {
    if (only === undefined || others.length > 0) continue;
    edges.set(heightOf(index), Math.max(edges.get(heightOf(index)) ?? 0, only[0]?.edge ?? 0));
  }
  return columns.map((page, index) =>
    page.length === 1 && page[0]!.length <= FEW_LINES
      ? page.map((rows) => rows.map((row) => ({ ...row, edge: edges.get(heightOf(index))! })))
      : page,
  );
}

interface Known {
  readonly page: PageText;
  readonly body: number;
  readonly edges: ReadonlySet<Row>;
  readonly levels: ReadonlyMap<number, number>;
}

function runsOf(rows: readonly Row[], known: Known): Run[] {
  const notes = footnotesIn(
    rows.filter((row) => !asideOf(row, known)),
    known,
  );
  const runs: { rows: Row[]; level: number | undefined; aside: Run['aside'] }[] = [];
  for (const row of rows) {
    const aside = asideOf(row, known) ?? (notes.has(row) ? 'footnote' : undefined);
    const level = aside ? undefined : known.levels.get(row.size);
    const last = runs.at(-1);
    if (last && last.aside === aside && last.level === level) last.rows.push(row);
    else runs.push({ rows: [row], level, aside });
  }
  return runs.map(({ rows: own, level, aside }): Run => {
    const isHeading = level !== undefined && own.length <= LINES_OF_A_HEADING;
    return { rows: own, isTagged: false, ...(isHeading && { level }), ...(aside && { aside }) };
  });
}

/** The head of the first page may be where its facts stand, so it is read as text. */
function asideOf(row: Row, { page, body, edges }: Known): 'header' | 'footer' | undefined {
  const height = page.top - page.bottom;
  const isHigh = row.y > page.top - EDGE * height;
  if (edges.has(row) || (isAtEdge(row, page) && row.cells.some((cell) => PAGE_NUMBER.test(cell))))
    return isHigh ? (page.number === 1 ? undefined : 'header') : 'footer';
  return row.y < page.bottom + FOOT * height && row.size <= SMALL * body ? 'footer' : undefined;
}

const isAtEdge = ({ y }: Row, { top, bottom }: Pick<PageText, 'top' | 'bottom'>): boolean =>
  Math.min(top - y, y - bottom) <= EDGE * (top - bottom);

/** Small text at the end of a page, from the first line that begins as a note does. */
function footnotesIn(rows: readonly Row[], { body }: Known): ReadonlySet<Row> {
  let from = rows.length;
  while (from > 0 && rows[from - 1]!.size <= SMALL * body) from -= 1;
  const small = rows.slice(from);
  const first = small.findIndex(({ cells }) => FOOTNOTE.test(cells.join(' ')));
  return new Set(first < 0 || from === 0 ? [] : small.slice(first));
}

/** Lines that stand in the same place on several pages, whatever their numbers. */
function repeatedIn(pages: readonly PageText[], rows: readonly Row[][]): ReadonlySet<Row> {
  const places = new Map<string, { row: Row; page: number }[]>();
  for (const [index, { top, bottom, number }] of pages.entries()) {
    for (const row of rows[index]!) {
      if (!isAtEdge(row, { top, bottom })) continue;
      const key = row.cells.join(' ').replace(/\d+/g, '#');
      places.set(key, [...(places.get(key) ?? []), { row, page: number }]);
    }
  }
  const repeated = [...places.values()].flatMap((met) =>
    met.filter(({ row, page }) =>
      met.some((other) => other.page !== page && Math.abs(other.row.y - row.y) <= SAME_PLACE),
    ),
  );
  return new Set(repeated.map(({ row }) => row));
}

/** Levels of headings by the size of their letters; the largest is the title's. */
export function levelsOf(rows: readonly Row[], body: number): ReadonlyMap<number, number> {
  const sizes = [...new Set(rows.map(({ size }) => size))].filter((size) => size >= HEADING * body);
  return new Map(sizes.toSorted((a, b) => b - a).map((size, index) => [size, index + 1]));
}
