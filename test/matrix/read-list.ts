import type { Ask } from './ask.js';
import type { Kind } from './kinds.js';
import type { Persona } from './personas.js';

export interface Page {
  readonly names: readonly string[];
  readonly total?: number;
  readonly nextCursor: string | null;
}

const NAMES: Readonly<Partial<Record<Kind, string>>> = { body: 'code', person: 'username' };

/** One page of a list of records of a kind: what names each. @param address with its query. */
export async function readPage(ask: Ask, persona: Persona, address: string, kind: Kind): Promise<Page> {
  const { items, ...page } = await ask.json(persona, address);
  const names = (items as Record<string, string>[]).map((item) => item[NAMES[kind] ?? 'id']!);
  return { ...(page as Pick<Page, 'nextCursor' | 'total'>), names };
}

/** All pages, one after the other by their cursors, with what the first said that they hold together. */
export async function readAll(ask: Ask, persona: Persona, address: string, kind: Kind): Promise<Page> {
  const sign = address.includes('?') ? '&' : '?';
  const first = await readPage(ask, persona, `${address}${sign}limit=${PAGE}&count=true`, kind);
  const names = [...first.names];
  for (let { nextCursor } = first; nextCursor !== null;) {
    const page = await readPage(ask, persona, `${address}${sign}limit=${PAGE}&cursor=${nextCursor}`, kind);
    names.push(...page.names);
    nextCursor = page.nextCursor;
  }
  return { ...first, names };
}

/** So few that most lists have several. */
export const PAGE = 25;
