import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { writeCsv } from '../../src/lists/write-csv.js';

const COLUMNS = ['first', 'second'];
const file = (rows: readonly (readonly [string, string])[]): string =>
  writeCsv(COLUMNS, rows.map(([first, second]) => ({ first, second })), true); // prettier-ignore

/** A cell as the file holds it. */
const cell = (text: string): string => parse(file([[text, 'x']]), { bom: true })[1]![0]!;

const PYTHON = `
import csv, io, json, sys
text = sys.stdin.buffer.read().decode('utf-8-sig')
json.dump(list(csv.reader(io.StringIO(text, newline=''), strict=True)), sys.stdout)`;
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** The signs that files are broken with, among ordinary letters. */
const troublesome = fc.string({
  unit: fc.constantFrom(
    'a', 'å', ' ', ',', ';', '"', "'", '=', '+', '-', '@', '＝', '＠', '\t', '\r', '\n', '\v', '\f', '\u0085', '\u2028', '\u2029', '\u00a0',
  ), // prettier-ignore
  maxLength: 12,
});

describe('a CSV file', () => {
  it.each(['\r', '\n', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029', '"', ','])(
    'quotes a cell that holds %j',
    (sign) => {
      const line = file([[`a${sign}b`, 'c']]).slice('\ufefffirst,second\r\n'.length);
      expect(line).toBe(`"a${sign === '"' ? '""' : sign}b",c\r\n`);
    },
  );

  it('leaves a number as it is, below zero too', () => {
    expect(writeCsv(COLUMNS, [{ first: -3, second: '-3' }], false)).toBe("-3,'-3\r\n");
  });

  it.each([
    '=1+1', '+46', '-1', '@SUM(A1)', '\tflik', '\rrad', '  =1', '\u00a0=1', '\n=1', '\u200b=1', '＝1', '＋1', '－1', '＠1', ' ＝1', '﹦1',
  ])('lets the cell %j be no formula', (text) => {
    expect(cell(text)).toBe(`'${text}`);
  }); // prettier-ignore

  it.each(['a=1', 'Å-verket', '1-2', "'citat", ' text', ''])('leaves the cell %j as it is', (text) => {
    expect(cell(text)).toBe(text);
  });

  it('is read by another reader as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(troublesome, troublesome), { maxLength: 6 }), (rows) => {
        const read: string[][] = parse(file(rows), { bom: true, record_delimiter: '\r\n' });
        expect(read.slice(1).map((row) => row.map(plain))).toEqual(rows.map((row) => row.map(plain)));
      }),
    );
  });

  (hasPython ? it : it.skip)('is read by Python’s csv module as it was written', () => {
    const rows = fc.sample(fc.tuple(troublesome, troublesome), { numRuns: 500, seed: 12 });
    const { stdout, stderr } = spawnSync('python3', ['-c', PYTHON], { input: file(rows), encoding: 'utf8' });
    expect(stderr).toBe('');
    const read: string[][] = JSON.parse(stdout);
    expect(read.slice(1).map((row) => row.map(plain))).toEqual(rows.map((row) => row.map(plain)));
  });
});

/** Without the apostrophes in front, which stand for a formula that is none. */
const plain = (text: string): string => text.replace(/^'+/, '');
