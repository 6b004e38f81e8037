import { API_BASE } from '../src/http/api-base.js';
import { signedIn, token } from './processes.js';
import { LISTS, PAGES } from './scenarios.js';

/** Asked so often, one at a time: the hundredth part of them is one, so that the 99th percentile is not the slowest. */
const ASKED = 200;
/** Asked before that: each connection of the pool plans for itself, once, and a page asks on several. */
const WARMING = 40;
/** The page of a list that is gone through by cursor. */
const DEEP = 50;

interface Took {
  readonly median: number;
  readonly p99: number;
}

/** Each list alone, with nothing else running. */
export async function measureLists(url: string, id: string): Promise<string[]> {
  const rows: string[] = [];
  const named = await recordsOf(url, id);
  for (const [index, { persona, path, deep }] of LISTS.entries()) {
    console.log(`Asking for a list alone, ${index + 1} of ${LISTS.length}: ${persona} ${path} …`);
    const headers: Record<string, string> =
      persona === 'anyone' ? {} : { Authorization: `Bearer ${await token(url, persona)}` };
    const first = url + named(path);
    const [took] = await inTurn([{ address: deep ? await deepIn(first, headers) : first, headers }]);
    rows.push(
      `| ${persona} | \`${path}\`${deep ? `, page ${DEEP} by cursor` : ''} | ${took!.median.toFixed(1)} | ${took!.p99.toFixed(1)} |`,
    );
  }
  return ['| who | list | median ms | 99 % ms |', '|---|---|---|---|', ...rows];
}

/** The address of a page deep in a list, come to as an integrator does: from cursor to cursor. */
async function deepIn(first: string, headers: Record<string, string>): Promise<string> {
  let address = first;
  for (let page = 1; page < DEEP; page++) {
    const answer = await fetch(address, { headers });
    const { nextCursor } = (await answer.json()) as { nextCursor: string | null };
    if (nextCursor === null) throw new Error(`${first} has no page ${page + 1}`);
    address = `${first}&cursor=${encodeURIComponent(nextCursor)}`;
  }
  return address;
}

/** Each page beside what the API answers of the same matter, to the same person. */
export async function measurePages(url: string, id: string): Promise<string[]> {
  const named = await recordsOf(url, id);
  const rows: string[] = [];
  for (const { persona, page, api } of PAGES) {
    console.log(`Asking for the page ${page} and for ${api.join(', ')} in turn …`);
    const bearer = {
      Authorization: `Bearer ${await token(url, persona)}`,
      Accept: 'application/json, text/html',
    };
    const [pageTook, ...apiTook] = await inTurn([
      {
        address: url + named(page),
        headers: { Accept: 'text/html', Cookie: await signedIn(url, persona) },
      },
      ...api.map((path) => ({ address: url + API_BASE + named(path), headers: bearer })),
    ]);
    const sum = apiTook.reduce((total, { median }) => total + median, 0);
    const cells = [
      `${persona} ${page}`,
      pageTook!.median.toFixed(1),
      pageTook!.p99.toFixed(1),
      api.join(', '),
      sum.toFixed(1),
      (pageTook!.median / sum).toFixed(2),
    ];
    rows.push(`| ${cells.join(' | ')} |`);
  }
  return [
    '| page | median ms | 99 % ms | the same over the API | median ms, added up | ratio |',
    '|---|---|---|---|---|---|',
    ...rows,
  ];
}

/** Puts the records of a consultation into a path: itself, its referral and its case. */
async function recordsOf(url: string, id: string): Promise<(path: string) => string> {
  const answer = await fetch(`${url}${API_BASE}/consultations/${id}`, {
    headers: { Authorization: `Bearer ${await token(url)}` },
  });
  const records = { ...((await answer.json()) as { referralId: string; caseId: string }), id };
  return (path) =>
    path.replace(/{(id|referralId|caseId)}/g, (_, name: keyof typeof records) => records[name]);
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
    return {
      median: sorted[Math.floor(sorted.length / 2)]!,
      p99: sorted[Math.ceil(sorted.length * 0.99) - 1]!,
    };
  });
}
