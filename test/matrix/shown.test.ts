import { describe, expect, it } from '@jest/globals';
import { operations, queryOf } from './api-document.js';
import { changingRoutes } from './changing-routes.js';
import { pathOf, type Thing } from './kinds.js';
import { known, standsIn, type Persona } from './personas.js';
import { readingRoutes } from './reading-routes.js';
import { mayChange } from './rights.js';
import { mayKnow, sightOf } from './sight.js';
import { sharedWorld } from './world.js';
import { compact, type WrongCell } from './wrong-cells.js';

const world = sharedWorld();

type Shown = Record<string, unknown>;

/** Each record of a kind, as each persona who sees it reads it. */
async function readings(
  operation: string,
  check: (persona: Persona, thing: Thing, shown: Shown) => string[],
) {
  const { of, view, named } = readingRoutes[operation]!;
  const query = queryOf(operation).includes('explain') ? '?explain=actions' : '';
  const readers = known.filter(({ mayOnly }) => !named || !mayOnly);
  const wrong = readers.flatMap((persona) =>
    world
      .each(of!)
      .filter((thing) => mayKnow(persona, view, thing))
      .map(async (thing): Promise<WrongCell[]> => {
        const shown = await world.ask.json(persona, `${pathOf(operation, thing.names)}${query}`);
        const { situation } = thing;
        return check(persona, thing, shown).map((what) => ({ persona: persona.name, situation, what }));
      }),
  );
  const found = (await Promise.all(wrong)).flat();
  return { asked: wrong.length, wrong: compact(found) };
}

/** The operation that the description names as an action. */
const routeOf = (action: string): string =>
  [...operations].find(([, operation]) => operation['x-action'] === action)![0];

describe('the actions a record offers', () => {
  const offering = Object.keys(readingRoutes).filter((operation) => queryOf(operation).includes('explain'));

  it.each(offering)('are at %s those the persona has the right to', async (operation) => {
    const { asked, wrong } = await readings(operation, (persona, thing, shown) => {
      const unavailable = shown['unavailableActions'] as { action: string; reasons: { code: string }[] }[];
      const offered = (shown['availableActions'] as string[]).map((action) => ({ action, reasons: [] }));
      return [...offered, ...unavailable].flatMap(({ action, reasons }) => {
        const change = routeOf(`${readingRoutes[operation]!.view}.${action}`);
        const right = changingRoutes[change]!.by;
        const isRefused = reasons.some(({ code }: { code: string }) => code === 'not-permitted');
        return isRefused === mayChange(persona, change, thing, right) ? [action] : [];
      });
    });
    expect(asked).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });
});

/** For whom a part of a consultation is, besides that they see it at all. */
const PARTS: Readonly<Record<string, (persona: Persona, thing: Thing) => boolean>> = {
  officer: (persona, { consultee }) => at(persona, consultee, 'staff', 'reader'),
  meetingDate: (persona, { consultee }) => at(persona, consultee, 'staff'),
  meetingId: (persona, { consultee }) => at(persona, consultee, 'staff'),
  returnedBecause: (persona, { consultee }) => at(persona, consultee, 'staff'),
  statementVersion: (persona, thing) =>
    at(persona, thing.consultee, 'staff') || sightOf(persona, 'statement', thing) === 'sees',
  decision: (persona, thing) => mayKnow(persona, 'statement', thing),
};
const at = (persona: Persona, body: string | null | undefined, ...standings: string[]): boolean =>
  standings.some((standing) => standsIn(`${body} ${standing}`, persona));

describe('a part that is not for somebody', () => {
  it('is left out of a consultation', async () => {
    const parts = new Set<string>();
    const { wrong } = await readings('GET /consultations/{id}', (persona, thing, shown) =>
      Object.entries(PARTS).flatMap(([part, isFor]) => {
        if (shown[part] != null && isFor(persona, thing)) parts.add(part);
        return shown[part] == null || isFor(persona, thing) ? [] : [`${part} ${JSON.stringify(shown[part])}`];
      }),
    );
    expect(wrong).toEqual([]);
    expect([...parts].sort()).toEqual(Object.keys(PARTS).sort());
  });

  it('is left out of a referral: how the others fare, and how to reach them', async () => {
    const { wrong } = await readings('GET /referrals/{id}', (persona, _, shown) => {
      const isIssuer = at(persona, 'KS', 'staff', 'reader');
      return (shown['consultees'] as Shown[])
        .filter(({ name: _name, ...told }) => {
          if (isIssuer) return Object.keys(told).length === 1;
          const { body, consultationId, ...others } = told;
          const isOwn = at(persona, String(body), 'staff', 'reader');
          return Object.keys(others).length > 0 || (consultationId !== undefined && !isOwn);
        })
        .map((told) => JSON.stringify(told));
    });
    expect(wrong).toEqual([]);
  });

  it('is left out of a statement that was sent: what was decided, and not who drafted it', async () => {
    const { wrong } = await readings('GET /consultations/{id}/statement', (persona, thing, shown) => {
      const isSent = sightOf(persona, 'statement', thing) === 'sent';
      return isSent && (shown['origin'] !== 'decision' || shown['author'] === thing.officer)
        ? ['a draft']
        : [];
    });
    expect(wrong).toEqual([]);
  });

  it('is left out of an audit trail: what another body did in detail, and who of them', async () => {
    const { wrong } = await readings('GET /cases/{id}/audit-trail', (persona, _, page) => {
      const details = ['actor', 'onBehalfOf', 'before', 'after', 'reason'];
      return (page['items'] as Shown[]).flatMap((event) => {
        const own = at(persona, event['body'] as string, 'staff');
        return own || details.every((detail) => event[detail] === null) ? [] : [JSON.stringify(event)];
      });
    });
    expect(wrong).toEqual([]);
  });
});
