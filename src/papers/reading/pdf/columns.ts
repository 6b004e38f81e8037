import type { Chunk } from './page-text.js';
import { linesOf } from './rows.js';

/** So many lines side by side are columns of text; fewer are a letterhead, a row of a table or two who sign. */
const FEWEST_LINES = 6;
/** Text fills its column; labels and figures do not. */
const FILLED = 0.6;
const STEP = 2;
/** Half of the narrowest gutter. */
const HALF_GUTTER = 4;
const MARGIN = 0.2;
const MOST_COLUMNS = 4;

/** Runs of text in the order in which they are read: of two columns first all of the left, and then all of the right. */
export function columnsOf(chunks: readonly Chunk[], columns = 1): Chunk[][] {
  const found = columns < MOST_COLUMNS ? gutterIn(chunks) : undefined;
  if (!found) return chunks.length > 0 ? [[...chunks]] : [];
  const { at, above, below } = found;
  const between = chunks.filter(({ y }) => y <= above && y >= below);
  return [
    ...columnsOf(chunks.filter(({ y }) => y > above), columns),
    ...columnsOf(between.filter(({ right }) => right <= at + HALF_GUTTER), columns + 1),
    ...columnsOf(between.filter(({ right }) => right > at + HALF_GUTTER), columns + 1),
    ...columnsOf(chunks.filter(({ y }) => y < below), columns),
  ]; // prettier-ignore
}

interface Gutter {
  readonly at: number;
  readonly above: number;
  readonly below: number;
  readonly lines: number;
}

function gutterIn(chunks: readonly Chunk[]): Gutter | undefined {
  if (chunks.length < 2 * FEWEST_LINES) return undefined;
  const lines = linesOf(chunks);
  const left = Math.min(...chunks.map(({ x }) => x));
  const right = Math.max(...chunks.map((chunk) => chunk.right));
  const margin = (right - left) * MARGIN;
  let best: Gutter | undefined;
  for (let at = left + margin; at <= right - margin; at += STEP) {
    const gutter = runAlong(lines, at, { left, right });
    if (gutter && gutter.lines > (best?.lines ?? 0)) best = gutter;
  }
  return best;
}

/** The longest run of lines that do not cross, where text stands on both sides. */
function runAlong(
  lines: readonly Chunk[][],
  at: number,
  page: { readonly left: number; readonly right: number },
): Gutter | undefined {
  let best: Gutter | undefined;
  let run: Chunk[][] = [];
  for (const line of [...lines, undefined]) {
    const crosses = line?.some(({ x, right }) => x < at + HALF_GUTTER && right > at - HALF_GUTTER) ?? true;
    if (line && !crosses) run.push(line);
    else {
      const gutter = gutterOf(run, at, page);
      if (gutter && gutter.lines > (best?.lines ?? 0)) best = gutter;
      run = [];
    }
  }
  return best;
}

function gutterOf(
  run: readonly Chunk[][],
  at: number,
  { left, right }: { readonly left: number; readonly right: number },
): Gutter | undefined {
  const sides = [run.map((line) => extent(line.filter((chunk) => chunk.right <= at))), run.map((line) => extent(line.filter(({ x }) => x >= at)))]; // prettier-ignore
  const [ofLeft, ofRight] = sides.map((side) => side.filter((width) => width > 0));
  const lines = Math.min(ofLeft!.length, ofRight!.length);
  if (lines < FEWEST_LINES) return undefined;
  if (median(ofLeft!) < FILLED * (at - left) || median(ofRight!) < FILLED * (right - at)) return undefined;
  const ys = run.flatMap((line) => line.map(({ y }) => y));
  return { at, above: Math.max(...ys), below: Math.min(...ys), lines };
}

const extent = (chunks: readonly Chunk[]): number =>
  chunks.length === 0
    ? 0
    : Math.max(...chunks.map(({ right }) => right)) - Math.min(...chunks.map(({ x }) => x));

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
