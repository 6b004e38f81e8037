import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { changingRoutes } from './changing-routes.js';
import { pathOf, type Kind, type Thing } from './kinds.js';
import { known } from './personas.js';
import { requestOf } from './request-of.js';
import { sharedWorld } from './world.js';

const world = sharedWorld();

const stranger = known.find(({ name }) => name === 'sn-registrator')!;
const TIMES = 60;
/** How many times as long the one may take: what is found and hidden, or what is not found. */
const ALIKE = 2;

const ROUTES: readonly [operation: string, kind: Kind, situation: string][] = [
  ['GET /cases/{id}', 'case', 'KS, sent, both registered'],
  ['GET /cases/{id}/audit-trail/export', 'case', 'KS, sent, both registered'],
  ['GET /referrals/{id}/compilation', 'referral', 'sent, both registered'],
  ['GET /consultations/{id}', 'consultation', 'TSN received'],
  ['GET /consultations/{id}/statement', 'consultation', 'TSN received'],
  ['GET /documents/{id}/content', 'document', 'TSN, dispatched'],
  ['POST /consultations/{id}/decide', 'consultation', 'TSN on-agenda'],
  ['POST /referrals/{id}/close', 'referral', 'sent, both registered'],
];

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** Both kinds of request in turn, so that whatever else the machine does falls on both. */
async function ratioOf(operation: string, thing: Thing): Promise<number> {
  const route = changingRoutes[operation];
  const question = { ...(route && requestOf(operation, route, thing)), headers: { 'if-match': '*' } };
  const times: [number[], number[]] = [[], []];
  for (let index = 0; index < TIMES * 2; index++) {
    const names = index % 2 === 0 ? thing.names : { ...thing.names, id: randomUUID() };
    const { status, milliseconds } = await world.ask.ask(stranger, pathOf(operation, names), question);
    if (status !== 404) throw new Error(`${operation}: ${status}`);
    times[(index % 2) as 0 | 1].push(milliseconds);
  }
  const [hidden, absent] = times.map(median) as [number, number];
  return Math.max(hidden / absent, absent / hidden);
}

describe('what somebody may not see', () => {
  it.each(ROUTES)('takes at %s as long as what was never there', async (operation, kind, situation) => {
    const thing = world.each(kind).find((each) => each.situation === situation)!;
    expect(await ratioOf(operation, thing)).toBeLessThan(ALIKE);
  });
});
