import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { projectRoot } from '../../src/config/project-root.js';
import { API_BASE } from '../../src/http/api-base.js';
import { operations } from '../hostile/operations.js';

const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].concat(
  readdirSync(join(projectRoot, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
);

const withoutNames = (path: string): string => path.replace(/\{\w+\}/g, '{}');
/** A parameter stands for anything. */
const shapeOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
/** Of an address that begins with “…” only the end is said, and of one of the API not where the API is. */
const isThere = (method: string, address: string): boolean =>
  operations
    .filter((each) => each.method === method)
    .some(({ base, path }) =>
      address.startsWith('…')
        ? withoutNames(path).endsWith(withoutNames(address.slice(1)))
        : shapeOf(base === API_BASE ? path : base + path).test(address.replace(API_BASE, '')),
    );

it.each(pages)('every request that %s names is one of the API', (page) => {
  const text = readFileSync(join(projectRoot, page), 'utf8');
  const named = [
    ...text.matchAll(/`((?:(?:GET|POST|PUT|PATCH|DELETE)[, ]*(?:and )?)+)((?:\/|…)[^\s`]*)/g),
  ].flatMap(([, methods = '', address = '']) =>
    (methods.match(/[A-Z]+/g) ?? []).map((method) => ({ method, address: address.split('?')[0]! })),
  );
  // The stream of events never ends, and is left out of the operations.
  const unknown = named.filter(
    ({ method, address }) => !/^(?:\/yttra\/v1)?\/events$/.test(address) && !isThere(method, address),
  );
  expect(unknown).toEqual([]);
});
