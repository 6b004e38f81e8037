import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadDemo } from '../../src/demo/demo-data.js';
import { isHtml, pagesLedTo } from '../support/pages-led-to.js';
import { startService, type Service } from '../support/service.js';
import { faultsOf } from '../support/valid-html.js';

let service: Service;
beforeAll(async () => {
  service = await startService({ ROLE: 'api' });
  await loadDemo(service.app);
});
afterAll(() => service.stop());

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
    for await (const { address, from, page } of pagesLedTo(service.base, persona)) {
      seen += 1;
      if (page.status !== 200) astray.push(`${page.status} ${address}, from ${from}`);
      for (const fault of isHtml(page) ? await faultsOf(page.html) : []) invalid.set(fault, address);
    }
    expect(seen).toBeGreaterThan(30);
  });

  it('lead to none that does not answer', () => expect(astray).toEqual([]));
  it('are valid HTML', () => expect([...invalid]).toEqual([]));
});
