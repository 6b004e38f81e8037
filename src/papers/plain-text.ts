import { blocksOf, itemOf, type TextBlock, type TextList } from './blocks.js';
import type { Block, Fact, Paper, Run } from './paper.js';

/** A paper as plain text, for mail and for whoever reads without layout. Its lines are as long as they were written. */
export function plainTextOf(paper: Paper): string {
  const parts = [
    [paper.sender, ...(paper.letterhead ?? []), paper.name].join('\n'),
    factLines(paper.facts),
    paper.to.join('\n'),
    underlined(paper.title, '='),
    ...paper.blocks.map(textOf),
    paper.foot.join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function textOf(block: Block): string {
  if (block.is === 'heading') return block.level === 2 ? underlined(block.text, '-') : block.text;
  if (block.is === 'text') return blocksOf(block.text).map(textBlock).join('\n\n');
  if (block.is === 'clauses') return clausesOf(block).join('\n\n');
  if (block.is === 'points') return block.items.map((item) => `- ${item}`).join('\n');
  if (block.is === 'facts') return factLines(block.facts);
  if (block.is === 'table') return table(block.head, block.rows);
  if (block.is === 'revised') return block.runs.map(marked).join('');

  return block.signatures
    .map(({ name, title }) => [name, title].filter((line) => line !== '').join('\n'))
    .join('\n\n');
}

const MARKS = {
  sentences: () => '',
  numbered: (at: number) => `${at + 1}. `,
  points: () => '- ',
} as const;

const clausesOf = ({ lead, clauses, style = 'sentences' }: Extract<Block, { is: 'clauses' }>): string[] =>
  [lead, ...clauses.map((clause, at) => `${MARKS[style](at)}${clause}`)].filter((line) => line !== '');

/** In the signs of `wdiff`, which whoever compares texts knows. */
const marked = ({ change, text }: Run): string =>
  change === 'same' ? text : change === 'added' ? `{+${text}+}` : `[-${text}-]`;

function textBlock(block: TextBlock): string {
  if (block.is === 'paragraph') return block.text;
  if (block.is === 'quote') return block.text.replaceAll(/^/gm, '> ');
  if (block.is === 'list') return listed(block);

  return table(block.head, block.rows);
}

/** What is below an item stands as far in as its text begins, where `blocksOf` finds it again. */
const listed = ({ from, items }: TextList): string =>
  items
    .map((item, at) => {
      const { text, below } = itemOf(item);
      const mark = from === undefined ? '- ' : `${from + at}. `;
      return [
        `${mark}${text}`,
        ...below.map((list) => listed(list).replaceAll(/^/gm, ' '.repeat(mark.length))),
      ].join('\n');
    })
    .join('\n');

/** In the convention of `blocksOf`, so that what is written so is read back as a table. */
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(oneLine).join(' | ')} |`).join('\n');

const oneLine = (cell: string): string =>
  cell
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');

const factLines = (facts: readonly Fact[]): string =>
  facts.map(({ label, value }) => (label === '' ? value : `${label}: ${value}`)).join('\n');

const underlined = (text: string, sign: string): string =>
  `${text}\n${sign.repeat(Math.min(text.length, 72))}`;
