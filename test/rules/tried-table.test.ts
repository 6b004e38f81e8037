import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/config/project-root.js';

const page = readFileSync(join(projectRoot, 'docs/real-cases.md'), 'utf8');
const [, table = ''] = page.split('## What went wrong elsewhere');
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) => line.split('|').slice(1, 3) as [tried: string, tests: string]);

/** “a title” of `a-file`, as the table names them. */
const namedIn = (tests: string): [file: string, title: string][] =>
  tests.split(/;\s*(?=`)/u).flatMap((part) => {
    const file = /`([\w-]+)`/u.exec(part)?.[1] ?? '';
    return [...part.matchAll(/“((?:[^“”]|“[^”]*”)+)”/gu)].map(([, title]): [string, string] => [
      file,
      title!,
    ]);
  });

describe('what was tried elsewhere', () => {
  it('has a row for each line that was tried', () => {
    expect(rows).toHaveLength(30);
  });

  it.each(rows)('is sent by tests that are there: %s', (_, tests) => {
    const named = namedIn(tests);
    if (named.length === 0) expect(tests).toContain('recorded-inputs');
    for (const [file, title] of named) {
      const text = readFileSync(join(projectRoot, 'test/e2e', `${file}.test.ts`), 'utf8');
      expect([file, text.includes(title) ? title : 'not there']).toEqual([file, title]);
    }
  });

  it('has its inputs in the tests’ data', () => {
    expect(readdirSync(join(projectRoot, 'test/data/records'))).toHaveLength(14);
    expect(readdirSync(join(projectRoot, 'test/data/import'))).toHaveLength(22);
  });
});
