import { SaxesParser, type SaxesTagNS } from 'saxes';
import { HarmfulFile } from './harmful-file.js';

/** An element as it begins. */
export type Element = SaxesTagNS;

export interface Sight {
  /** Every element, in the order of the text. */
  readonly element: (element: Element) => void;
  /** What text there is in elements of this local name. */
  readonly textOf?: { readonly name: string; readonly text: (text: string) => void };
}

const DEEPEST = 400;
const MOST_ATTRIBUTES = 500;

/**
 * Reads a part as XML, strictly and with its namespaces, a piece at a time. Nothing is expanded but the five entities
 * of XML itself and nothing is fetched: a document type with declarations of its own is refused. Office programs write
 * UTF-8 or UTF-16; what says to be in another encoding would be read as something else by somebody.
 *
 * @throws HarmfulFile `hidden-part` for what cannot be read so.
 */
export async function readXml(name: string, content: AsyncIterable<Buffer>, sight: Sight): Promise<void> {
  const parser = parserFor(sight);
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  try {
    for await (const piece of content) {
      decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
      parser.write(decoder.decode(piece, { stream: true }));
    }
    parser.write(decoder?.decode() ?? '').close();
  } catch (error) {
    if (error instanceof HarmfulFile || (error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    throw new HarmfulFile('hidden-part', name);
  }
}

function parserFor({ element, textOf }: Sight): SaxesParser<{ xmlns: true }> {
  const parser = new SaxesParser({ xmlns: true, position: false });
  let depth = 0;
  let attributes = 0;
  let inText = false;
  parser.on('xmldecl', ({ encoding = 'utf-8' }) => {
    if (!/^(utf-?(8|16(le|be)?)|us-ascii)$/i.test(encoding)) throw new Error(encoding);
  });
  parser.on('doctype', (type) => {
    if (type.includes('[')) throw new Error('declares entities');
  });
  parser.on('opentagstart', () => {
    attributes = 0;
    if (++depth > DEEPEST) throw new Error('too deep');
  });
  parser.on('attribute', () => {
    if (++attributes > MOST_ATTRIBUTES) throw new Error('too many attributes');
  });
  parser.on('opentag', (tag) => {
    inText = textOf?.name === tag.local;
    element(tag);
  });
  parser.on('closetag', () => {
    depth -= 1;
    inText = false;
  });
  if (textOf) {
    const say = (text: string) => inText && textOf.text(text);
    parser.on('text', say);
    parser.on('cdata', say);
  }
  return parser;
}

/** By the byte order mark, or by where the zeros of its first sign are. */
function encodingOf(start: Buffer): string {
  const [first = 0, second = 0] = start;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first !== 0 && second === 0 && start.length > 1) return 'utf-16le';
  return first === 0 ? 'utf-16be' : 'utf-8';
}

/** An attribute's value whatever its prefix; of names in several namespaces the first. */
export function valueOf({ attributes }: Element, name: string): string | undefined {
  return Object.values(attributes).find(({ local }) => local === name)?.value;
}
