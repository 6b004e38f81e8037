import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { loadDemo } from '../../src/demo/demo-data.js';
import { startService, type Service } from '../support/service.js';
import { Visitor } from '../support/visitor.js';

let service: Service;
beforeAll(async () => {
  service = await startService({ ROLE: 'api' });
  await loadDemo(service.app);
});
afterAll(() => service.stop());

/** Addresses of one kind are alike but for the record, the day and the number in them, and what a list is asked for. */
const kindOf = (address: string): string => {
  const { pathname, searchParams } = new URL(address, 'http://here');
  const path = pathname
    .replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, '{id}')
    .replaceAll(/\d{4}-\d{2}-\d{2}/g, '{day}')
    .replaceAll(/\/\d+(?=\/|$)/g, '/{n}');
  return `${path}?${[...searchParams.keys()].toSorted().join('&')}`;
};

it.each([
  'tsn-lasare',
  'tsn-handlaggare',
  'tsn-chef',
  'tsn-sekreterare',
  'tsn-registrator',
  'ks-registrator',
  'admin',
])('no page leads %s to one that does not answer', async (persona) => {
  const visitor = new Visitor(await service.app.getUrl());
  await visitor.signIn(persona);
  const seen = new Set<string>();
  const astray: string[] = [];
  const waiting: [address: string, from: string][] = [['/', '']];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [address, from] = next;
    if (seen.has(kindOf(address))) continue;
    seen.add(kindOf(address));
    const page = await visitor.visit(address, { Accept: 'text/html,*/*;q=0.8' });
    if (page.status !== 200) astray.push(`${page.status} ${address}, from ${from}`);
    if (!page.headers.get('content-type')?.startsWith('text/html')) continue;
    for (const { name, attributes } of page.elements) {
      const href = name === 'a' && attributes['href']?.split('#')[0];
      if (!href || /^[a-z]+:|^\/docs/.test(href)) continue;
      const { pathname, search } = new URL(href, `http://here${page.path}`);
      waiting.push([pathname + search, address]);
    }
  }
  expect(astray).toEqual([]);
  expect(seen.size).toBeGreaterThan(30);
});
