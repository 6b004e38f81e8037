import { beforeAll, describe, expect, it } from '@jest/globals';
import { changingRoutes, type Changing } from './changing-routes.js';
import { takesFields } from './api-document.js';
import { contentsOf } from './contents-of.js';
import { someInTurn } from './in-turn.js';
import { pathOf, type Thing } from './kinds.js';
import { personas, type Persona } from './personas.js';
import { requestOf } from './request-of.js';
import { mayChange } from './rights.js';
import { sightOf } from './sight.js';
import { sharedWorld } from './world.js';
import { compact } from './wrong-cells.js';

const world = sharedWorld();
let before: ReadonlyMap<string, string>;
beforeAll(async () => {
  before = await contentsOf(world.service.database);
});

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

async function wrongAnswers(
  operation: string,
  route: Changing,
  cells: readonly Cell[],
  headers: object,
  body?: (whole: object) => object,
) {
  const wrong = await Promise.all(
    cells.map(async ({ persona, thing, right }) => {
      const whole = requestOf(operation, route, thing);
      const request = {
        ...whole,
        ...(body && { body: body(whole.body as object) }),
        headers: { ...headers },
      };
      const { status } = await world.ask.ask(persona, pathOf(operation, thing.names), request);
      const what = `${status}, not ${right.join(' or ')}`;
      return right.includes(status) ? [] : [{ persona: persona.name, situation: thing.situation, what }];
    }),
  );
  return compact(wrong.flat());
}

/** The fields say whose it is too: the bodies of a person, or who is away. */
const NAMED_BY_FIELDS = ['POST /people/{username}/move', 'POST /bodies/{code}/stand-ins'];

/** Each field as something that none may be. */
const eachTaken = (whole: object) =>
  Object.fromEntries(Object.keys({ ...whole, reason: '' }).map((name) => [name, { nothing: name }]));

describe('changing a record', () => {
  it.each(routes)(
    '%s is turned away without the right, and told nothing without the record',
    async (operation, route) => {
      const cells = cellsOf(operation, route).filter(({ right }) => right !== route.letIn);
      // They know the version: that is not what hinders them.
      expect(await wrongAnswers(operation, route, cells, { 'if-match': '*' })).toEqual([]);
    },
  );

  describe('whose fields are wrong', () => {
    const withFields = routes.filter(([operation]) => takesFields(operation));
    const unknownField = (whole: object) => ({ ...whole, fieldOfNothing: 'x' });
    const onlyUnknown = () => ({ fieldOfNothing: 'x' });

    // Each of them was asked with the right fields above; here a third of that, the next route another.
    it.each(withFields)('%s is turned away all the same without the right', async (operation, route) => {
      const turn = routes.findIndex(([name]) => name === operation);
      const cells = cellsOf(operation, route).filter(({ right }) => right !== route.letIn);
      const third = (at: number) => cells.filter((_, index) => (index + turn + at) % 3 === 0);
      expect(await wrongAnswers(operation, route, third(0), { 'if-match': '*' }, unknownField)).toEqual([]);
      // Where the path names the record, no field is needed to know whose it is.
      const named = operation.includes('{') && !NAMED_BY_FIELDS.includes(operation) ? third(1) : [];
      expect(await wrongAnswers(operation, route, named, { 'if-match': '*' }, onlyUnknown)).toEqual([]);
    });

    it.each(withFields)('%s is told what is wrong with the right', async (operation, route) => {
      const cells = someInTurn(
        cellsOf(operation, route).filter(({ right }) => right === route.letIn),
        routes.findIndex(([name]) => name === operation),
      ).map((cell) => ({ ...cell, right: [422] }));
      for (const body of [unknownField, onlyUnknown, eachTaken]) {
        expect(await wrongAnswers(operation, route, cells, { 'if-match': '*' }, body)).toEqual([]);
      }
    });
  });

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
