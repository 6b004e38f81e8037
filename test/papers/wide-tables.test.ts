import { expect, it } from '@jest/globals';
import { blocksOf } from '../../src/papers/blocks.js';
import { columnWidths } from '../../src/papers/column-widths.js';

const tablesOf = (text: string) =>
  blocksOf(text).flatMap((block) => (block.is === 'table' ? [[block.head, ...block.rows]] : []));
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const numbers = (count: number) => Array.from({ length: count }, (_, nr) => String(nr));

it.each([
  ['one very wide row below many', 10_000, 20_000, 1],
  ['many tables, each with a wide head', 100, 200, 50],
])('%s takes no more cells than characters, and loses nothing', (_, short, wide, tables) => {
  const table = [row(numbers(wide)), '|---|', ...Array.from({ length: short }, () => '| b |')].join('\n');
  const text = Array.from({ length: tables }, () => table).join('\n\n');
  const found = tablesOf(text);
  expect(found).toHaveLength(tables);
  expect(found.flat(2).length).toBeLessThanOrEqual(text.length);
  for (const [head] of found) expect(head!.join(' | ')).toBe(numbers(wide).join(' | '));
});

it('columns have room for their numbers, and the longest words are divided first', () => {
  const rows = [
    ['TSN 2023/112', 'Upphandlingsunderlagsgranskningskommitté', 'ord '.repeat(80), '1 200 000 kr'],
  ];
  const [number, word, text, sum] = columnWidths(['Nummer', 'Organ', 'Ärende', 'Kostnad'], rows);
  expect([number, sum]).toEqual([145, 145]);
  expect(word).toBeGreaterThan(number!);
  expect(text).toBeGreaterThan(number!);
  const many = Array.from({ length: 7 }, (_, at) => (at % 2 === 0 ? '1 200 000 kr' : 'x'.repeat(40)));
  const widths = columnWidths(many, []);
  expect(widths[0]! / widths.reduce((all, each) => all + each)).toBeGreaterThan(1 / 8);
});

it('a table whose rows are not all full is filled up as before', () => {
  const text = [
    '| Instans | Ställning | Datum |',
    '|---|---|---|',
    '| Socialnämnden |',
    '| TSN | tillstyrker |',
  ];
  expect(tablesOf(text.join('\n'))).toEqual([
    [
      ['Instans', 'Ställning', 'Datum'],
      ['Socialnämnden', '', ''],
      ['TSN', 'tillstyrker', ''],
    ],
  ]);
});
