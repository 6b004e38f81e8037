import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(`src/${file}`, 'utf8') }));

it('makes every connection to PostgreSQL one whose loss ends no process', () => {
  const plain = sources.filter(({ text }) =>
    /new pg\.(Client|Pool)\((?![^;]*Client: DatabaseClient)/.test(text),
  );
  const pools = sources.filter(
    ({ text }) => /type: 'postgres'/.test(text) && !/Client: (Database|Prepared)Client/.test(text),
  );
  expect([...plain, ...pools].map(({ file }) => file)).toEqual([]);
});
