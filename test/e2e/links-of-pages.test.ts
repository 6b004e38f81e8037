import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../src/demo/demo-data.js';
import { startService, type Service } from '../support/service.js';
import { faultsOf } from '../support/valid-html.js';
import { Visitor, type Visited } from '../support/visitor.js';

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

/** A page for each kind of address that the pages lead a person to, with the address of the page that leads there. */
async function* pagesOf(persona: string): AsyncGenerator<{ address: string; from: string; page: Visited }> {
  const visitor = await Visitor.signedIn(service.base, persona);
  const seen = new Set<string>();
  const waiting: [address: string, from: string][] = [['/', '']];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [address, from] = next;
    if (seen.has(kindOf(address))) continue;
    seen.add(kindOf(address));
    const page = await visitor.visit(address, { Accept: 'text/html,*/*;q=0.8' });
    yield { address, from, page };
    if (!isHtml(page)) continue;
    for (const { name, attributes } of page.elements) {
      const href = name === 'a' && attributes['href']?.split('#')[0];
      if (!href || /^[a-z]+:|^\/docs/.test(href)) continue;
      const { pathname, search } = new URL(href, `http://here${page.path}`);
      waiting.push([pathname + search, address]);
    }
  }
}
const isHtml = ({ headers }: Visited) => headers.get('content-type')?.startsWith('text/html') ?? false;

describe.each([
  'tsn-lasare',
  'tsn-handlaggare',
  'tsn-chef',
  'tsn-sekreterare',
  'tsn-registrator',
  'ks-registrator',
  'admin',
])('the pages of %s', (persona) => {
  const astray: string[] = [];
  const invalid = new Map<string, string>();
  let seen = 0;
  beforeAll(async () => {
    for await (const { address, from, page } of pagesOf(persona)) {
      seen += 1;
      if (page.status !== 200) astray.push(`${page.status} ${address}, from ${from}`);
      for (const fault of isHtml(page) ? await faultsOf(page.html) : []) invalid.set(fault, address);
    }
    expect(seen).toBeGreaterThan(30);
  });

  it('lead to none that does not answer', () => expect(astray).toEqual([]));
  it('are valid HTML', () => expect([...invalid]).toEqual([]));
});
