import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/config/project-root.js';

const page = await readFile(join(projectRoot, 'docs/architecture.md'), 'utf8');
const blocks = [...page.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code!);

/** However it is spaced, aligned and broken into lines. */
const folded = (code: string): string => code.replace(/,?\s+(?=[)\]}])|\s+/g, '');

describe('docs/architecture.md', () => {
  it('has examples of code, each of a file', () => {
    expect(blocks.length).toBeGreaterThan(5);
    expect(blocks.filter((code) => !code.startsWith('// '))).toEqual([]);
  });

  it.each(blocks)('shows what stands in the file: %#', async (code) => {
    const [, path, shown] = /^\/\/ (\S+)\n([^]*)$/.exec(code)!;
    const file = await readFile(join(projectRoot, path!), 'utf8');
    expect(folded(file)).toContain(folded(shown!));
  });

  it('names only files and folders that are there', () => {
    const named = [...page.matchAll(/`((?:src|test|bench|migrations|docs)\/[\w./-]*(?:\.\w+|\/))`/g)].map(
      ([, path]) => path!,
    );
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
  });
});
