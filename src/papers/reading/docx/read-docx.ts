import { tidied, type PaperLine, type PaperNote, type ReadPaper } from '../paper-line.js';
import { BlockLines } from './block-lines.js';
import { openDocx, type Part } from './docx-package.js';
import { Numbering } from './numbering.js';
import type { Met } from './run-text.js';
import { Styles } from './styles.js';
import { child, childrenOf, elementsOf, findIn, flagOf, type Element } from './xml-tree.js';

/**
 * A Word file as its reader sees it: the header of the first page, the text with the numbers that Word counts, and then
 * what is the pages' own or stands below the text. What was deleted, hidden or never filled in is not read; the first
 * two are said.
 *
 * @throws UnreadablePaper
 */
export async function readDocx(bytes: Buffer): Promise<ReadPaper> {
  const document = await openDocx(bytes);
  const met: Met = { notes: new Set<PaperNote>(), footnotes: [] };
  const styles = new Styles((await document.relatedBy('styles'))?.root);
  const numbering = new Numbering((await document.relatedBy('numbering'))?.root);
  const linesOf = (part: Element, isLetterhead = false) =>
    new BlockLines(styles, numbering, met, isLetterhead).of(part);

  const body = child(document.root, 'body') ?? document.root;
  const { first, others, feet } = await edgesOf(document, body);
  const head = first.flatMap((part) => linesOf(part, true));
  const text = linesOf(body);
  const said = new Set(head.map((line) => line.text));
  const asides = [
    ...aside(
      others.flatMap((part) => linesOf(part, true)),
      'header',
    ),
    ...aside(
      feet.flatMap((part) => linesOf(part, true)),
      'footer',
    ),
    ...aside(await footnotes(document, met, linesOf), 'footnote'),
    ...watermarks([...first, ...others]),
  ].filter((line) => line.aside === 'footnote' || !said.has(line.text));
  if (asides.some((line) => line.aside === 'footnote')) met.notes.add('footnotes');
  const lines = [...head, ...text, ...withoutRepetition(asides)].filter((line) => line.text !== '');
  return { lines, notes: [...met.notes] };
}

interface Edges {
  /** What stands at the head of the first page, where a letterhead may be. */
  readonly first: readonly Element[];
  readonly others: readonly Element[];
  readonly feet: readonly Element[];
}

async function edgesOf(document: Part, body: Element): Promise<Edges> {
  const sections = sectionsIn(body);
  const [opening] = sections;
  const opens = opening && (flagOf(opening, 'titlePg') ?? false) ? 'first' : 'default';
  const found = { first: [] as Element[], others: [] as Element[], feet: [] as Element[] };
  const seen = new Set<string>();
  for (const section of sections) {
    for (const reference of elementsOf(section)) {
      const { id = '', type = 'default' } = reference.attributes;
      if (!/^(?:header|footer)Reference$/.test(reference.name) || seen.has(id)) continue;
      seen.add(id);
      const part = await document.related(id);
      if (!part) continue;
      if (reference.name === 'footerReference') found.feet.push(part.root);
      else (section === opening && type === opens ? found.first : found.others).push(part.root);
    }
  }
  return found;
}

function sectionsIn(body: Element): Element[] {
  const ofParagraphs = childrenOf(body, 'p').flatMap((paragraph) =>
    childrenOf(child(paragraph, 'pPr'), 'sectPr'),
  );
  return [...ofParagraphs, ...childrenOf(body, 'sectPr')];
}

async function footnotes(
  document: Part,
  met: Met,
  linesOf: (part: Element) => PaperLine[],
): Promise<PaperLine[]> {
  const lines: PaperLine[] = [];
  for (const { kind, id } of met.footnotes.slice()) {
    const part = await document.relatedBy(kind);
    const note = part && elementsOf(part.root).find(({ attributes }) => attributes['id'] === id);
    if (note) lines.push(...linesOf(note));
  }
  return lines;
}

/** ”UTKAST” across the page, which Word keeps as a picture of letters in the header. */
function watermarks(headers: readonly Element[]): PaperLine[] {
  return headers.flatMap((header): PaperLine[] => {
    const text = tidied(findIn(header, 'textpath')?.attributes['string'] ?? '');
    return text === '' ? [] : [{ text, after: 'blank', aside: 'stamp' }];
  });
}

const aside = (lines: readonly PaperLine[], kind: NonNullable<PaperLine['aside']>): PaperLine[] =>
  lines.map(({ text }) => ({ text, after: 'blank', aside: kind }));

/** Headers and footers of several sections say the same. */
function withoutRepetition(lines: readonly PaperLine[]): PaperLine[] {
  const said = new Set<string>();
  return lines.filter((line) => line.aside === 'footnote' || (!said.has(line.text) && said.add(line.text)));
}
