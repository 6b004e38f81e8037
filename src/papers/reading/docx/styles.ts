import { child, childrenOf, flagOf, valueOf, type Element } from './xml-tree.js';

/** What a paragraph's or a run's style says of it. */
export interface Style {
  readonly name: string;
  /** 1 to 9 for a heading. */
  readonly level: number | undefined;
  readonly numbering: Element | undefined;
  readonly hidden: boolean;
  readonly isPlaceholder: boolean;
  readonly isContents: boolean;
  readonly hasBorders: boolean;
}

const DEEPEST = 20;
/** Headings by name, where a municipality's own style says no outline level: ”TSN Rubrik 2”, ”Mellanrubrik”. */
const HEADING_NAME = /(?:rubrik|heading|överskrift)(?: ?(\d))?(?!\p{L})/iu;
const NO_HEADING = /tabell|table|bild|figur|figure|innehåll|toc|sidhuvud|header|brödtext/iu;
const TITLE_NAME = /^(?:title|rubrik|titel|dokumentrubrik|dokumenttitel|ärendemening|ärenderubrik)$/iu;

/** The styles of a document by their ids, each with what it has from the styles that it is based on. */
export class Styles {
  private readonly written: ReadonlyMap<string, Element>;
  private readonly known = new Map<string, Style>();
  private readonly usual: string | undefined;

  constructor(root: Element | undefined) {
    const styles = childrenOf(root, 'style');
    this.written = new Map(styles.map((style) => [style.attributes['styleId'] ?? '', style]));
    this.usual = styles.find(
      ({ attributes }) =>
        attributes['type'] === 'paragraph' && /^(?:1|true|on)$/.test(attributes['default'] ?? ''),
    )?.attributes['styleId'];
  }

  /** The style with that id; of a paragraph that names none, the usual one. */
  of(id: string | undefined): Style {
    const wanted = id ?? this.usual ?? '';
    const style = this.known.get(wanted) ?? this.made(wanted);
    this.known.set(wanted, style);
    return style;
  }

  private made(id: string): Style {
    const chain = this.chainOf(id);
    const [own] = chain;
    const first = <T>(read: (style: Element) => T | undefined): T | undefined =>
      chain.map(read).find((value) => value !== undefined);
    const name = own ? (valueOf(own, 'name') ?? id) : id;
    return {
      name,
      level: levelOf(
        first((style) => valueOf(child(style, 'pPr'), 'outlineLvl')),
        name,
        chain,
        id,
      ),
      numbering: first((style) => child(child(style, 'pPr'), 'numPr')),
      hidden: first((style) => flagOf(child(style, 'rPr'), 'vanish')) ?? false,
      isPlaceholder: /^(?:placeholder text|platshållartext)$/iu.test(name),
      isContents: /^(?:toc|innehåll) ?\d$|^table of figures$/iu.test(name),
      hasBorders: chain.some((style) => hasBorders(child(child(style, 'tblPr'), 'tblBorders'))),
    };
  }

  private chainOf(id: string): Element[] {
    const chain: Element[] = [];
    for (let next: string | undefined = id; next !== undefined && chain.length < DEEPEST;) {
      const style = this.written.get(next);
      if (!style) break;
      chain.push(style);
      next = valueOf(style, 'basedOn');
    }
    return chain;
  }
}

function levelOf(
  outline: string | undefined,
  name: string,
  chain: readonly Element[],
  id: string,
): number | undefined {
  if (outline !== undefined) return outlineLevel(outline);
  const names = [...chain.map((style) => valueOf(style, 'name') ?? ''), ...(chain.length === 0 ? [id] : [])];
  if (names.some((each) => TITLE_NAME.test(each))) return 1;
  if (NO_HEADING.test(name)) return undefined;
  for (const each of names) {
    const [match, digit] = HEADING_NAME.exec(each) ?? [];
    if (match !== undefined) return digit === undefined ? 2 : Number(digit);
  }
  return undefined;
}

/** Outline levels count from 0; 9 is running text. */
export function outlineLevel(written: string): number | undefined {
  const level = Number(written);
  return Number.isInteger(level) && level >= 0 && level < 9 ? level + 1 : undefined;
}

export const hasBorders = (borders: Element | undefined): boolean =>
  borders !== undefined &&
  borders.children.some(
    (each) => typeof each !== 'string' && !/^(?:nil|none)$/.test(each.attributes['val'] ?? 'nil'),
  );
