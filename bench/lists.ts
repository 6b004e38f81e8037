import { API_BASE } from '../src/http/api-base.js';
import { token } from './processes.js';
import { LISTS, PAGES } from './scenarios.js';

/** Asked so often, one at a time. */
const ASKED = 11;
/** Asked before that: each connection of the pool plans for itself, once, and a page asks on several. */
const WARMING = 40;

interface Took {
  readonly median: number;
  readonly slowest: number;
}

/** Each list alone, with nothing else running. */
export async function measureLists(url: string): Promise<string[]> {
  const rows: string[] = [];
  for (const [index, [persona, path]] of LISTS.entries()) {
    console.log(`Asking for a list alone, ${index + 1} of ${LISTS.length}: ${persona} ${path} …`);
    const headers = persona === 'anyone' ? {} : { Authorization: `Bearer ${await token(url, persona)}` };
    const [took] = await inTurn([{ address: `${url}${path}`, headers }]);
    rows.push(
      `| ${persona} | \`${decodeURI(path)}\` | ${took!.median.toFixed(1)} | ${took!.slowest.toFixed(1)} |`,
    );
  }
  return ['| who | list | median ms | slowest ms |', '|---|---|---|---|', ...rows];
}

/** Each page of TSN's officer beside what the API answers of the same matter. */
export async function measurePages(url: string, id: string): Promise<string[]> {
  const cookie = await signedIn(url, 'tsn-handlaggare');
  const bearer = { Authorization: `Bearer ${await token(url)}` };
  const rows: string[] = [];
  for (const { page, api } of PAGES) {
    console.log(`Asking for the page ${page} and for ${api.join(', ')} in turn …`);
    const [pageTook, ...apiTook] = await inTurn([
      { address: url + page.replace('{id}', id), headers: { Accept: 'text/html', Cookie: cookie } },
      ...api.map((path) => ({ address: `${url}${API_BASE}${path.replace('{id}', id)}`, headers: bearer })),
    ]);
    const sum = apiTook.reduce((total, { median }) => total + median, 0);
    const cells = [
      page,
      pageTook!.median.toFixed(1),
      api.join(', '),
      sum.toFixed(1),
      (pageTook!.median / sum).toFixed(2),
    ];
    rows.push(`| ${cells.join(' | ')} |`);
  }
  return [
    '| page | median ms | the same over the API | median ms, added up | ratio |',
    '|---|---|---|---|---|',
    ...rows,
  ];
}

/** The requests in turn, so that what the machine does meanwhile falls on all of them. */
async function inTurn(
  requests: readonly { address: string; headers: Record<string, string> }[],
): Promise<Took[]> {
  const took: number[][] = requests.map(() => []);
  for (let round = 0; round < WARMING + ASKED; round++) {
    for (const [index, { address, headers }] of requests.entries()) {
      const began = performance.now();
      const answer = await fetch(address, { headers, redirect: 'manual' });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`);
      if (round >= WARMING) took[index]!.push(performance.now() - began);
    }
  }
  return took.map((each) => {
    const sorted = each.toSorted((a, b) => a - b);
    return { median: sorted[Math.floor(sorted.length / 2)]!, slowest: sorted.at(-1)! };
  });
}

/** The cookie of a session, as a browser gets it that signs in to the demo. */
async function signedIn(url: string, persona: string): Promise<string> {
  const answer = await fetch(`${url}/logga-in`, {
    method: 'POST',
    body: new URLSearchParams({ persona, till: '/inkorg' }),
    headers: { 'Sec-Fetch-Site': 'same-origin', Origin: url },
    redirect: 'manual',
  });
  return answer.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ');
}
