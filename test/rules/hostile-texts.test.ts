import { performance } from 'node:perf_hooks';
import { expect, it } from '@jest/globals';
import { namesTag } from '../../src/changes/entity-tags.js';
import { Printable } from '../../src/papers/pdf/printable.js';
import { personalDataWarnings } from '../../src/rules/personal-data.js';
import { adviceOn } from '../../src/statements/advice.js';
import { emptyStatement } from '../../src/statements/statement.js';
import { pointingElsewhere } from '../../src/statements/statement-warnings.js';
import { filesInZip } from '../../src/statements/zip-of-reports.js';
import { archive } from '../hostile/archives.js';
import { parts, textOf } from '../hostile/large-texts.js';

/**
 * What looks at a text where everyone waits for it, at the longest there may be: it takes no more time for what nobody would
 * write than for plain words, but for what comes with the number of signs.
 */
const LONGEST = 80_000;
const PARTS: typeof parts = {
  ...parts,
  'one word': () => 'ö',
  blanks: () => ' ',
  'empty lines': () => '\n',
  'leaders of a table of contents': () => '. ',
};
const words = textOf(parts['words']!, LONGEST);
const statement = (text: string) => ({
  ...emptyStatement,
  title: 'Yttrande',
  matter: text,
  summary: text,
  assessment: text,
  clauses: [{ text }],
  sections: [{ heading: 'Barnens bästa', text }],
});

const LOOKING: Readonly<Record<string, (text: string) => unknown>> = {
  'signs of persons': personalDataWarnings,
  'advice on a statement': (text) => adviceOn(statement(text), { questions: 1, headings: ['Barnens bästa'] }),
  'what a clause points to': pointingElsewhere,
};

function took(look: (text: string) => unknown, text: string): number {
  const began = performance.now();
  look(text);
  return performance.now() - began;
}

it.each(Object.keys(LOOKING))('%s is looked for as fast in texts that nobody would write', (name) => {
  const look = LOOKING[name]!;
  took(look, words);
  const usual = took(look, words);
  const slow = Object.entries(PARTS).flatMap(([part, make]) => {
    const text = `${textOf(make, LONGEST)}.`;
    // What a busy machine adds is not there each time.
    const least = Math.min(took(look, text), took(look, text), took(look, text));
    return least < 10 * usual + 2000 ? [] : [`${part}: ${Math.round(least)} ms`];
  });
  expect(slow).toEqual([]);
});

it('a long line is printed as its parts are, wherever it is cut', () => {
  const part = 'a👩‍👩‍👧e\u0301å→😀';
  const printed = (text: string) => new Printable().of(text);
  for (const before of ['', 'x', 'xx', 'xxx', 'xxxx'])
    expect(printed(before + part.repeat(300))).toBe(before + printed(part).repeat(300));
});

it('what an archive calls its files is looked at as soon whatever it is', async () => {
  const files = (name: string) =>
    archive(Array.from({ length: 30 }, (_, at) => ({ name: `${at}${name}.txt`, content: 'x' })));
  const looking = async (name: string) => {
    const zip = files(name);
    const began = performance.now();
    // It may be one in which nothing is to be read.
    await filesInZip(zip).catch(() => undefined);
    return performance.now() - began;
  };
  const usual = await looking('x'.repeat(60_000));
  expect(await looking(`${'/__MACOSX/'.repeat(6000)}\nx`)).toBeLessThan(10 * usual + 500);
});

it('a condition of a request is refused as soon whatever stands in it', () => {
  const refusing = (value: string) => () => {
    for (let times = 0; times < 10; times++) expect(() => namesTag('If-None-Match', value, '"1"')).toThrow();
  };
  const usual = took(refusing('a'.repeat(15_000)), '');
  expect(took(refusing(`a${'\t'.repeat(15_000)}b`), '')).toBeLessThan(10 * usual + 300);
});
