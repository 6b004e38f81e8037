import type { PaperLine } from '../paper-line.js';
import { rowOfTable, ruleOfTable } from '../table-row.js';
import type { Chunk, PageText } from './page-text.js';
import type { Run } from './paragraphs.js';
import { rowsOf, tabStops, type Row } from './rows.js';

/** A node of the structure of a tagged page, as pdf.js gives it. */
export interface Tag {
  readonly role?: string;
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly Tag[];
}

/** What one tag of a page says, or several that belong together. */
export type Tagged =
  | { readonly is: 'run'; readonly run: Run }
  | { readonly is: 'table'; readonly rows: readonly (readonly Run[][])[]; readonly hasHead: boolean };

/** What stands within a line of text; all else stands by itself. */
const INLINE = new Set(
  'Span Link Em Strong Reference Quote Code Lbl Annot Ruby Warichu BibEntry Sub Formula Private'.split(' '),
);
/** So many sizes of the letters up, and text is no longer on the line that it was on. */
const LINES_UP = 1.5;
const NOTES = new Set(['Note', 'FENote', 'Footnote', 'Endnote']);

/** The parts of a page in the order of its structure. */
export function taggedParts(tree: Tag, page: PageText): Tagged[] {
  const chunks = new Map<string, Chunk[]>();
  for (const chunk of page.chunks) {
    if (chunk.mark === undefined) continue;
    chunks.set(chunk.mark, [...(chunks.get(chunk.mark) ?? []), chunk]);
  }
  return new Walk(chunks, page.number, tabStops(page.chunks)).parts(tree);
}

/** How much of a page's text its structure knows of, from 0 to 1. */
export function covered(tree: Tag, { chunks }: PageText): number {
  const known = new Set(idsOf(tree, true));
  const length = (some: readonly Chunk[]) => some.reduce((sum, { text }) => sum + text.length, 0);
  const all = length(chunks);
  return all === 0 ? 1 : length(chunks.filter(({ mark }) => mark !== undefined && known.has(mark))) / all;
}

class Walk {
  constructor(
    private readonly chunks: ReadonlyMap<string, Chunk[]>,
    private readonly page: number,
    private readonly stops: readonly number[],
  ) {}

  parts(tag: Tag): Tagged[] {
    const parts: Tagged[] = [];
    let inline: Tag[] = [];
    const flush = () => {
      parts.push(
        ...this.run(
          inline.flatMap((each) => idsOf(each)),
          {},
        ),
      );
      inline = [];
    };
    for (const each of tag.children ?? []) {
      if (each.role === undefined || (INLINE.has(each.role) && !hasBlock(each))) inline.push(each);
      else {
        flush();
        parts.push(...this.block(each));
      }
    }
    flush();
    return parts;
  }

  /** @param depth in how many lists it stands. */
  private block(tag: Tag, depth = 0): Tagged[] {
    const role = tag.role ?? '';
    const notes = notesIn(tag).flatMap((note) => this.run(idsOf(note, true), { aside: 'footnote' }));
    if (NOTES.has(role)) return this.run(idsOf(tag, true), { aside: 'footnote' });
    if (role === 'Table') return [...this.table(tag), ...notes];
    if (role === 'TOC') return this.run(idsOf(tag), { aside: 'contents' });
    if (role === 'L')
      return (tag.children ?? []).flatMap((item, index) =>
        item.role === 'L' ? this.block(item, depth + 1) : this.item(item, index, depth),
      );
    const level = levelOf(role);
    if (level !== undefined) return [...this.run(idsOf(tag), { level }), ...notes];
    if (hasBlock(tag)) return [...this.parts(tag)];
    return [...this.run(idsOf(tag), {}), ...notes];
  }

  /** An item's number or bullet is one with its text; a list within it has items of its own. */
  private item(item: Tag, index: number, depth: number): Tagged[] {
    const inner = listsIn(item).flatMap((list) => this.block(list, depth + 1));
    const notes = notesIn(item).flatMap((note) => this.run(idsOf(note, true), { aside: 'footnote' }));
    const after = index === 0 && depth === 0 ? {} : { after: 'item' as const };
    return [...this.run(idsOf(item), { ...after, depth }), ...inner, ...notes];
  }

  private table(tag: Tag): Tagged[] {
    const rows = tagsIn(tag, 'TR').map((row) =>
      (row.children ?? [])
        .filter(({ role }) => role === 'TD' || role === 'TH')
        .map((cell) =>
          this.parts(cell).flatMap((part) => (part.is === 'run' ? [part.run] : part.rows.flat(2))),
        ),
    );
    const caption = tagsIn(tag, 'Caption').flatMap((each) => this.run(idsOf(each), {}));
    return [...caption, { is: 'table', rows, hasHead: tagsIn(tag, 'TH').length > 0 }];
  }

  private run(ids: readonly string[], more: Partial<Run>): Tagged[] {
    const chunks = ids.flatMap((id) => this.chunks.get(id) ?? []);
    const rows = columnsIn(chunks).flatMap((column) => rowsOf(column, this.page, this.stops));
    return rows.length > 0 ? [{ is: 'run', run: { rows, isTagged: true, ...more } }] : [];
  }
}

/** A paragraph that goes on at the top of the next column jumps up there. */
function columnsIn(chunks: readonly Chunk[]): Chunk[][] {
  const columns: Chunk[][] = [];
  for (const [index, chunk] of chunks.entries()) {
    const last = chunks[index - 1];
    if (last && chunk.y - last.y <= LINES_UP * chunk.size) columns.at(-1)!.push(chunk);
    else columns.push([chunk]);
  }
  return columns;
}

function levelOf(role: string): number | undefined {
  const [, digit] = /^H([1-6])$/.exec(role) ?? [];
  if (digit !== undefined) return Number(digit);
  return role === 'Title' ? 1 : role === 'H' ? 2 : undefined;
}

/** Whether something within stands by itself. Notes do, and are read by themselves. */
const hasBlock = (tag: Tag): boolean =>
  (tag.children ?? []).some(
    (each) => each.role !== undefined && !NOTES.has(each.role) && (!INLINE.has(each.role) || hasBlock(each)),
  );

/** The ids of what a tag holds, in order; without notes and lists within it, unless all is asked for. */
function idsOf(tag: Tag, all = false): string[] {
  if (tag.type === 'content') return tag.id === undefined ? [] : [tag.id];
  return (tag.children ?? []).flatMap((each) =>
    !all && each.role !== undefined && (NOTES.has(each.role) || each.role === 'L') ? [] : idsOf(each, all),
  );
}

const tagsIn = (tag: Tag, role: string): Tag[] =>
  (tag.children ?? []).flatMap((each) => (each.role === role ? [each] : tagsIn(each, role)));

const notesIn = (tag: Tag): Tag[] =>
  (tag.children ?? []).flatMap((each) =>
    each.role !== undefined && NOTES.has(each.role) ? [each] : each.role === 'L' ? [] : notesIn(each),
  );

const listsIn = (tag: Tag): Tag[] =>
  (tag.children ?? []).flatMap((each) => (each.role === 'L' ? [each] : listsIn(each)));

/** A table of the text as rows between `|`; undefined for one that only sets things side by side. */
export function tableLines(rows: readonly (readonly Run[][])[], hasHead: boolean): PaperLine[] | undefined {
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (!hasHead || rows.length < 2 || width < 2) return undefined;
  const text = (cell: readonly Run[]) => cell.flatMap((run) => run.rows.map(({ cells }: Row) => cells.join(' '))).join(' '); // prettier-ignore
  const [head, ...others] = rows.map((row, index): PaperLine => ({
    text: rowOfTable(Array.from({ length: width }, (_, column) => text(row[column] ?? []))),
    after: index === 0 ? 'blank' : 'item',
  }));
  return [head!, { text: ruleOfTable(width), after: 'item' }, ...others];
}
