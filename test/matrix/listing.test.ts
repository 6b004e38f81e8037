import { describe, expect, it } from '@jest/globals';
import { queryOf } from './api-document.js';
import { nameOf, pathOf, type Thing } from './kinds.js';
import { known, type Persona } from './personas.js';
import { PAGE, readAll, readPage } from './read-list.js';
import { readingRoutes } from './reading-routes.js';
import { mayKnow } from './sight.js';
import { sharedWorld } from './world.js';
import { compact, type WrongCell } from './wrong-cells.js';

const world = sharedWorld();

const lists = Object.entries(readingRoutes).filter(([, { lists }]) => lists);

describe('a list', () => {
  it.each(lists)('%s has for each persona what they see, all of it and no more', async (operation, route) => {
    const kind = route.lists!;
    const wrong: WrongCell[] = [];
    const check = async (persona: Persona, within?: Thing) => {
      if (within && !mayKnow(persona, route.view, within)) return;
      if (route.named && persona.mayOnly && !persona.mayOnly.includes(operation)) return;
      const found = (what: string) =>
        wrong.push({ persona: persona.name, situation: within?.situation ?? 'all', what });
      const address = within ? pathOf(operation, within.names) : operation;
      const right = world.seenBy(persona, kind, (thing) => !within || isIn(within, thing));
      const { names, total } = await readAll(world.ask, persona, address, kind);
      for (const name of minus(right, names)) found(`lacks ${described(name)}`);
      for (const name of minus(names, right)) found(`has ${described(name)}`);
      if (new Set(names).size < names.length) found('has something twice');
      if (counts(operation) && total !== right.length) found(`says ${total}, not ${right.length}`);
      const last = Math.max(1, Math.ceil(right.length / PAGE));
      const ends = await readPage(world.ask, persona, `${address}?limit=${PAGE}&page=${last}`, kind);
      if (ends.names.length !== right.length - (last - 1) * PAGE) found('ends elsewhere by its page');
      const beyond = await readPage(world.ask, persona, `${address}?limit=${PAGE}&page=${last + 1}`, kind);
      if (beyond.names.length > 0) found('goes on beyond its end');
    };
    const parents = route.of ? world.each(route.of) : [undefined];
    await Promise.all(known.flatMap((persona) => parents.map((parent) => check(persona, parent))));
    expect(compact(wrong)).toEqual([]);
  });

  it('tells nobody what is not for them', () => {
    expect([...world.ask.leaks]).toEqual([]);
  });
});

const isIn = (record: Thing, { within }: Thing): boolean => within?.includes(nameOf(record)) ?? false;

/** A packet's documents are not counted apart: they come with their referral. */
const counts = (operation: string): boolean =>
  queryOf(operation).includes('count') && operation !== 'GET /referrals/{id}/documents';

const minus = (some: readonly string[], others: readonly string[]): string[] => {
  const left = new Set(others);
  return some.filter((name) => !left.has(name));
};
const described = (name: string): string =>
  world.things.find((thing) => nameOf(thing) === name)?.situation ?? name;
