import { describe, expect, it } from '@jest/globals';
import { queryOf } from './api-document.js';
import { nameOf, pathOf, type Thing } from './kinds.js';
import { known, type Persona } from './personas.js';
import { PAGE, readAll, readPage } from './read-list.js';
import { readingRoutes, type Reading } from './reading-routes.js';
import { mayKnow, sightOf } from './sight.js';
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

  it('goes on by no cursor of another list, and by none beside a page', async () => {
    const paged = Object.entries(readingRoutes)
      .filter(([operation]) => queryOf(operation).includes('cursor'))
      .flatMap(([operation, route]) => firstThatMayRead(operation, route));
    const found = await Promise.all(
      paged.map(async ({ persona, address }) => {
        const { nextCursor } = await world.ask.json(persona, `${address}?limit=1`);
        return typeof nextCursor === 'string' ? [{ address, cursor: nextCursor }] : [];
      }),
    );
    const given = found.flat();
    expect(given.length).toBeGreaterThan(10);
    const wrong: string[] = [];
    for (const { persona, address } of paged) {
      const refusedFor = async (query: string, pointer: string) => {
        const { status, text } = await world.ask.ask(persona, `${address}?limit=1&${query}`);
        const is = `${status} ${(JSON.parse(text) as { errors?: { pointer: string }[] }).errors?.[0]?.pointer}`;
        if (is !== `422 ${pointer}`) wrong.push(`${persona.name} ${address}?${query}: ${is}`);
      };
      const own = given.find((one) => one.address === address);
      await Promise.all([
        ...given
          .filter((one) => one.address !== address)
          .map(({ cursor }) => refusedFor(`cursor=${cursor}`, '/cursor')),
        ...(own ? [1, 2].map((page) => refusedFor(`page=${page}&cursor=${own.cursor}`, '/page')) : []),
      ]);
    }
    expect(wrong).toEqual([]);
  });

  it('tells nobody what is not for them', () => {
    expect([...world.ask.leaks]).toEqual([]);
  });
});

const isIn = (record: Thing, { within }: Thing): boolean => within?.includes(nameOf(record)) ?? false;

/** The first of whom a list, or the list of the first record that has one, is answered to. */
function firstThatMayRead(
  operation: string,
  route: Reading,
): { readonly persona: Persona; readonly address: string }[] {
  if (route.of === null) return [{ persona: persona('admin'), address: operation }];
  const readers = known.filter(({ mayOnly }) => mayOnly === undefined);
  for (const thing of world.each(route.of))
    for (const each of readers)
      if (['sees', 'sent'].includes(sightOf(each, route.view, thing)))
        return [{ persona: each, address: pathOf(operation, thing.names) }];
  return [];
}
const persona = (name: string): Persona => known.find((each) => each.name === name)!;

const counts = (operation: string): boolean => queryOf(operation).includes('count');

const minus = (some: readonly string[], others: readonly string[]): string[] => {
  const left = new Set(others);
  return some.filter((name) => !left.has(name));
};
const described = (name: string): string =>
  world.things.find((thing) => nameOf(thing) === name)?.situation ?? name;
