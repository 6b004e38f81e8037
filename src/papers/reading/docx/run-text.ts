import type { PaperNote } from '../paper-line.js';
import type { Styles } from './styles.js';
import { child, elementsOf, flagOf, valueOf, type Element } from './xml-tree.js';

/** What was met on the way, besides text. */
export interface Met {
  readonly notes: Set<PaperNote>;
  /** Ids of footnotes and endnotes, in the order in which the text refers to them. */
  readonly footnotes: { readonly kind: 'footnotes' | 'endnotes'; readonly id: string }[];
}

/** A paragraph's own text, where a line feed is a line break, and the text boxes that are anchored in it. */
export interface ParagraphText {
  readonly text: string;
  readonly boxes: readonly Element[];
}

/** What was taken out of the text by somebody whose changes are tracked, or is there only to say how it was before. */
const DELETED = new Set(['del', 'moveFrom']);
const INSERTED = new Set(['ins', 'moveTo']);
/** Text that within a field is its code or its result. */
const CODED = new Set(['t', 'tab', 'sym', 'instrText']);
const LEFT_OUT = new Set(['pPr', 'rPr', 'sdtPr', 'sdtEndPr', 'delInstrText', 'delText', 'rPrChange', 'rt']);

/** Signs of the fonts Symbol and Wingdings that stand for themselves nowhere else. */
const SIGNS: Readonly<Record<string, string>> = {
  f0b7: '•', f0a7: '•', f0d8: '•', f0fc: '✓', f0fe: '☒', f0a8: '☐', f06f: '☐', f0e0: '→', f02d: '–',
}; // prettier-ignore

/** A code, such as `PAGE`, and then what it came to when the file was saved. */
interface Field {
  code: string;
  isCode: boolean;
  hasResult: boolean;
}

/** A program that has never shown the file does not know how many pages it has. */
const OF_PAGES = /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b/iu;

/** Reads one paragraph. Fields may run over several, so one reader reads all of a part in order. */
export class RunText {
  /** Fields that have begun and not ended, the innermost last. */
  private readonly fields: Field[] = [];

  constructor(
    private readonly styles: Styles,
    private readonly met: Met,
  ) {}

  of(paragraph: Element, isHidden: boolean): ParagraphText {
    const boxes: Element[] = [];
    const text = this.within(paragraph, isHidden, boxes);
    // What follows a code that does not end is text all the same.
    for (const field of this.fields) field.isCode = false;
    return { text, boxes };
  }

  private within(element: Element, isHidden: boolean, boxes: Element[]): string {
    return elementsOf(element)
      .map((each) => this.one(each, isHidden, boxes))
      .join('');
  }

  private one(element: Element, isHidden: boolean, boxes: Element[]): string {
    const { name } = element;
    if (DELETED.has(name)) return this.note('tracked-changes');
    if (INSERTED.has(name)) this.note('tracked-changes');
    if (LEFT_OUT.has(name)) return '';
    if (name === 'r') return this.run(element, isHidden, boxes);
    if (name === 'sdt') return isPlaceholder(element) ? '' : this.within(element, isHidden, boxes);
    if (name === 'drawing' || name === 'pict' || name === 'object') {
      boxes.push(...boxesIn(element));
      return '';
    }
    return this.sign(element) ?? this.within(element, isHidden, boxes);
  }

  private run(run: Element, isHidden: boolean, boxes: Element[]): string {
    const properties = child(run, 'rPr');
    const style = valueOf(properties, 'rStyle');
    const known = style === undefined ? undefined : this.styles.of(style);
    if (known?.isPlaceholder) return '';
    const text = this.within(run, isHidden, boxes);
    if (!(flagOf(properties, 'vanish') ?? known?.hidden ?? isHidden)) return text;
    return text.trim() === '' ? '' : this.note('hidden-text');
  }

  /** What an element without text of its own stands for; undefined for one that may hold others. */
  private sign(element: Element): string | undefined {
    const { name, attributes } = element;
    if (name === 'fldChar') return this.field(attributes['fldCharType']);
    const field = this.fields.at(-1);
    if (name === 'instrText' && field) field.code += element.children.join('');
    if (this.fields.some(({ isCode }) => isCode) && CODED.has(name)) return '';
    if (field && CODED.has(name)) field.hasResult = true;
    if (name === 't')
      return element.children
        .filter((each) => typeof each === 'string')
        .join('')
        .replace(/\s/gu, ' ');
    if (name === 'tab' || name === 'ptab') return '\t';
    if (name === 'br' || name === 'cr') return '\n';
    if (name === 'noBreakHyphen') return '-';
    if (name === 'sym') return this.symbol(attributes['char'] ?? '');
    if (name === 'commentReference') return this.note('comments');
    if (name === 'footnoteReference' || name === 'endnoteReference') {
      const kind = name === 'footnoteReference' ? 'footnotes' : 'endnotes';
      this.met.footnotes.push({ kind, id: attributes['id'] ?? '' });
      return '';
    }
    return undefined;
  }

  private field(type: string | undefined): string {
    if (type === 'begin') this.fields.push({ code: '', isCode: true, hasResult: false });
    else if (type === 'separate') Object.assign(this.fields.at(-1) ?? {}, { isCode: false });
    else if (type === 'end') {
      const ended = this.fields.pop();
      if (ended && !ended.hasResult && OF_PAGES.test(ended.code)) return '1';
    }
    return '';
  }

  private symbol(code: string): string {
    const sign = SIGNS[code.toLowerCase()];
    if (sign !== undefined) return sign;
    this.note('unreadable-characters');
    return '□';
  }

  private note(note: PaperNote): string {
    this.met.notes.add(note);
    return '';
  }
}

/** A control that nobody has filled in shows what to fill in. */
export function isPlaceholder(control: Element): boolean {
  return flagOf(child(control, 'sdtPr'), 'showingPlcHdr') ?? false;
}

function boxesIn(drawing: Element): Element[] {
  return elementsOf(drawing).flatMap((each) => (each.name === 'txbxContent' ? [each] : boxesIn(each)));
}
