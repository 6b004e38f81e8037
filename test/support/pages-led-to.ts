import { Visitor, type Visited } from './visitor.js';

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
export async function* pagesLedTo(
  base: string,
  persona: string,
  headers: Readonly<Record<string, string>> = {},
): AsyncGenerator<{ address: string; from: string; page: Visited }> {
  const visitor = await Visitor.signedIn(base, persona);
  const seen = new Set<string>();
  const waiting: [address: string, from: string][] = [['/', '']];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [address, from] = next;
    if (seen.has(kindOf(address))) continue;
    seen.add(kindOf(address));
    const page = await visitor.visit(address, { Accept: 'text/html,*/*;q=0.8', ...headers });
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

export const isHtml = ({ headers }: Visited): boolean =>
  headers.get('content-type')?.startsWith('text/html') ?? false;
