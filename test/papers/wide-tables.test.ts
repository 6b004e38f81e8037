import { expect, it } from '@jest/globals';
import { blocksOf } from '../../src/papers/blocks.js';

it('a table of many rows and one very wide one takes no more cells than a paper can have, and loses nothing', () => {
  const wide = Array.from({ length: 20_000 }, (_, nr) => String(nr));
  const text = [
    '| a |',
    '|---|',
    ...Array.from({ length: 10_000 }, () => '| b |'),
    `| ${wide.join(' | ')} |`,
  ];
  const [table] = blocksOf(text.join('\n'));
  if (table?.is !== 'table') throw new Error('That is no table.');
  const cells = [table.head, ...table.rows].reduce((sum, row) => sum + row.length, 0);
  expect(cells).toBeLessThanOrEqual(20_000);
  expect(table.rows.at(-1)!.join(' | ')).toBe(wide.join(' | '));
});
