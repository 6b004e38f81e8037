import { describe, expect, it } from '@jest/globals';
import { nameOf, pathOf, type Kind, type Thing } from './kinds.js';
import { known, type Persona } from './personas.js';
import { readingRoutes } from './reading-routes.js';
import { mayKnow } from './sight.js';
import { sharedWorld } from './world.js';

const world = sharedWorld();

const persona = (name: string): Persona => known.find((each) => each.name === name)!;
/** One who is on the list of all that is confidential here, one of each body who is not. */
const ASKING = ['tsn-registrator', 'ks-registrator', 'ks-handlaggare', 'tsn-chef'].map(persona);

const readings = async (objectId?: string): Promise<number> => {
  const [{ count }] = await world.service.database.query(
    `SELECT count(*)::int FROM audit_events WHERE object_type = 'reading' AND ($1::text IS NULL OR object_id = $1)`,
    [objectId],
  );
  return count as number;
};

const KEPT: readonly Kind[] = ['case', 'referral', 'consultation', 'dispatch', 'extension', 'document'];
/** Of a consultation whose statement is confidential only what shows the statement. */
const STATEMENTS = ['statement', 'work', 'dispatches', 'corrections'];
const isConfidential = ({ situation, onlyFor }: Thing, view: string): boolean =>
  /(^|, )(itself )?confidential( at KS| at TSN)?$/.test(situation) ||
  (onlyFor !== undefined && STATEMENTS.includes(view));
const routes = Object.entries(readingRoutes).filter(([, { of }]) => of && KEPT.includes(of));

describe('reading what is confidential', () => {
  it.each(routes)(
    'is remembered once at %s, and not for whom it is not there',
    async (operation, { of, view }) => {
      const things = world.each(of!).filter((thing) => isConfidential(thing, view));
      expect(things.length).toBeGreaterThan(0);
      for (const thing of things) {
        for (const reader of ASKING) {
          const before = await readings(nameOf(thing));
          const { status } = await world.ask.ask(reader, pathOf(operation, thing.names));
          const noted = (await readings(nameOf(thing))) - before;
          const isRead = mayKnow(reader, view, thing);
          const where = { reader: reader.name, situation: thing.situation };
          expect({ ...where, noted, read: status === 200 }).toEqual({
            ...where,
            noted: isRead ? 1 : 0,
            read: isRead,
          });
        }
      }
    },
  );

  it('is not the reading of a list: it names nothing', async () => {
    const before = await readings();
    for (const [operation, { of, lists }] of Object.entries(readingRoutes))
      if (!of && lists) for (const reader of ASKING) await world.ask.ask(reader, `${operation}?limit=100`);
    expect(await readings()).toBe(before);
  });
});

interface RegisterRow {
  readonly id: string | null;
  readonly number: string;
  readonly title: string | null;
  readonly masked: boolean;
  readonly confidential: boolean;
}

describe('a register', () => {
  const registerOf = async (reader: Persona, body: string): Promise<RegisterRow[]> =>
    (await world.ask.json(reader, `GET /bodies/${body}/register?limit=100&count=true`))[
      'items'
    ] as RegisterRow[];
  /** What has a number of the body: its cases, and its part of others' once it is registered. */
  const isEntered = (body: string) => (thing: Thing) =>
    thing.kind === 'case'
      ? thing.issuer === body
      : thing.consultee === body && !/ (sent|declined|withdrawn)/.test(thing.situation);

  it.each([
    ['KS', 2, ['ks-registrator', 'ks-handlaggare', 'ks-lasare']],
    ['TSN', 1, ['tsn-registrator', 'tsn-chef', 'tsn-lasare', 'bin-och-tsn']],
  ])(
    'of %s has what each reader sees, and masks the rest unless they are not to be told',
    async (body, kept, names) => {
      for (const reader of names.map(persona)) {
        const rows = await registerOf(reader, body);
        const shown = rows.flatMap(({ id, masked }) => (masked ? [] : [id!]));
        const seen = (['case', 'consultation'] as const).flatMap((kind) =>
          world.seenBy(reader, kind, isEntered(body)),
        );
        expect({ reader: reader.name, shown: shown.sort() }).toEqual({
          reader: reader.name,
          shown: seen.sort(),
        });
        const masked = rows.filter((row) => row.masked);
        const isOnTheList = reader.name.endsWith('registrator');
        expect({ reader: reader.name, masked }).toEqual({
          reader: reader.name,
          // The cases that the body keeps; of the confidential referral nobody else is told.
          masked: isOnTheList
            ? []
            : Array(kept).fill(
                expect.objectContaining({ id: null, title: null, number: expect.any(String) }),
              ),
        });
        expect(rows.filter(({ confidential, title }) => confidential && title !== null)).toEqual([]);
      }
      expect([...world.ask.leaks]).toEqual([]);
    },
  );
});
