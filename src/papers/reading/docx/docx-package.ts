import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { UnreadablePaper } from '../paper-line.js';
import { child, childrenOf, elementsOf, xmlTree, type Element } from './xml-tree.js';

const MEBIBYTE = 1024 * 1024;
const MOST_PARTS = 5000;
/** Of one part, and of all that are read: a thousand pages of text have a tenth of it. */
const LARGEST_PART = 32 * MEBIBYTE;
const MOST_UNPACKED = 64 * MEBIBYTE;
const IS_ENCRYPTED = 1;

/** A part, and what it refers to by id. */
export interface Part {
  readonly root: Element;
  /** The part with that relationship, where it is in the package and of a kind that has text. */
  related(id: string): Promise<Part | undefined>;
  /** The first part of that kind: `styles`, `numbering`. */
  relatedBy(kind: string): Promise<Part | undefined>;
}

/** The main part of a Word file. Only what is asked for is unpacked, never to disk, and no more of it than any paper has. */
export async function openDocx(bytes: Buffer): Promise<Part> {
  const archive = await opened(bytes);
  const unpacker = new Unpacker(archive, await entriesOf(archive));
  const part = await unpacker.part(await mainPart(unpacker));
  if (!part || part.root.name !== 'document') throw new UnreadablePaper('not-a-paper');
  return part;
}

async function opened(bytes: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(bytes, { decodeStrings: true, autoClose: false });
  } catch {
    throw new UnreadablePaper('truncated');
  }
}

async function entriesOf(archive: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (archive.entryCount > MOST_PARTS) throw new UnreadablePaper('too-large-unpacked');
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of archive.eachEntry()) {
      if (entry.generalPurposeBitFlag & IS_ENCRYPTED) throw new UnreadablePaper('encrypted');
      entries.set(entry.fileName.toLowerCase(), entry);
    }
  } catch (error) {
    throw error instanceof UnreadablePaper ? error : new UnreadablePaper('truncated');
  }
  return entries;
}

/** What the package says is its document; the usual name where it says nothing. */
async function mainPart(unpacker: Unpacker): Promise<string> {
  const relationships = await unpacker.relationships('');
  const main = [...relationships.values()].find(({ kind }) => kind === 'officedocument');
  return main?.target ?? 'word/document.xml';
}

interface Relationship {
  readonly kind: string;
  readonly target: string;
}

class Unpacker {
  private left = MOST_UNPACKED;
  private readonly trees = new Map<string, Promise<Element | undefined>>();

  constructor(
    private readonly archive: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  async part(name: string): Promise<Part | undefined> {
    const root = await this.tree(name);
    if (!root) return undefined;
    const relationships = await this.relationships(name);
    const first = (kind: string) => [...relationships.values()].find((each) => each.kind === kind);
    return {
      root,
      related: async (id) => this.part(relationships.get(id)?.target ?? ''),
      relatedBy: async (kind) => this.part(first(kind)?.target ?? ''),
    };
  }

  async relationships(part: string): Promise<ReadonlyMap<string, Relationship>> {
    const at = part.lastIndexOf('/') + 1;
    const folder = part.slice(0, at);
    const root = await this.tree(`${folder}_rels/${part.slice(at)}.rels`);
    return new Map(
      childrenOf(root, 'Relationship')
        .filter(({ attributes }) => attributes['TargetMode'] !== 'External')
        .map(({ attributes: { Id = '', Type = '', Target = '' } }) => [
          Id,
          { kind: Type.split('/').at(-1)!.toLowerCase(), target: placed(folder, Target) },
        ]),
    );
  }

  /** Each is read once: every footnote of a report asks for the part that they all stand in. */
  private tree(name: string): Promise<Element | undefined> {
    const known = this.trees.get(name);
    if (known) return known;
    const tree = this.read(name);
    this.trees.set(name, tree);
    return tree;
  }

  private async read(name: string): Promise<Element | undefined> {
    const entry = this.entries.get(name.toLowerCase());
    return entry && withoutAlternatives(xmlTree(await this.whole(entry)));
  }

  private async whole(entry: Entry): Promise<Buffer> {
    try {
      return await this.unpacked(entry);
    } catch (error) {
      throw error instanceof UnreadablePaper ? error : new UnreadablePaper('truncated');
    }
  }

  /** The size that an archive states is only its word: what comes out of it is counted. */
  private async unpacked(entry: Entry): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let size = 0;
    const content = await this.archive.openReadStreamPromise(entry);
    for await (const piece of content as AsyncIterable<Buffer>) {
      size += piece.length;
      this.left -= piece.length;
      if (size > LARGEST_PART || this.left < 0) {
        content.destroy();
        throw new UnreadablePaper('too-large-unpacked');
      }
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }
}

/** `../media/x` of a part in `word/`. */
function placed(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps = `${folder}${target}`.split('/');
  const path: string[] = [];
  for (const step of steps) {
    if (step === '..') path.pop();
    else if (step !== '.') path.push(step);
  }
  return path.join('/');
}

/** A text box is written twice, for newer and for older programs. Its first form is read, and the other where there is no first. */
function withoutAlternatives(element: Element): Element {
  const children = element.children.flatMap((each): readonly (Element | string)[] => {
    if (typeof each === 'string') return [each];
    if (each.name !== 'AlternateContent') return [withoutAlternatives(each)];
    const chosen = child(each, 'Choice') ?? child(each, 'Fallback');
    return chosen ? elementsOf(withoutAlternatives(chosen)) : [];
  });
  return { ...element, children };
}
