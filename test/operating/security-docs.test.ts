import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/config/project-root.js';

const page = (name: string) => readFile(join(projectRoot, 'docs', name), 'utf8');

describe.each(['security.md', 'asvs.md', 'releasing.md'])('docs/%s', (name) => {
  it('names only files that are there', async () => {
    const text = await page(name);
    const named = [...text.matchAll(/`([\w.][\w./-]*\.(?:tsx?|js|md|json|yml)|Dockerfile|\.\w+ignore)`/g)]
      .map(([, path]) => path!)
      .filter((path) => !path.startsWith('dist/'));
    const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, path]) => `docs/${path}`);
    expect(named.length + linked.length).toBeGreaterThan(3);
    expect([...named, ...linked].filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
  });
});

describe('the table of ASVS', () => {
  const rows = async () =>
    [...(await page('asvs.md')).matchAll(/^\| (\d+\.\d+\.\d+) +\| ([12]) +\| (.+?) +\| (.+?) +\|/gm)].map(
      ([, id, level, , verdict]) => ({ id: id!, level: Number(level), verdict: verdict! }),
    );

  it('has every requirement of the two levels once', async () => {
    const all = await rows();
    const ids = all.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    // So many has ASVS 5.0.0.
    const ofLevel = (wanted: number) => all.filter(({ level }) => level === wanted).length;
    expect([ofLevel(1), ofLevel(2)]).toEqual([70, 183]);
  });

  it('counts its own rows right', async () => {
    const verdicts = (await rows()).map(({ verdict }) => verdict);
    const beginning = (start: string) => verdicts.filter((verdict) => verdict.startsWith(start)).length;
    const [met, shown, operator, not, apart] = ['met', 'not shown', 'operator', '**not met**', '–'].map(
      beginning,
    );
    expect(met! + shown! + operator! + not! + apart!).toBe(verdicts.length);
    expect(await page('asvs.md')).toContain(
      `Of ${verdicts.length} requirements ${met} are met, ${shown} are not shown, ${operator} rest with the operator, ${not} are not met and ${apart} do not apply.`,
    );
  });

  it('shows by a test what is met', async () => {
    const met = (await page('asvs.md'))
      .split('\n')
      .filter((line) => /^\| [\d.]+ +\| [12] +\|.+?\| met\b/.test(line));
    expect(met.length).toBeGreaterThan(80);
    const shownBy = (line: string) => line.split('|').at(-2)!;
    expect(met.filter((line) => !/`test\/[\w./-]+\.(test|fault)\.ts`/.test(shownBy(line)))).toEqual([]);
  });
});
