import { tidied } from '../paper-line.js';
import type { Chunk } from './page-text.js';

/** What stands on one line of a page or of one of its columns. */
export interface Row {
  readonly page: number;
  readonly x: number;
  readonly right: number;
  readonly y: number;
  /** Of most of its letters. */
  readonly size: number;
  /** What wide gaps part. */
  readonly cells: readonly string[];
  /** As far as lines of its column reach. */
  readonly edge: number;
}

/** In sizes of the letters. */
const SAME_LINE = 0.45;
const SPACE = 0.12;
const GAP_OF_COLUMNS = 1.5;
/** At a place where other lines have a column too, less of a gap is one. */
const GAP_AT_A_STOP = 0.45;
/** In points. */
const SAME_PLACE = 1;

/** Where columns of a page begin: what stands there on one line stands there on others. */
export const tabStops = (chunks: readonly Chunk[]): number[] =>
  linesOf(chunks).flatMap((line) =>
    line.flatMap((chunk, index) => {
      const last = line[index - 1];
      return last && chunk.x - last.right > GAP_OF_COLUMNS * chunk.size ? [chunk.x] : [];
    }),
  );

/** Rows from the top down. `edge` is as far as any of them reaches. */
export function rowsOf(chunks: readonly Chunk[], page: number, stops: readonly number[] = []): Row[] {
  const rows = linesOf(chunks).map((line) => rowOf(line, page, stops));
  const edge = Math.max(0, ...rows.map(({ right }) => right));
  return rows.filter(({ cells }) => cells.length > 0).map((row) => ({ ...row, edge }));
}

export function linesOf(chunks: readonly Chunk[]): Chunk[][] {
  const lines: { y: number; size: number; chunks: Chunk[] }[] = [];
  for (const chunk of chunks.toSorted((a, b) => b.y - a.y)) {
    const line = lines.at(-1);
    if (line && line.y - chunk.y <= SAME_LINE * Math.max(line.size, chunk.size)) {
      line.chunks.push(chunk);
      if (chunk.size > line.size) Object.assign(line, { y: chunk.y, size: chunk.size });
    } else lines.push({ y: chunk.y, size: chunk.size, chunks: [chunk] });
  }
  return lines.map((line) => line.chunks.toSorted((a, b) => a.x - b.x));
}

function rowOf(line: readonly Chunk[], page: number, stops: readonly number[]): Row {
  const cells: string[] = [];
  let last: Chunk | undefined;
  for (const chunk of line) {
    const gap = last ? chunk.x - last.right : 0;
    const size = Math.min(chunk.size, last?.size ?? chunk.size);
    const isStop = () => stops.some((stop) => Math.abs(stop - chunk.x) <= SAME_PLACE);
    const isWide = gap > GAP_OF_COLUMNS * size || (gap > GAP_AT_A_STOP * size && isStop());
    if (!last || (isWide && !isMark(cells.at(-1)!))) cells.push(chunk.text);
    else
      cells.push(
        `${cells.pop()!}${gap > SPACE * size || isMark(cells.at(-1) ?? '') ? ' ' : ''}${chunk.text}`,
      );
    last = chunk;
  }
  return {
    page,
    x: line[0]!.x,
    right: Math.max(...line.map(({ right }) => right)),
    y: line.reduce((largest, chunk) => (chunk.size > largest.size ? chunk : largest)).y,
    size: sizeOf(line),
    cells: cells.map((cell) => readable(cell)).filter((cell) => cell !== ''),
    edge: 0,
  };
}

/** The size of most letters. */
export function sizeOf(chunks: readonly { readonly size: number; readonly text: string }[]): number {
  const letters = new Map<number, number>();
  for (const { size, text } of chunks) {
    const rounded = Math.round(size * 4) / 4;
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length);
  }
  return [...letters].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? 0;
}

const MARK = /^(?:[•·▪◦‣●○*–—−\uF0B7\uF0A7\uF0D8o-]|\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[a-h]\))$/u;
const isMark = (text: string): boolean => MARK.test(text.trim());

/** Bullets of the fonts Symbol and Wingdings. */
const BULLETS = /[\uF0B7\uF0A7\uF0D8●▪]/gu;

const readable = (cell: string): string => tidied(cell.replace(BULLETS, '•'));
