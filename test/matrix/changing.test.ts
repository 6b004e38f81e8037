import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changingRoutes, type Changing } from './changing-routes.js';
import { contentsOf } from './contents-of.js';
import { someInTurn } from './in-turn.js';
import { pathOf, type Thing } from './kinds.js';
import { personas, type Persona } from './personas.js';
import { requestOf } from './request-of.js';
import { mayChange } from './rights.js';
import { sightOf } from './sight.js';
import { buildWorld, type World } from './world.js';
import { compact } from './wrong-cells.js';

let world: World;
let before: ReadonlyMap<string, string>;
beforeAll(async () => {
  world = await buildWorld();
  before = await contentsOf(world.service.database);
});
afterAll(() => world.stop());

const routes = Object.entries(changingRoutes);

/** A request without a body's own name is tried for the bodies that have people. */
const thingsOf = ({ of }: Changing): Thing[] =>
  world.each(of).filter(({ kind, person }) => kind !== 'body' || person !== null);

/** 401, 404, 403, and only then whether the request names the version: the order of the checks. */
function expected(persona: Persona, operation: string, route: Changing, thing: Thing): readonly number[] {
  if (persona.isNobody) return [401];
  if (sightOf(persona, route.view, thing) === 'nothing') return [404];
  return mayChange(persona, operation, thing, route.by) ? route.letIn : [403];
}

interface Cell {
  readonly persona: Persona;
  readonly thing: Thing;
  readonly right: readonly number[];
}

/**
 * All who are let in. Each of the others at a few of the records that they are refused, and at a few of those that they
 * are told nothing of (absent.test.ts compares what that is); the next route takes other records.
 */
function cellsOf(operation: string, route: Changing): Cell[] {
  const turn = routes.findIndex(([name]) => name === operation);
  return personas.flatMap((persona) => {
    const cells = thingsOf(route).map((thing) => ({
      persona,
      thing,
      right: expected(persona, operation, route, thing),
    }));
    const isRefused = ({ right }: Cell) => right[0] === 403;
    const isToldNothing = ({ right }: Cell) => right[0] === 401 || right[0] === 404;
    return [
      ...cells.filter((cell) => !isRefused(cell) && !isToldNothing(cell)),
      ...someInTurn(cells.filter(isRefused), turn),
      ...someInTurn(cells.filter(isToldNothing), turn),
    ];
  });
}

async function wrongAnswers(operation: string, route: Changing, cells: readonly Cell[], headers: object) {
  const wrong = await Promise.all(
    cells.map(async ({ persona, thing, right }) => {
      const request = { ...requestOf(operation, route, thing), headers: { ...headers } };
      const { status } = await world.ask.ask(persona, pathOf(operation, thing.names), request);
      const what = `${status}, not ${right.join(' or ')}`;
      return right.includes(status) ? [] : [{ persona: persona.name, situation: thing.situation, what }];
    }),
  );
  return compact(wrong.flat());
}

describe('changing a record', () => {
  it.each(routes)(
    '%s is turned away without the right, and told nothing without the record',
    async (operation, route) => {
      const cells = cellsOf(operation, route).filter(({ right }) => right !== route.letIn);
      // They know the version: that is not what hinders them.
      expect(await wrongAnswers(operation, route, cells, { 'if-match': '*' })).toEqual([]);
    },
  );

  it('has changed nothing by that', async () => {
    expect(await contentsOf(world.service.database)).toEqual(before);
  });

  it.each(routes)('%s is let in with the right', async (operation, route) => {
    const cells = cellsOf(operation, route).filter(({ right }) => right === route.letIn);
    expect(cells.length).toBeGreaterThan(0);
    expect(await wrongAnswers(operation, route, cells, {})).toEqual([]);
  });

  it('tells nobody what is not for them', () => {
    expect([...world.ask.leaks]).toEqual([]);
  });
});
