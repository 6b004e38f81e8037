import { describe, expect, it } from '@jest/globals';
import { queryOf } from './api-document.js';
import { changingRoutes } from './changing-routes.js';
import { someInTurn } from './in-turn.js';
import { pathOf, type Thing } from './kinds.js';
import { personas, type Persona } from './personas.js';
import { readingRoutes, type Reading } from './reading-routes.js';
import { sightOf, situations, views, type Sight } from './sight.js';
import { sharedWorld } from './world.js';
import { compact } from './wrong-cells.js';

const world = sharedWorld();

const STATUS: Readonly<Record<Sight, number>> = { nothing: 404, refused: 403, sent: 200, sees: 200 };

/** What the tables say that the persona is answered. */
function expected(persona: Persona, operation: string, { view, named }: Reading, thing: Thing): number {
  if (persona.isNobody) return 401;
  const status = STATUS[sightOf(persona, view, thing)];
  const isLeftOut = named && persona.mayOnly && !persona.mayOnly.includes(operation);
  return status === 200 && isLeftOut ? 403 : status;
}

describe('reading one record', () => {
  const routes = Object.entries(readingRoutes).filter(([, { of }]) => of !== null);

  it.each(routes)('%s shows each persona what the tables say', async (operation, route) => {
    const turn = routes.findIndex(([name]) => name === operation);
    const asked = queryOf(operation);
    // As text, in which what is told to the wrong reader can be found.
    const query = asked.includes('explain')
      ? '?explain=actions'
      : asked.includes('format')
        ? '?format=txt'
        : '';
    const wrong = await Promise.all(
      personas.flatMap((persona) =>
        (persona.isNobody ? someInTurn(world.each(route.of!), turn) : world.each(route.of!)).map(
          async (thing) => {
            const { status } = await world.ask.ask(persona, `${pathOf(operation, thing.names)}${query}`);
            const right = expected(persona, operation, route, thing);
            const what = `${status}, not ${right}`;
            return status === right ? [] : [{ persona: persona.name, situation: thing.situation, what }];
          },
        ),
      ),
    );
    expect(compact(wrong.flat())).toEqual([]);
  });

  it.each(routes.filter(([operation]) => queryOf(operation).length > 0))(
    '%s says who may before it says what is wrong with what is asked',
    async (operation, route) => {
      const turn = routes.findIndex(([name]) => name === operation);
      const wrong = await Promise.all(
        personas.flatMap((persona) =>
          someInTurn(world.each(route.of!), turn).map(async (thing) => {
            const right = expected(persona, operation, route, thing);
            const { status } = await world.ask.ask(
              persona,
              `${pathOf(operation, thing.names)}?${queryOf(operation)[0]}=%C3%A5%C3%A4&fieldOfNothing=x`,
            );
            const what = `${status}, not ${right === 200 ? 422 : right}`;
            return status === (right === 200 ? 422 : right)
              ? []
              : [{ persona: persona.name, situation: thing.situation, what }];
          }),
        ),
      );
      expect(compact(wrong.flat())).toEqual([]);
    },
  );

  it('has a record in every situation of the tables', () => {
    const asked = [...Object.values(readingRoutes), ...Object.values(changingRoutes)];
    for (const view of views()) {
      const of = asked.flatMap((route) => (route.view === view && route.of ? world.each(route.of) : []));
      const built = [...new Set(of.map(({ situation }) => situation))];
      expect({ view, built: built.sort() }).toEqual({ view, built: situations(view).sort() });
    }
  });

  it('tells nobody what is not for them, wherever it stands', () => {
    expect([...world.ask.leaks]).toEqual([]);
    expect(world.marks.unread(world.ask.texts)).toEqual([]);
  });
});
