import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Answer } from './ask.js';
import { changingRoutes } from './changing-routes.js';
import { someInTurn } from './in-turn.js';
import { pathOf, type Kind, type Thing } from './kinds.js';
import { known, type Persona } from './personas.js';
import { readingRoutes } from './reading-routes.js';
import { requestOf } from './request-of.js';
import { sightOf } from './sight.js';
import { sharedWorld } from './world.js';
import { compact } from './wrong-cells.js';

const world = sharedWorld();

/** One of each standing: what colleagues of the same standing are told is compared in the other files. */
const ASKING =
  'ks-handlaggare ks-lasare tsn-sekreterare tsn-lasare bin-registrator bin-lasare sn-registrator admin tsn-admin flyttad-till-bin system-som-laser'.split(
    ' ',
  );
const asking = known.filter(({ name }) => ASKING.includes(name));

/** What names a record in a path. */
const NAMES = ['id', 'username', 'prefix'];
/** When a body meets is kept from nobody. */
const routes = Object.entries({ ...readingRoutes, ...changingRoutes }).flatMap(([operation, { of, view }]) =>
  of && view !== 'body' && NAMES.some((name) => operation.includes(`{${name}}`))
    ? [{ operation, of, view }]
    : [],
);

/** The same path with names that nothing has, just as long. */
function nothingAt(operation: string, { names }: Thing): string {
  const others = NAMES.filter((name) => operation.includes(`{${name}}`) && names[name]).map((name) => [
    name,
    name === 'id' ? randomUUID() : 'z'.repeat(names[name]!.length),
  ]);
  return pathOf(operation, { ...names, ...(Object.fromEntries(others) as Thing['names']) });
}

/** All of an answer but what names the request: when it was, its own id and trace, and the path as it was asked. */
function told({ status, headers, text }: Answer): Record<string, unknown> {
  const { date: _date, 'x-request-id': _id, traceparent: _trace, ...shown } = headers;
  return { status, ...shown, text: text.replace(/"(instance|requestId)":"[^"]*"/g, '"$1":""') };
}

function differences(one: Answer, other: Answer): string {
  const [some, others] = [told(one), told(other)];
  const names = new Set([...Object.keys(some), ...Object.keys(others)]);
  return [...names]
    .filter((name) => some[name] !== others[name])
    .map((name) => `${name} ${String(some[name])} and not ${String(others[name])}`)
    .join(', ');
}

/** People and stand-ins are refused body by body, and checks altogether: whether there is such a one is not told either. */
const REFUSED = ['people', 'audit check'];
const isHidden = (persona: Persona, view: string, thing: Thing): boolean =>
  (REFUSED.includes(view) ? ['nothing', 'refused'] : ['nothing']).includes(sightOf(persona, view, thing));

/** As somebody would ask who has read the record before. */
const REMEMBERED = { 'if-none-match': '"1", "2"', 'if-match': '*' };

async function differing(operation: string, of: Kind, view: string) {
  const unlike = async (persona: Persona, thing: Thing) => {
    const route = changingRoutes[operation];
    const question = { ...(route && requestOf(operation, route, thing)), headers: REMEMBERED };
    const [one, other] = await Promise.all([
      world.ask.ask(persona, pathOf(operation, thing.names), question),
      world.ask.ask(persona, nothingAt(operation, thing), question),
    ]);
    const what = differences(one, other);
    return what === '' ? [] : [{ persona: persona.name, situation: thing.situation, what }];
  };
  const turn = routes.findIndex((route) => route.operation === operation);
  const cells = asking.flatMap((persona) => {
    const hidden = world.each(of).filter((thing) => isHidden(persona, view, thing));
    return someInTurn(hidden, turn).map(async (thing) => unlike(persona, thing));
  });
  return { asked: cells.length, wrong: (await Promise.all(cells)).flat() };
}

describe('what somebody may not see', () => {
  it.each(routes)('is at $operation as if it had never been', async ({ operation, of, view }) => {
    const { asked, wrong } = await differing(operation, of, view);
    expect(asked).toBeGreaterThan(0);
    expect(compact(wrong)).toEqual([]);
  });
});
