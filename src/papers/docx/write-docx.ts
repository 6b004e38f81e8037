import {
  AlignmentType,
  DeletedTextRun,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  InsertedTextRun,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
  type FileChild,
  type IParagraphOptions,
} from 'docx';
import { xmlText } from '../../rules/xml-text.js';
import { blocksOf, DEEPEST, itemOf, type TextBlock, type TextList } from '../blocks.js';
import { columnWidths } from '../column-widths.js';
import { isFromTheRight } from '../direction.js';
import { logotypeWithin } from '../form/logotype.js';
import { logotypeWords, type Block, type Fact, type Paper, type Run } from '../paper.js';
import { dated } from './dated.js';

const POINTS = { reference: 'points', level: 0 };
const FONT = 'Calibri';
/** The style of what the paper is called: bold by itself it would be a heading that nobody finds. */
const PAPER_NAME = 'PaperName';

/** A paper for Word and LibreOffice, to be edited there: headings are headings, lists are lists. The same paper is the same bytes. */
export async function docxOf(paper: Paper): Promise<Uint8Array> {
  const numbered = new NumberedLists();
  const changes = new TrackedChanges(paper);
  const written = paper.blocks.map((block) =>
    block.is === 'revised' ? [changes.paragraph(block.runs)] : partOf(block, numbered),
  );
  const body = [...headOf(paper), ...togetherAtTheEnd(paper.blocks, written).flat(), ...footOf(paper)].map(
    (part) => ('text' in part ? paragraphOf(part) : part),
  );
  const document = new Document({
    title: xmlText(paper.title),
    creator: xmlText(paper.sender),
    lastModifiedBy: xmlText(paper.sender),
    description: '',
    styles: stylesIn(paper.language === 'sv' ? 'sv-SE' : 'en-GB'),
    numbering: {
      config: [{ reference: 'points', levels: LEVELS.map(bulletAt) }, ...numbered.config()],
    },
    sections: [
      {
        properties: { page: { margin: MARGIN, size: A4 } },
        headers: { default: new Header({ children: [pageLine(paper)] }) },
        footers: { default: new Footer({ children: [new Paragraph('')] }) },
        children: body,
      },
    ],
  });
  return dated(await Packer.toBuffer(document), paper.writtenAt);
}

const A4 = { width: 11_906, height: 16_838 };
const MARGIN = { top: 1500, bottom: 1300, left: 1590, right: 1420 };
/** Between the margins. */
const ACROSS = A4.width - MARGIN.left - MARGIN.right;

const stylesIn = (language: string) => ({
  default: {
    document: {
      run: { font: FONT, size: 22, language: { value: language } },
      paragraph: { spacing: { after: 140 } },
    },
    // Without an outline level LibreOffice takes a heading for a paragraph in large letters.
    ...Object.fromEntries(
      [34, 26, 22].map((size, level) => [
        `heading${level + 1}`,
        {
          run: { font: FONT, size, bold: true, color: '000000' },
          paragraph: { spacing: { before: 280, after: 120 }, keepNext: true, outlineLevel: level },
        },
      ]),
    ),
  },
  paragraphStyles: [
    { id: PAPER_NAME, name: 'Handlingens namn', basedOn: 'Normal', run: { font: FONT, bold: true } },
  ],
});

/** Of a list, of those below its items, and so on. */
const LEVELS = Array.from({ length: DEEPEST }, (_, level) => level);
const indentAt = (level: number) => ({ paragraph: { indent: { left: 500 + 400 * level, hanging: 300 } } });
const bulletAt = (level: number) => ({
  level,
  format: LevelFormat.BULLET,
  text: level % 2 === 0 ? '•' : '–',
  alignment: AlignmentType.LEFT,
  style: indentAt(level),
});

/** Each numbered list begins where somebody began it, so each is a list of its own. */
class NumberedLists {
  private readonly from: number[] = [];

  begin(from: number, level = 0): { reference: string; level: number } {
    this.from.push(from);
    return { reference: `numbers-${this.from.length}`, level };
  }

  config() {
    return this.from.map((start, at) => ({
      reference: `numbers-${at + 1}`,
      levels: LEVELS.map((level) => ({
        level,
        format: LevelFormat.DECIMAL,
        text: `%${level + 1}.`,
        alignment: AlignmentType.LEFT,
        start,
        style: indentAt(level),
      })),
    }));
  }
}

/** What was added and removed, as Word's own tracked changes: whoever edits there accepts or rejects each. */
class TrackedChanges {
  private id = 0;

  constructor(private readonly paper: Paper) {}

  /** A paragraph that is new or gone altogether is so with its end: rejected or accepted it leaves no empty line. */
  paragraph(runs: readonly Run[]): Paragraph {
    const [first] = runs;
    const isWhole = runs.length === 1 && first !== undefined && first.change !== 'same';
    const end = isWhole
      ? { run: first.change === 'added' ? { insertion: this.next() } : { deletion: this.next() } }
      : {};
    return new Paragraph({ ...end, children: runs.flatMap((run) => this.run(run)) });
  }

  private run({ change, text }: Run) {
    return xmlText(text)
      .split('\n')
      .map((line, at) => {
        const written = { text: line, ...(at > 0 && { break: 1 }) };
        if (change === 'same') return new TextRun(written);
        return change === 'added'
          ? new InsertedTextRun({ ...written, ...this.next() })
          : new DeletedTextRun({ ...written, ...this.next() });
      });
  }

  private next(): { id: number; author: string; date: string } {
    const { revisedBy, sender, writtenAt } = this.paper;
    this.id += 1;
    return { id: this.id, author: xmlText(revisedBy ?? sender), date: `${writtenAt.slice(0, 19)}Z` };
  }
}

const pageLine = ({ number, language }: Paper): Paragraph =>
  new Paragraph({
    tabStops: [{ type: 'right', position: 8800 }],
    children: [
      new TextRun(`${xmlText(number ?? '')}\t${language === 'sv' ? 'Sida' : 'Page'} `),
      new TextRun({ children: [PageNumber.CURRENT, ' (', PageNumber.TOTAL_PAGES, ')'] }),
    ],
  });

const headOf = (paper: Paper): Part[] => [
  ...(paper.logotype === undefined ? [] : [logotypeOf(paper, paper.logotype)]),
  lines([paper.sender, ...(paper.letterhead ?? [])].join('\n')),
  lines(paper.name, { style: PAPER_NAME }),
  ...headFacts(paper),
];

function logotypeOf(paper: Paper, png: string): Paragraph {
  const words = xmlText(logotypeWords(paper));
  const picture = new ImageRun({
    type: 'png',
    data: Buffer.from(png, 'base64'),
    transformation: logotypeWithin(png, { width: 220, height: 64 }),
    // Without a number of its own it would have that of the pictures which the process has written before.
    altText: { id: '1', name: words, title: words, description: words },
  });
  return new Paragraph({ children: [picture] });
}

const headFacts = ({ facts, to, title }: Paper): Lines[] => [
  ...factLines(facts),
  ...(to.length > 0 ? [lines(to.join('\n'), { spacing: { before: 240 } })] : []),
  lines(title, { heading: HeadingLevel.HEADING_1 }),
];

const footOf = ({ foot }: Paper): Lines[] =>
  foot.length > 0 ? [lines(foot.join('\n'), { spacing: { before: 600 }, keepLines: true })] : [];

function partOf(block: Exclude<Block, { is: 'revised' }>, numbered: NumberedLists): Part[] {
  if (block.is === 'heading')
    return [
      lines(block.text, { heading: block.level === 2 ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_3 }),
    ];
  if (block.is === 'text') return blocksOf(block.text).flatMap((each) => textPart(each, numbered));
  if (block.is === 'clauses')
    return [
      ...(block.lead === '' ? [] : [lines(block.lead, { keepNext: true })]),
      ...clausesOf(block, numbered),
    ];
  if (block.is === 'points') return block.items.map((item) => lines(item, { numbering: POINTS }));
  if (block.is === 'facts') return factLines(block.facts, { keepNext: true });
  if (block.is === 'table') return tableOf(block.head, block.rows);

  return block.signatures.map(({ name, title }) =>
    lines(`${name}\n${title}`, { spacing: { before: 700 }, keepLines: true, keepNext: true }),
  );
}

function clausesOf({ clauses, style }: Extract<Block, { is: 'clauses' }>, numbered: NumberedLists): Lines[] {
  if (style === 'points') return clauses.map((clause) => lines(clause, { numbering: POINTS }));
  if (style !== 'numbered') return clauses.map((clause) => lines(clause, { indent: { left: 400 } }));
  const numbering = numbered.begin(1);
  return clauses.map((clause) => lines(clause, { numbering }));
}

function textPart(block: TextBlock, numbered: NumberedLists): Part[] {
  if (block.is === 'paragraph') return [lines(block.text, { keepNext: block.text.endsWith(':') })];
  if (block.is === 'quote') return [lines(block.text, { indent: { left: 600, right: 600 } })];
  if (block.is === 'list') return listOf(block, numbered);

  return tableOf(block.head, block.rows);
}

function listOf({ from, items }: TextList, numbered: NumberedLists, level = 0): Lines[] {
  const numbering = from === undefined ? { ...POINTS, level } : numbered.begin(from, level);
  return items
    .map(itemOf)
    .flatMap(({ text, below }) => [
      lines(text, { numbering }),
      ...below.flatMap((list) => listOf(list, numbered, level + 1)),
    ]);
}

/** The first row is a head that is repeated on each page; a row stands on one page where it has room there. */
function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): Part[] {
  const widths = columnWidths(head, rows);
  const all = widths.reduce((sum, each) => sum + each, 0);
  const columns = widths.map((each) => Math.floor((each / all) * ACROSS));
  const row = (cells: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: cells.map((cell, at) => cellOf(cell, columns[at]!, isHead)),
    });
  return [
    new Table({
      columnWidths: columns,
      layout: TableLayoutType.FIXED,
      width: { size: ACROSS, type: WidthType.DXA },
      margins: { top: 40, bottom: 40, left: 100, right: 100 },
      rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
    }),
    lines(''),
  ];
}

const cellOf = (text: string, width: number, isHead: boolean) =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    ...(isHead && { shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'EBEBEB' } }),
    children: [paragraphOf(lines(text, { run: { bold: isHead, size: 19 }, spacing: { after: 0 } }))],
  });

const factLines = (facts: readonly Fact[], options: LineOptions = {}): Lines[] =>
  facts.map(({ label, value }) =>
    lines(label === '' ? value : `${label}: ${value}`, { spacing: { after: 40 }, ...options }),
  );

type LineOptions = Omit<IParagraphOptions, 'run'> & { readonly run?: { bold: boolean; size: number } };

/** A paragraph before it is known what follows it. */
interface Lines {
  readonly text: string;
  readonly options: LineOptions;
}
type Part = Lines | FileChild;

const lines = (text: string, options: LineOptions = {}): Lines => ({ text, options });

/** Text as it was written: a line break is a line break, and nothing in it is a field or a tag. */
function paragraphOf({ text, options: { run, ...options } }: Lines): Paragraph {
  const isTurned = isFromTheRight(text);
  const children = xmlText(text)
    .split('\n')
    .map(
      (line, at) =>
        new TextRun({
          text: line,
          ...(at > 0 && { break: 1 }),
          ...run,
          ...(isTurned && { rightToLeft: true }),
        }),
    );
  return new Paragraph({ ...options, ...(isTurned && { bidirectional: true }), children });
}

/** Who signs, and the foot, stand by what they are below: the last lines before them go with them to the next page. */
function togetherAtTheEnd(blocks: readonly Block[], parts: readonly Part[][]): Part[][] {
  const at = blocks.findLastIndex(({ is }) => is !== 'signatures');
  return parts.map((written, part) => {
    const last = written.at(-1);
    if (part !== at || last === undefined || !('text' in last)) return written;
    return [...written.slice(0, -1), { ...last, options: { ...last.options, keepNext: true } }];
  });
}
