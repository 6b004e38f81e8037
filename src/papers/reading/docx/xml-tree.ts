import { SaxesParser } from 'saxes';
import { UnreadablePaper } from '../paper-line.js';

/** An element of a part, by its local name: Word writes the same names in two namespaces. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

const DEEPEST = 400;
/** Several hundred pages have as many, and a reader's process has room for them. */
const MOST_ELEMENTS = 500_000;

/** @throws UnreadablePaper for what is no XML, is in another encoding than its own, or declares entities. */
export function xmlTree(bytes: Buffer): Element {
  const root: Building = { name: '', attributes: {}, children: [] };
  const open = [root];
  let elements = 0;
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('doctype', () => {
    throw new UnreadablePaper('truncated');
  });
  parser.on('opentag', ({ local, attributes }) => {
    if (open.length > DEEPEST || ++elements > MOST_ELEMENTS) throw new UnreadablePaper('too-large-unpacked');
    const values = Object.values(attributes).map((each) => [each.local, each.value]);
    const element: Building = { name: local, attributes: Object.fromEntries(values), children: [] };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  const say = (text: string) => void open.at(-1)!.children.push(text);
  parser.on('text', say);
  parser.on('cdata', say);
  try {
    parser.write(textOf(bytes)).close();
  } catch (error) {
    throw error instanceof UnreadablePaper ? error : new UnreadablePaper('truncated');
  }
  return root.children.find((child) => typeof child !== 'string') ?? root;
}

interface Building extends Element {
  readonly children: (Building | string)[];
}

function textOf(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}

export const elementsOf = ({ children }: Element): Element[] =>
  children.filter((child) => typeof child !== 'string');

export const child = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find((each) => typeof each !== 'string' && each.name === name) as Element | undefined;

export const childrenOf = (element: Element | undefined, name: string): Element[] =>
  element ? elementsOf(element).filter((each) => each.name === name) : [];

/** `w:val` of a child, as most properties have it. */
export const valueOf = (element: Element | undefined, name: string): string | undefined =>
  child(element, name)?.attributes['val'];

/** A property that is on by being there, unless it says that it is off; undefined where it is not there. */
export function flagOf(element: Element | undefined, name: string): boolean | undefined {
  const found = child(element, name);
  return found && !/^(?:0|false|off)$/.test(found.attributes['val'] ?? '1');
}

/** The first element of that name at any depth. */
export function findIn(element: Element, name: string): Element | undefined {
  for (const each of elementsOf(element)) {
    const found = each.name === name ? each : findIn(each, name);
    if (found) return found;
  }
  return undefined;
}
