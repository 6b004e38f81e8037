import { brokenLines, isBrokenByHand } from '../broken-by-hand.js';
import { tidied, type PaperLine } from '../paper-line.js';
import type { Numbering } from './numbering.js';
import { isPlaceholder, RunText, type Met } from './run-text.js';
import { outlineLevel, type Style, type Styles } from './styles.js';
import { tableLines } from './table-lines.js';
import { child, elementsOf, valueOf, type Element } from './xml-tree.js';

/** A paragraph that goes on in the next one, since the mark between them was deleted. */
interface Unfinished {
  readonly text: string;
  readonly first: PaperLine | undefined;
}

/** Columns that somebody set with the space bar. */
const GAP = / {3,}/gu;

/** Lists and letterheads are nested a few deep, and boxes in boxes; no paper more. */
const DEEPEST = 20;

/**
 * The lines of a part: paragraphs, tables and what is in controls, in order. Letterheads are tables too, so a table is
 * read as one only below the first heading.
 */
export class BlockLines {
  private readonly runs: RunText;
  private readonly lines: PaperLine[] = [];
  /** Those with no empty paragraph before them. */
  private readonly close = new Set<PaperLine>();
  private afterEmpty = true;
  private lastList: string | undefined;
  private unfinished: Unfinished | undefined;
  private depth = 0;

  constructor(
    private readonly styles: Styles,
    private readonly numbering: Numbering,
    private readonly met: Met,
    private readonly isLetterhead = false,
  ) {
    this.runs = new RunText(styles, met);
  }

  of(part: Element): PaperLine[] {
    this.blocks(part);
    return isBrokenByHand(this.lines, this.close) ? brokenLines(this.lines, this.close) : this.lines;
  }

  private blocks(parent: Element): void {
    if (this.depth >= DEEPEST) return;
    this.depth += 1;
    for (const block of elementsOf(parent)) this.block(block);
    this.depth -= 1;
  }

  private block(block: Element): void {
    const { name } = block;
    if (name === 'p') this.paragraph(block);
    else if (name === 'tbl') this.table(block);
    else if (name === 'sdt') {
      const content = child(block, 'sdtContent');
      if (content && !isPlaceholder(block)) this.blocks(content);
    } else if (name === 'ins' || name === 'moveTo' || name === 'customXml' || name === 'smartTag') {
      this.blocks(block);
    } else if (name === 'del' || name === 'moveFrom') this.met.notes.add('tracked-changes');
  }

  private paragraph(paragraph: Element): void {
    const properties = child(paragraph, 'pPr');
    const style = this.styles.of(valueOf(properties, 'pStyle'));
    const { text, boxes } = this.runs.of(paragraph, style.hidden);
    const level = levelOf(properties, style);
    const above = !this.hasHeading();
    if (above) this.boxes(boxes);
    this.written(text, properties, style, level);
    if (!above) this.boxes(boxes);
  }

  private written(
    text: string,
    properties: Element | undefined,
    style: Style,
    level: number | undefined,
  ): void {
    const whole = (this.unfinished?.text ?? '') + text;
    const first = this.unfinished?.first ?? this.begun(whole, properties, style, level);
    const mark = child(properties, 'rPr');
    if (child(mark, 'ins')) this.met.notes.add('tracked-changes');
    if (child(mark, 'del') || child(mark, 'moveFrom')) {
      this.met.notes.add('tracked-changes');
      this.unfinished = { text: whole, first };
      return;
    }
    this.unfinished = undefined;
    if (!first) {
      this.afterEmpty = true;
      return;
    }
    const [own = '', ...others] =
      level === undefined ? whole.replace(GAP, '\t').split('\n') : [whole.replaceAll('\n', ' ')];
    this.line({ ...first, text: tidied(first.text + own) });
    for (const other of others) this.line({ text: tidied(other), after: 'break' });
  }

  private line(line: PaperLine): void {
    this.lines.push(line);
    if (!this.afterEmpty && line.level === undefined && line.after !== 'item') this.close.add(line);
    this.afterEmpty = line.text === '' || line.level !== undefined;
  }

  /** A paragraph's line with what stands before its text; undefined for an empty one, which has no number either. */
  private begun(
    text: string,
    properties: Element | undefined,
    style: Style,
    level: number | undefined,
  ): PaperLine | undefined {
    const list = child(properties, 'numPr') ?? style.numbering;
    const id = valueOf(list, 'numId') ?? valueOf(style.numbering, 'numId') ?? '0';
    const sameList = id !== '0' && this.lastList === id && level === undefined;
    if (tidied(text) === '') return undefined;
    const depth = Number(valueOf(list, 'ilvl') ?? 0);
    const number = id === '0' ? '' : this.numbering.next(id, depth);
    this.lastList = id === '0' ? undefined : id;
    return {
      text: number === '' ? '' : `${number} `,
      after: sameList ? 'item' : 'blank',
      ...(level !== undefined && { level }),
      ...(number !== '' && depth > 0 && level === undefined && { depth }),
      ...(style.isContents && { aside: 'contents' as const }),
    };
  }

  private boxes(boxes: readonly Element[]): void {
    for (const box of boxes) this.blocks(box);
  }

  private table(table: Element): void {
    const isText = this.hasHeading() && !this.isLetterhead;
    const read = (cell: Element) => this.inside(cell);
    this.lines.push(...tableLines(table, { styles: this.styles, met: this.met, isText, read }));
    this.lastList = undefined;
    this.afterEmpty = true;
  }

  /** What stands in a cell is read by the same reader, since a field may begin in one and end in another. */
  private inside(cell: Element): PaperLine[] {
    const from = this.lines.length;
    this.lastList = undefined;
    this.afterEmpty = true;
    this.blocks(cell);
    return this.lines.splice(from);
  }

  private hasHeading(): boolean {
    return this.lines.some(({ level }) => level !== undefined);
  }
}

function levelOf(properties: Element | undefined, style: Style): number | undefined {
  const own = valueOf(properties, 'outlineLvl');
  return own === undefined ? style.level : outlineLevel(own);
}
