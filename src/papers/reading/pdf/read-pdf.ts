import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import { UnreadablePaper, type PaperLine, type PaperNote, type ReadPaper } from '../paper-line.js';
import { columnsOf } from './columns.js';
import { LetterSpaced } from './letter-spaced.js';
import { pageText, type PageText } from './page-text.js';
import { leadingOf, paragraphsOf, type Run } from './paragraphs.js';
import { rowsOf, sizeOf, type Row } from './rows.js';
import { covered, tableLines, taggedParts, type Tag, type Tagged } from './tagged.js';
import { withVisibleHyphens } from './visible-hyphens.js';
import { levelsOf, LINES_OF_A_HEADING, untaggedRuns, withCommonEdge } from './untagged.js';

const MOST_PAGES = 600;
/** Fewer letters than this on all pages are a scanner's or a stamp's. */
const FEWEST_LETTERS = 40;
/** Below this much of its text, a structure is one that some program left half done. */
const COVERED = 0.8;
const EDGE = 0.15;

/**
 * A PDF with a text layer as its reader sees it: by its structure where it has one that holds its text, and else by
 * where the text stands. Nothing is fetched, and no script of it is run.
 *
 * @throws UnreadablePaper
 */
export async function readPdf(bytes: Buffer): Promise<ReadPaper> {
  const file = await opened(bytes);
  if (file.numPages > MOST_PAGES) throw new UnreadablePaper('too-large-unpacked');
  const pages: PageText[] = [];
  const trees: (Tag | null)[] = [];
  try {
    const { info } = await file.getMetadata();
    const title = (info as { Title?: unknown }).Title;
    const spaced = new LetterSpaced(typeof title === 'string' ? title : undefined);
    for (let number = 1; number <= file.numPages; number += 1) {
      const page = await file.getPage(number);
      pages.push(await pageText(page, number, spaced));
      trees.push(await page.getStructTree());
      page.cleanup();
    }
  } catch {
    throw new UnreadablePaper('truncated');
  } finally {
    await file.destroy();
  }
  const letters = (page: PageText) => page.chunks.map(({ text }) => text).join('').replace(/[^\p{L}\p{N}]/gu, '').length; // prettier-ignore
  if (pages.reduce((sum, page) => sum + letters(page), 0) < FEWEST_LETTERS)
    throw new UnreadablePaper('needs-ocr');
  const lines = [...headOf(pages), ...textOf(pages, trees), ...stampsOf(pages)];
  return withoutMarksOfNotes({
    lines: lines.filter(({ text }) => text !== ''),
    notes: notesOf(pages, lines),
  });
}

async function opened(bytes: Buffer) {
  const { VerbosityLevel } = await getResolvedPDFJS();
  try {
    return await getDocumentProxy(new Uint8Array(await withVisibleHyphens(bytes)), {
      verbosity: VerbosityLevel.ERRORS,
      isEvalSupported: false,
      useSystemFonts: false,
      disableFontFace: true,
      stopAtErrors: false,
    });
  } catch (error) {
    throw new UnreadablePaper((error as Error).name === 'PasswordException' ? 'encrypted' : 'truncated');
  }
}

function textOf(pages: readonly PageText[], trees: readonly (Tag | null)[]): PaperLine[] {
  const tagged = pages.map((page, index) => {
    const tree = trees[index];
    return tree && covered(tree, page) >= COVERED ? taggedParts(tree, page) : undefined;
  });
  const isTagged = tagged.every((parts, index) => parts !== undefined || pages[index]!.chunks.length === 0);
  if (isTagged)
    return taggedLines(
      tagged.map((parts) => parts ?? []),
      pages,
    );
  const runs = untaggedRuns(pages);
  return paragraphsOf(runs, leadingOf(runs.flatMap(({ rows }) => rows)));
}

/** Tables only set things side by side until the first heading, as in a letterhead. */
function taggedLines(parts: readonly Tagged[][], pages: readonly PageText[]): PaperLine[] {
  const columns = pages.map(({ chunks, number }) => columnsOf(chunks).map((each) => rowsOf(each, number)));
  const edges = withCommonEdge(columns, pages).map((page) => page.flat());
  const placed = (run: Run): Run => ({
    ...run,
    rows: run.rows.map((row) => withEdge(row, edges[row.page - 1]!)),
  });
  const leading = leadingOf(edges.flat());
  const lines: PaperLine[] = [];
  let runs: Run[] = [];
  let hasHeading = false;
  const flush = () => {
    lines.push(...paragraphsOf(runs, leading));
    runs = [];
  };
  for (const part of withLevels(parts.flat(), pages)) {
    if (part.is === 'run') {
      hasHeading ||= part.run.level !== undefined;
      runs.push(placed(part.run));
      continue;
    }
    const table = hasHeading ? tableLines(part.rows, part.hasHead) : undefined;
    if (table) {
      flush();
      lines.push(...table);
    } else runs.push(...part.rows.flatMap((row) => sideBySide(row).map(placed)));
  }
  flush();
  return lines;
}

/** A file that tags no heading, as some programs do, has them by the size of their letters. */
function withLevels(parts: readonly Tagged[], pages: readonly PageText[]): readonly Tagged[] {
  const runs = parts.flatMap((part) => (part.is === 'run' ? [part.run] : []));
  if (runs.some(({ level }) => level !== undefined)) return parts;
  const levels = levelsOf(
    runs.flatMap(({ rows }) => rows),
    sizeOf(pages.flatMap(({ chunks }) => chunks)),
  );
  return parts.map((part): Tagged => {
    if (part.is === 'table' || part.run.aside || part.run.rows.length > LINES_OF_A_HEADING) return part;
    const [level, ...others] = new Set(part.run.rows.map(({ size }) => levels.get(size)));
    return level === undefined || others.length > 0 ? part : { is: 'run', run: { ...part.run, level } };
  });
}

/** Cells of one line each are one row; others are read one after the other. */
function sideBySide(cells: readonly Run[][]): Run[] {
  const filled = cells.filter((cell) => cell.length > 0);
  const rows = filled.flatMap((cell) =>
    cell.length === 1 && cell[0]!.rows.length === 1 ? [cell[0]!.rows[0]!] : [],
  );
  if (rows.length < 2 || rows.length !== filled.length || filled.some(([run]) => run!.level !== undefined))
    return filled.flat();
  return [{ isTagged: true, rows: [{ ...rows[0]!, cells: rows.flatMap((row) => row.cells) }] }];
}

/** As far as the lines of the column reach that it stands in. */
function withEdge(row: Row, ofPage: readonly Row[]): Row {
  const place = ofPage.find(
    ({ x, y, right }) => Math.abs(y - row.y) < 1 && x <= row.x + 1 && right >= row.right - 1,
  );
  return { ...row, edge: Math.max(row.right, place?.edge ?? 0) };
}

/** What a tagged file has set aside: the head of the first page may be where its facts stand, so it is read as text. */
function headOf(pages: readonly PageText[]): PaperLine[] {
  const said = new Set<string>();
  return pages.flatMap((page) => {
    const height = page.top - page.bottom;
    return rowsOf(page.artifacts, page.number).flatMap((row): PaperLine[] => {
      const text = row.cells.join('\t');
      const key = text.replace(/\d+/g, '#');
      const isHigh = row.y > page.top - EDGE * height;
      const isLow = row.y < page.bottom + EDGE * height;
      if (said.has(key)) return [];
      said.add(key);
      if (isHigh && page.number === 1) return [{ text, after: 'blank' }];
      return [{ text, after: 'blank', aside: isHigh ? 'header' : isLow ? 'footer' : 'stamp' }];
    });
  });
}

const stampsOf = (pages: readonly PageText[]): PaperLine[] =>
  [...new Set(pages.flatMap(({ stamps }) => stamps))].map((text) => ({
    text,
    after: 'blank',
    aside: 'stamp',
  }));

/** Letters that no program knows: replacement characters, and those of fonts that say nothing of what they are. */
const UNKNOWN = /[\uFFFD\uE000-\uF8FF]/u;

function notesOf(pages: readonly PageText[], lines: readonly PaperLine[]): PaperNote[] {
  const notes: PaperNote[] = [];
  if (lines.some(({ aside }) => aside === 'footnote')) notes.push('footnotes');
  if (lines.some(({ text }) => UNKNOWN.test(text))) notes.push('unreadable-characters');
  if (pages.some(({ chunks, artifacts }) => sizeOf(chunks) === 0 && sizeOf(artifacts) === 0))
    notes.push('pages-without-text');
  return notes;
}

/**
 * The number of a footnote stands in the text like a figure of it, ”nämnden.1”, and is taken out where the note is known:
 * after a word, so that ”m2”, ”CO2” and ”väg E4” stay what they are.
 */
function withoutMarksOfNotes({ lines, notes }: ReadPaper): ReadPaper {
  const numbers = lines.flatMap(({ aside, text }) =>
    aside === 'footnote' ? (/^\d{1,2}(?=\D)/u.exec(text) ?? []) : [],
  );
  const left = new Set(numbers);
  const read = lines.map((line) => {
    if (line.aside !== undefined) return line;
    let { text } = line;
    for (const number of left) {
      const mark = new RegExp(String.raw`(?<=\p{L}{3}[.,;:)”]?)${number}(?=$|[\s.,;:])`, 'u');
      if (!mark.test(text)) continue;
      text = text.replace(mark, '');
      left.delete(number);
    }
    return { ...line, text };
  });
  return { lines: read, notes };
}
