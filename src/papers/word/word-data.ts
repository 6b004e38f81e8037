import { xmlText } from '../../rules/xml-text.js';
import { blocksOf, itemOf, type TextBlock, type TextItem, type TextList } from '../blocks.js';
import { PARTS_OF } from '../form/paper-form.js';
import type { Block, FactName, Paper, PartName, Run } from '../paper.js';

/** What a part of a paper is called in a Word template: as in Swedish, in letters that any keyboard has. */
// prettier-ignore
export const PART_TAGS = {
  summary: 'sammanfattning', proposal: 'forslag', decision: 'beslut', matter: 'arendet', assessment: 'bedomning',
  sections: 'egnaAvsnitt', answers: 'svar', remarks: 'synpunkter', basis: 'underlag', recipients: 'mottagare',
  preparations: 'beredning', motions: 'yrkanden', proceedings: 'beslutsgang', recusals: 'jav', 'not-taking-part': 'deltarInte',
  reservations: 'reservationer', 'special-statements': 'sarskildaYttranden', 'minutes-notes': 'anteckningar',
  confirmation: 'justering', questions: 'fragor', documents: 'handlingar', consultees: 'remissinstanser',
  checksum: 'kontrollsumma',
} as const satisfies Record<PartName, string>;

const FACT_TAGS: Readonly<Record<FactName, string>> = {
  day: 'datum',
  ownNumber: 'vartNummer',
  theirNumber: 'ertNummer',
  officer: 'handlaggare',
  lastDay: 'svarSenast',
};

/** What a template may name: a value, or a loop with what may be named in it. */
export interface Shape {
  readonly [tag: string]: 'value' | Shape;
}

const BLOCK = {
  stycke: { text: 'value' },
  citat: { text: 'value' },
  underrubrik: { text: 'value' },
  inledning: { text: 'value' },
  punkter: { text: 'value' },
  numrerade: { nr: 'value', text: 'value' },
  satser: { nr: 'value', text: 'value' },
  tabell: { rad: 'value' },
  fakta: { etikett: 'value', varde: 'value' },
} as const satisfies Shape;
type BlockData = Partial<Record<keyof typeof BLOCK, object | readonly object[]>>;

const PART = { rubrik: 'value', block: BLOCK } as const satisfies Shape;

/** All that a template of any paper may name. */
export const SHAPE: Shape = {
  avsandare: 'value',
  handling: 'value',
  rubrik: 'value',
  nummer: 'value',
  ...Object.fromEntries(Object.values(FACT_TAGS).map((tag) => [tag, 'value' as const])),
  till: { rad: 'value' },
  brevhuvud: { rad: 'value' },
  uppgifter: { etikett: 'value', varde: 'value' },
  oppning: { block: BLOCK },
  delar: PART,
  ...Object.fromEntries(Object.values(PART_TAGS).map((tag) => [tag, PART])),
  underskrifter: { namn: 'value', titel: 'value' },
  sidfot: { rad: 'value' },
};

/** A paper as a template reads it: values and loops by name, and texts as they were written. */
export function wordDataOf(paper: Paper): Readonly<Record<string, unknown>> {
  const rows = (lines: readonly string[]) => lines.map((rad) => ({ rad }));
  const { opening, parts, signatures } = cut(paper.blocks);
  const named = (name: PartName) => parts.filter(({ part }) => part === name);
  const data = {
    avsandare: paper.sender,
    handling: paper.name,
    rubrik: paper.title,
    nummer: paper.number ?? '',
    ...Object.fromEntries(
      Object.entries(FACT_TAGS).map(([fact, tag]) => [
        tag,
        paper.facts.find((each) => each.fact === fact)?.value ?? '',
      ]),
    ),
    till: rows(paper.to),
    brevhuvud: rows(paper.letterhead ?? []),
    uppgifter: paper.facts.map(({ label, value }) => ({ etikett: label, varde: value })),
    oppning: opening.length === 0 ? [] : [{ block: opening.flatMap(blockData) }],
    delar: parts,
    ...Object.fromEntries(Object.entries(PART_TAGS).map(([name, tag]) => [tag, named(name as PartName)])),
    underskrifter: signatures.map(({ name, title }) => ({ namn: name, titel: title })),
    sidfot: rows(paper.foot),
  };
  return everyText(data) as Readonly<Record<string, unknown>>;
}

/** Parts that the kind of paper has and that nothing in the template shows. */
export const partsLeftOut = (shown: ReadonlySet<string>, kind: keyof typeof PARTS_OF): PartName[] =>
  shown.has('delar') ? [] : PARTS_OF[kind].filter((part) => !shown.has(PART_TAGS[part]));

interface PartData {
  readonly part: PartName | undefined;
  readonly rubrik: string;
  readonly block: BlockData[];
}

function cut(blocks: readonly Block[]) {
  const opening: Block[] = [];
  const parts: PartData[] = [];
  for (const block of blocks) {
    if (block.is === 'signatures') continue;
    if (block.is === 'heading' && block.level === 2)
      parts.push({ part: block.part, rubrik: block.text, block: [] });
    else if (parts.length === 0) opening.push(block);
    else parts.at(-1)!.block.push(...blockData(block));
  }
  const signatures = blocks.flatMap((block) => (block.is === 'signatures' ? block.signatures : []));
  return { opening, parts, signatures };
}

function blockData(block: Block): BlockData[] {
  if (block.is === 'heading') return [whole({ underrubrik: { text: block.text } })];
  if (block.is === 'text') return blocksOf(block.text).map(textData);
  if (block.is === 'clauses')
    return [
      whole({
        ...(block.lead !== '' && { inledning: { text: block.lead } }),
        satser: numbered(block.clauses, 1),
      }),
    ];
  if (block.is === 'points') return [whole({ punkter: block.items.map((text) => ({ text })) })];
  if (block.is === 'facts')
    return [whole({ fakta: block.facts.map(({ label, value }) => ({ etikett: label, varde: value })) })];
  if (block.is === 'table') return [table(block.head, block.rows)];
  if (block.is === 'revised') return [whole({ stycke: { text: block.runs.map(marked).join('') } })];
  return [];
}

function textData(block: TextBlock): BlockData {
  if (block.is === 'paragraph') return whole({ stycke: { text: block.text } });
  if (block.is === 'quote') return whole({ citat: { text: block.text } });
  if (block.is === 'table') return table(block.head, block.rows);
  return block.from === undefined
    ? whole({ punkter: block.items.map((item) => ({ text: withBelow(item) })) })
    : whole({ numrerade: numbered(block.items.map(withBelow), block.from) });
}

/** A loop has one level: what is below an item stands on lines of its own in it. */
const withBelow = (item: TextItem): string => {
  const { text, below } = itemOf(item);
  return [text, ...below.flatMap((list) => linesOf(list))].join('\n');
};

const linesOf = ({ from, items }: TextList, indent = ''): string[] =>
  items.map(itemOf).flatMap(({ text, below }, at) => {
    const mark = from === undefined ? '–' : `${from + at}.`;
    return [`${indent}${mark} ${text}`, ...below.flatMap((list) => linesOf(list, `${indent}  `))];
  });

const numbered = (texts: readonly string[], from: number) =>
  texts.map((text, at) => ({ nr: String(at + from), text }));

/** A loop of Word's has as many columns as it was drawn with: the cells of a row stand beside each other with a tab between. */
const table = (head: readonly string[], rows: readonly (readonly string[])[]): BlockData =>
  whole({ tabell: [head, ...rows].map((row) => ({ rad: row.join('\t') })) });

const marked = ({ change, text }: Run): string =>
  change === 'same' ? text : change === 'added' ? `[+${text}+]` : `[-${text}-]`;

/** With every name that there is: one that is missing would be looked for outside the block. */
const whole = (block: BlockData): BlockData => ({
  ...Object.fromEntries(Object.keys(BLOCK).map((name) => [name, []])),
  ...block,
});

function everyText(value: unknown): unknown {
  if (typeof value === 'string') return xmlText(value);
  if (Array.isArray(value)) return value.map(everyText);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, everyText(each)]));
}
