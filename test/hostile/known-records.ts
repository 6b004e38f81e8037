import { PUBLIC_BASE } from '../../src/http/api-base.js';
import { operations, type Operation } from './operations.js';
import type { Answered } from './wire.js';

interface Named {
  readonly id?: unknown;
  readonly version?: unknown;
  /** The verbs that whoever reads it may use on it now. */
  readonly availableActions?: readonly string[];
  readonly items?: readonly Named[];
}

/** The collections whose records have an address by id, and so an id that a request may use. */
const collections = new Set(
  operations.flatMap(({ path }) => [...path.matchAll(/([a-z-]+)\/\{id\}/g)].map(([, name]) => name!)),
);

/** The collection that an operation's `{id}` is looked for in. */
export const collectionOf = ({ base, path }: Pick<Operation, 'base' | 'path'>): string =>
  marked(base, /([a-z-]+)\/\{id\}/.exec(path)?.[1] ?? '');

/** What is published has other ids than the records that it shows. */
const marked = (base: string, collection: string): string =>
  base === PUBLIC_BASE ? `public-${collection}` : collection;

/** What answers have told each persona, so that requests can be about something that is there. */
export class KnownRecords {
  private readonly versions = new Map<string, number>();
  private readonly ids = new Map<string, string[]>();
  private readonly able = new Map<string, { persona: string; id: string }[]>();

  /** Remembers what an answer tells: one record, or a page of them. */
  learn(
    persona: string,
    { base, path }: Pick<Operation, 'base' | 'path'>,
    { status, headers, text }: Answered,
  ): void {
    if (status >= 300 || !headers['content-type']?.startsWith('application/json')) return;
    const answer = JSON.parse(text) as Named;
    const last = marked(base, path.split('/').findLast((part) => collections.has(part)) ?? '');
    for (const record of answer.items ?? [answer]) this.remember(persona, last, record);
  }

  /** The id of a record that the persona has seen or, where it has seen none, that somebody has. */
  some(persona: string, collection: string, number: number): string | undefined {
    const ids = this.ids.get(`${persona} ${collection}`) ?? this.ids.get(collection) ?? [];
    return ids[number % ids.length];
  }

  /** The ids of all that the persona has seen. */
  all(persona: string, collection: string): readonly string[] {
    return this.ids.get(`${persona} ${collection}`) ?? [];
  }

  /** Somebody who has been told that they may use the verb on a record; by now it may be too late. */
  whoMay(collection: string, verb: string, number: number): { persona: string; id: string } | undefined {
    const able = this.able.get(`${collection} ${verb}`) ?? [];
    return able[number % able.length];
  }

  versionOf(id: string): number | undefined {
    return this.versions.get(id);
  }

  private remember(persona: string, collection: string, { id, version, availableActions = [] }: Named): void {
    if (typeof id !== 'string') return;
    if (typeof version === 'number') this.versions.set(id, version);
    for (const key of [collection, `${persona} ${collection}`]) {
      const ids = this.ids.get(key) ?? [];
      if (!ids.includes(id)) this.ids.set(key, [...ids, id]);
    }
    for (const verb of availableActions) {
      const able = this.able.get(`${collection} ${verb}`) ?? [];
      this.able.set(`${collection} ${verb}`, [{ persona, id }, ...able].slice(0, 200));
    }
  }
}
