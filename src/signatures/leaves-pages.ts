import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFObjectParser,
  PDFRef,
  PDFStream,
  type PDFContext,
  type PDFObject,
} from 'pdf-lib';

/** This file, whose function `Threads` calls: it takes time in proportion to the paper. */
export const LEAVES_PAGES = 'signatures/leaves-pages.js';

/** A signature that is shown may take so much of a page, and not hide it. */
const MOST_OF_A_PAGE = 0.25;
/** What may stand between two words of a PDF. */
const GAP = '(?:[\\s\\0]|%[^\\r\\n]*[\\r\\n])+';
const DEFINITION = new RegExp(`(?<!\\d)(\\d{1,10})${GAP}\\d{1,5}${GAP}obj`, 'g');
const ROOT = new RegExp(`/Root${GAP}(\\d+)`, 'g');
/** Of a page, what is not drawn on it, or leads back to the others. */
const NOT_DRAWN = ['Annots', 'Parent'];

/**
 * Whether an update that adds signatures leaves alone what the pages of the frozen paper show: no page, content, font or
 * picture of it has another definition in the update, and nothing is laid over a page but fields of signatures. Each
 * definition in the update counts, whichever of them its tables point to. What the update packs into object streams is not
 * looked into, and an update that has any is refused.
 */
export async function leavesPages({
  frozen,
  signed,
}: {
  readonly frozen: Uint8Array;
  readonly signed: Uint8Array;
}): Promise<boolean> {
  const { context, catalog } = await PDFDocument.load(frozen, { updateMetadata: false });
  const text = Buffer.from(signed.subarray(frozen.length)).toString('latin1');
  const names = text.replaceAll(/#([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
  if (/\/(?:ObjStm|Encrypt)(?![A-Za-z])/.test(names)) return false;
  const root = context.trailerInfo.Root as PDFRef;
  if ([...names.matchAll(ROOT)].some(([, number]) => Number(number) !== root.objectNumber)) return false;
  const update = new Update(text, signed.subarray(frozen.length), context);

  const keepsCatalog = update
    .of(root)
    .every(
      (found) =>
        found instanceof PDFDict && agree(catalog, found, ['Pages', 'OCProperties', 'OpenAction', 'AA']),
    );
  const drawn = new Set<PDFRef>();
  const pages = pagesOf(context, catalog.get(PDFName.of('Pages')), drawn);
  for (const page of pages) reached(context, context.lookup(page, PDFDict), drawn, NOT_DRAWN);
  for (const page of pages) drawn.delete(page);
  return (
    keepsCatalog &&
    [...drawn].every((reference) => update.of(reference).length === 0) &&
    pages.every((page) =>
      update.of(page).every((found) => isSamePage(context.lookup(page, PDFDict), found, update)),
    )
  );
}

/** The objects of an update by their numbers: all that are defined, also again. */
class Update {
  private readonly places = new Map<number, number[]>();

  constructor(
    text: string,
    private readonly bytes: Uint8Array,
    private readonly context: PDFContext,
  ) {
    for (const found of text.matchAll(DEFINITION)) {
      const number = Number(found[1]);
      this.places.set(number, [...(this.places.get(number) ?? []), found.index + found[0].length]);
    }
  }

  of({ objectNumber }: PDFRef): (PDFObject | undefined)[] {
    return (this.places.get(objectNumber) ?? []).map((at) => this.parsed(at));
  }

  /** What it may be: itself, each definition of what it refers to, and else as it was frozen. */
  meant(object: PDFObject | undefined): readonly (PDFObject | undefined)[] {
    if (!(object instanceof PDFRef)) return [object];
    const found = this.of(object);
    return found.length > 0 ? found : [this.context.lookup(object)];
  }

  private parsed(at: number): PDFObject | undefined {
    try {
      return PDFObjectParser.forBytes(this.bytes.subarray(at), this.context).parseObject();
    } catch {
      return undefined;
    }
  }
}

function pagesOf(context: PDFContext, node: PDFObject | undefined, nodes: Set<PDFRef>): PDFRef[] {
  const found = context.lookup(node);
  if (!(node instanceof PDFRef) || !(found instanceof PDFDict) || nodes.has(node)) return [];
  nodes.add(node);
  const kids = found.lookup(PDFName.of('Kids'));
  return kids instanceof PDFArray ? kids.asArray().flatMap((kid) => pagesOf(context, kid, nodes)) : [node];
}

function reached(
  context: PDFContext,
  object: PDFObject | undefined,
  into: Set<PDFRef>,
  but: readonly string[] = [],
): void {
  if (object instanceof PDFRef) {
    if (into.has(object)) return;
    into.add(object);
    reached(context, context.lookup(object), into);
  } else if (object instanceof PDFArray) for (const each of object.asArray()) reached(context, each, into);
  else if (object instanceof PDFStream) reached(context, object.dict, into);
  else if (object instanceof PDFDict)
    for (const [key, value] of object.entries())
      if (!but.includes(key.decodeText())) reached(context, value, into);
}

const agree = (one: PDFDict, other: PDFDict, keys: readonly string[]): boolean =>
  keys.every((key) => String(one.get(PDFName.of(key))) === String(other.get(PDFName.of(key))));

function isSamePage(page: PDFDict, found: PDFObject | undefined, update: Update): boolean {
  if (!(found instanceof PDFDict)) return false;
  const keys = [...page.keys(), ...found.keys()]
    .map((key) => key.decodeText())
    .filter((key) => key !== 'Annots');
  if (!agree(page, found, keys)) return false;
  const before = new Set(annotationsOf(page, update).map(String));
  return annotationsOf(found, update)
    .filter((each) => !before.has(String(each)))
    .every((each) => update.meant(each).every((annotation) => isSignature(annotation, page, update)));
}

const annotationsOf = (page: PDFDict, update: Update): (PDFObject | undefined)[] =>
  update
    .meant(page.get(PDFName.of('Annots')))
    .flatMap((found) => (found instanceof PDFArray ? found.asArray() : found === undefined ? [] : [found]));

/** A widget of a field of a signature; the field is itself, or the one that it belongs to. */
function isSignature(found: PDFObject | undefined, page: PDFDict, update: Update): boolean {
  if (!(found instanceof PDFDict) || String(found.get(PDFName.of('Subtype'))) !== '/Widget') return false;
  const own = found.get(PDFName.of('FT'));
  const fields = own === undefined ? update.meant(found.get(PDFName.of('Parent'))) : [found];
  const isField = fields.every(
    (field) => field instanceof PDFDict && String(field.get(PDFName.of('FT'))) === '/Sig',
  );
  return isField && areaOf(found, 'Rect') <= MOST_OF_A_PAGE * areaOf(page, 'MediaBox');
}

/** Of a box, in points; of what is none, more than any page. */
function areaOf(dict: PDFDict, box: string): number {
  const found = dict.get(PDFName.of(box));
  const [left = NaN, bottom = NaN, right = NaN, top = NaN] =
    found instanceof PDFArray ? found.asArray().map((each) => Number(String(each))) : [];
  const area = Math.abs((right - left) * (top - bottom));
  return Number.isNaN(area) ? Infinity : area;
}
