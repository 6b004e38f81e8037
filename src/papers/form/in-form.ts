import type { Block, Fact, Paper } from '../paper.js';
import type { ClauseStyle, FormPart, PaperForm } from './paper-form.js';

type Clauses = Extract<Block, { is: 'clauses' }>;

/** A heading with all that stands under it. */
interface Piece {
  readonly heading: Extract<Block, { is: 'heading' }>;
  readonly under: readonly Block[];
}

/** A paper in the shape that a body has given its papers. All of it is there, whatever the form names. */
export function inForm(paper: Paper, form: PaperForm): Paper {
  const signatures = paper.blocks.flatMap((block) => (block.is === 'signatures' ? block.signatures : []));
  const { opening, pieces } = cut(paper.blocks.filter(({ is }) => is !== 'signatures'));
  const blocks = [...opening, ...inOrder(pieces, form.parts)].map((block) =>
    block.is === 'clauses' ? written(block, form.clauses) : block,
  );
  const signing = [...form.signatures, ...signatures];
  return {
    ...paper,
    name: form.name ?? paper.name,
    facts: paper.facts.map((fact) => called(fact, form)),
    blocks: [
      ...stepwise(blocks),
      ...(signing.length > 0 ? [{ is: 'signatures', signatures: signing } as const] : []),
    ],
    foot: form.foot.length > 0 ? form.foot : paper.foot,
    ...(form.letterhead.length > 0 && { letterhead: form.letterhead }),
    ...(form.logotype !== null && { logotype: form.logotype }),
  };
}

function cut(blocks: readonly Block[]): { opening: Block[]; pieces: Piece[] } {
  const opening: Block[] = [];
  const pieces: { heading: Piece['heading']; under: Block[] }[] = [];
  for (const block of blocks) {
    if (block.is === 'heading' && block.level === 2) pieces.push({ heading: block, under: [] });
    else (pieces.at(-1)?.under ?? opening).push(block);
  }
  return { opening, pieces };
}

function inOrder(pieces: readonly Piece[], parts: readonly FormPart[]): Block[] {
  const placed = new Set(parts.flatMap(({ part, heading }) => (part === 'section' ? folded(heading) : [])));
  const left = new Set(pieces);
  const blocks: Block[] = [];
  for (const place of parts)
    for (const piece of [...left].filter((each) => belongsAt(place, each, placed))) {
      left.delete(piece);
      blocks.push(...headed(piece, place.part === 'sections' ? piece.heading.text : place.heading));
    }
  return [...blocks, ...[...left].flatMap((piece) => headed(piece, piece.heading.text))];
}

/** @param placed headings of sections that have a place of their own, and do not stand among the others. */
function belongsAt(
  { part, heading }: FormPart,
  { heading: own }: Piece,
  placed: ReadonlySet<string>,
): boolean {
  if (part === 'section') return own.part === 'sections' && folded(own.text) === folded(heading);
  return own.part === part && !(part === 'sections' && placed.has(folded(own.text)));
}

/** A heading, whether or not it was written with its number or a mark: `## 2. Barnperspektiv`. */
export const folded = (heading: string): string =>
  heading
    .trim()
    .replace(/^(?:#{1,6}\s*)?(?:\d{1,2}[.)]?\s+)?/, '')
    .toLocaleLowerCase('sv');

const headed = ({ heading, under }: Piece, text: string): Block[] => [
  ...(text === '' ? [] : [{ ...heading, text }]),
  ...under,
];

/** A heading of the third rank has one of the second before it, also where a part has lost its own. */
function stepwise(blocks: readonly Block[]): Block[] {
  let isUnder = false;
  return blocks.map((block) => {
    if (block.is !== 'heading') return block;
    isUnder ||= block.level === 2;
    return isUnder ? block : { ...block, level: 2 };
  });
}

const called = (fact: Fact, { labels }: PaperForm): Fact =>
  fact.fact === undefined ? fact : { ...fact, label: labels[fact.fact] ?? fact.label };

/** Sentences that stand by themselves need no words that lead to them; those that go on from such words keep them. */
function written(block: Clauses, style: ClauseStyle): Clauses {
  const goesOn = block.clauses.some((clause) => /^att\s/i.test(clause));
  const lead = style !== 'sentences' && block.leadBegins === true && !goesOn ? '' : block.lead;
  return { ...block, lead, style };
}
