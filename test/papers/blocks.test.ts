import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { blocksOf, itemOf, type TextBlock } from '../../src/papers/blocks.js';
import { filled } from '../../src/papers/paper.js';
import { heading, points } from '../../src/papers/parts.js';
import { plainTextOf } from '../../src/papers/plain-text.js';
import { everyPart } from '../support/papers.js';

describe('the blocks of a text', () => {
  it('are its paragraphs, whose line breaks stay', () => {
    expect(blocksOf('Ett.\nTvå.\n\n\nTre.\r\n')).toEqual([
      { is: 'paragraph', text: 'Ett.\nTvå.' },
      { is: 'paragraph', text: 'Tre.' },
    ]);
  });

  it('are points also where they follow a line of text, and what goes on in the next line is a part of its point', () => {
    expect(
      blocksOf('enligt följande:\n• Lärande ingår i området ”Utbildning och\nsysselsättning”\n• Fritid'),
    ).toEqual([
      { is: 'paragraph', text: 'enligt följande:' },
      {
        is: 'list',
        from: undefined,
        items: ['Lärande ingår i området ”Utbildning och sysselsättning”', 'Fritid'],
      },
    ]);
  });

  it('are numbered as somebody numbered them: a gap begins a list of its own', () => {
    expect(blocksOf('1. ett\n2) två\n4. fyra')).toEqual([
      { is: 'list', from: 1, items: ['ett', 'två'] },
      { is: 'list', from: 4, items: ['fyra'] },
    ]);
  });

  it('have lists below their items, and lists below those', () => {
    const below = (from: number | undefined, ...items: string[]) => ({ is: 'list', from, items });
    expect(
      blocksOf('- vägar\n  - gång\n    som går vidare\n\t- allra längst in\n  1. först\n  2. sedan\n- lek'),
    ).toEqual([
      {
        is: 'list',
        from: undefined,
        items: [
          {
            text: 'vägar',
            below: [
              {
                is: 'list',
                from: undefined,
                items: [{ text: 'gång som går vidare', below: [below(undefined, 'allra längst in')] }],
              },
              below(1, 'först', 'sedan'),
            ],
          },
          'lek',
        ],
      },
    ]);
    expect(blocksOf('1. ett\n   - punkt\n2. två')).toEqual([
      { is: 'list', from: 1, items: [{ text: 'ett', below: [below(undefined, 'punkt')] }, 'två'] },
    ]);
    expect(blocksOf('- en\n - två')).toEqual([below(undefined, 'en', 'två')]);
  });

  it('are in plain text as they were written', () => {
    const written =
      '- vägar\n  - gång\n    - sommartid\n    - vintertid\n  1. först\n     - allra först\n- lek\n\n1. ett\n   - punkt\n2. två';
    const text = plainTextOf({ ...everyPart, blocks: [{ is: 'text', text: written }] });
    expect(text).toContain(`\n${written}\n`);
  });

  it('are no deeper than five lists, however far in a line stands', () => {
    const depthOf = (block: TextBlock): number =>
      block.is !== 'list'
        ? 0
        : 1 + Math.max(0, ...block.items.flatMap((item) => itemOf(item).below.map(depthOf)));
    const stairs = Array.from({ length: 3000 }, (_, at) => `${' '.repeat(2 * at)}- ${at}`);
    expect(blocksOf(stairs.join('\n')).map(depthOf)).toEqual([5]);
  });

  it('leave a day at the beginning of a line in its sentence', () => {
    expect(blocksOf('Nämnden beslutade den\n22. maj att avvakta.')).toEqual([
      { is: 'paragraph', text: 'Nämnden beslutade den\n22. maj att avvakta.' },
    ]);
  });

  it('are quotes and tables; rows that lack cells are filled', () => {
    expect(blocksOf('> Sagt så.\n> Och så.\n\n| A | B |\n|---|---|\n| 1 |\n| 2 | 3 |')).toEqual([
      { is: 'quote', text: 'Sagt så.\nOch så.' },
      {
        is: 'table',
        head: ['A', 'B'],
        rows: [
          ['1', ''],
          ['2', '3'],
        ],
      },
    ]);
  });

  it('leave out no word of any text', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '',
        '- punkt',
        '  - längre in',
        '   2. längre in',
        '    - längst in',
        '      1. längst in',
        '1. ett',
        '2. två',
        '7. sju',
        '> citat',
        '| a | b |',
        '|---|---|',
        '  fortsättning',
        'text:',
      ),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
        // The numbers of a list are in it as its order.
        expect(words(blocksOf(lines.join('\n')).map(said).join('\n'))).toEqual(words(lines.join('\n')));
      }),
      { numRuns: 2000 },
    );
  });
});

function said(block: TextBlock): string {
  if (block.is === 'list')
    return block.items
      .map(itemOf)
      .map(({ text, below }, at) =>
        [`${block.from === undefined ? '' : block.from + at} ${text}`, ...below.map(said)].join('\n'),
      )
      .join('\n');
  if (block.is === 'table') return [block.head, ...block.rows].flat().join('\n');

  return block.text;
}

it('a heading with nothing below it is left out, also before those who sign', () => {
  const signatures = { is: 'signatures', signatures: [{ name: 'Anna Ek', title: 'Handläggare' }] } as const;
  expect(filled([heading('Beslutet skickas till'), points([]), signatures])).toEqual([signatures]);
});
