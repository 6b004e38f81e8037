import { describe, expect, it } from '@jest/globals';
import { queryOf } from './api-document.js';
import type { Kind } from './kinds.js';
import { known, standsIn, type Persona } from './personas.js';
import { readAll } from './read-list.js';
import { sharedWorld } from './world.js';
import { compact, type WrongCell } from './wrong-cells.js';

const world = sharedWorld();

const BODIES = ['KS', 'TSN', 'BIN', 'SN', 'AMN'];

/** Values of a filter that sort everything of the list into one of them. */
type Parts = Readonly<Record<string, readonly string[]>>;

const CONSULTATION_STATES =
  'sent registered drafting in-review on-agenda decided confirmed forwarded received declined no-reply withdrawn';
const DELIVERY_STATES = ['pending', 'delivering', 'delivered', 'failed', 'cancelled'];

const FILTERED: readonly [operation: string, kind: Kind, parts: Parts][] = [
  ['GET /cases', 'case', { issuer: BODIES, state: ['open', 'closed'], q: ['ärende'] }],
  [
    'GET /consultations',
    'consultation',
    {
      state: CONSULTATION_STATES.split(' '),
      overdue: ['true', 'false'],
      atRisk: ['true', 'false'],
      returned: ['true', 'false'],
      extensionRequested: ['true', 'false'],
      fromOutside: ['true', 'false'],
      meetingHeld: ['true', 'false'],
      dueBefore: ['2027-12-31'],
      sort: ['replyBy', '-replyBy'],
      q: ['ä', 're'],
    },
  ],
  [
    'GET /documents',
    'document',
    { body: BODIES, kind: ['reply', 'attachment', 'other'], q: ['handling', 'underlag'] },
  ],
  [
    'GET /deliveries',
    'delivery',
    { state: DELIVERY_STATES, channel: ['inbox', 'email', 'webhook', 'manual'] },
  ],
  [
    'GET /inbox',
    'inbox item',
    {
      body: BODIES,
      unread: ['true', 'false'],
      kind: ['packet', 'dispatch', 'notice', 'reminder', 'administration'],
    },
  ],
  ['GET /webhooks', 'webhook', { body: BODIES }],
  ['GET /api-clients', 'api client', { body: BODIES }],
  ['GET /bodies', 'body', { kind: ['executive-board', 'council', 'board'], q: ['nämnd', 'kommun'] }],
];

/** They name someone or something: see below, and naming.test.ts. */
const NAMING = ['consultee', 'issuer', 'officer', 'consultation', 'meeting', 'responsible'];
const OF_PAGES = ['limit', 'page', 'cursor', 'count', 'separator'];

describe('a filter', () => {
  it.each(FILTERED)('of %s is among those tried here', (operation, _, parts) => {
    const missing = queryOf(operation).filter(
      (name) => !(name in parts) && !NAMING.includes(name) && !OF_PAGES.includes(name),
    );
    expect(missing).toEqual([]);
  });

  it.each(FILTERED)(
    'of %s adds nothing to what each persona sees, and hides nothing by itself',
    async (operation, kind, parts) => {
      const wrong: WrongCell[] = [];
      const check = async (persona: Persona, name: string, values: readonly string[]) => {
        const pages = await Promise.all(
          values.map((value) =>
            readAll(world.ask, persona, `${operation}?${name}=${encodeURIComponent(value)}`, kind),
          ),
        );
        // By words nothing confidential is found, whoever asks.
        const right = world.seenBy(persona, kind, (thing) => name !== 'q' || !thing.isNamedInDetailOnly);
        const found = [...new Set(pages.flatMap(({ names }) => names))].sort();
        const counted = pages.every(({ total, names }) => total === names.length);
        if (JSON.stringify(found) !== JSON.stringify(right) || !counted)
          wrong.push({
            persona: persona.name,
            situation: name,
            what: `${found.length}, not ${right.length}`,
          });
      };
      await Promise.all(
        known.flatMap((persona) =>
          Object.entries(parts).map(([name, values]) => check(persona, name, values)),
        ),
      );
      expect(compact(wrong)).toEqual([]);
    },
  );
});

describe('a search', () => {
  it.each([
    ['GET /cases', 'case'],
    ['GET /consultations', 'consultation'],
    ['GET /documents', 'document'],
  ] as const)('of %s by the words of a record finds it for those who see it', async (operation, kind) => {
    const wrong: WrongCell[] = [];
    const things = world.each(kind).filter(({ word }) => word);
    const check = async (persona: Persona, word: string, situation: string) => {
      const { names, total } = await readAll(
        world.ask,
        persona,
        `${operation}?q=${encodeURIComponent(word)}`,
        kind,
      );
      const right = world.seenBy(persona, kind, (thing) => thing.word === word && !thing.isNamedInDetailOnly);
      if (JSON.stringify(names.toSorted()) !== JSON.stringify(right) || total !== right.length)
        wrong.push({ persona: persona.name, situation, what: `${names.length}, not ${right.length}` });
    };
    await Promise.all(
      known.flatMap((persona) => things.map(({ word, situation }) => check(persona, word!, situation))),
    );
    expect(things.length).toBeGreaterThan(4);
    expect(compact(wrong)).toEqual([]);
  });
});

describe('a filter that names someone', () => {
  it.each(['consultee', 'issuer'] as const)('finds by %s what each persona sees of theirs', async (side) => {
    const wrong: WrongCell[] = [];
    const check = async (persona: Persona, body: string) => {
      const { names } = await readAll(
        world.ask,
        persona,
        `GET /consultations?${side}=${body}`,
        'consultation',
      );
      const right = world.seenBy(persona, 'consultation', (thing) => thing[side] === body);
      if (JSON.stringify(names.toSorted()) !== JSON.stringify(right))
        wrong.push({ persona: persona.name, situation: body, what: `${names.length}, not ${right.length}` });
    };
    await Promise.all(known.flatMap((persona) => BODIES.map((body) => check(persona, body))));
    expect(compact(wrong)).toEqual([]);
  });

  it('finds by an officer nothing for those who are not told who that is', async () => {
    const asked = known.map(async (persona) => {
      const { names } = await readAll(
        world.ask,
        persona,
        'GET /consultations?officer=tsn-handlaggare',
        'consultation',
      );
      const isTold = ['TSN staff', 'TSN reader'].some((column) => standsIn(column, persona));
      return isTold === names.length > 0 ? [] : [persona.name];
    });
    expect((await Promise.all(asked)).flat()).toEqual([]);
  });

  it('tells nobody what is not for them', () => {
    expect([...world.ask.leaks]).toEqual([]);
  });
});
