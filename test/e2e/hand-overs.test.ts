import { describe, expect, it } from '@jest/globals';
import { done, given, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';

const service = sharedService();

const HANDOVERS = [
  'matter-assigned',
  'draft-submitted',
  'draft-returned',
  'draft-approved',
  'matter-referred-back',
];

/** What a person's inbox says of hand-overs of a matter, the first first. */
async function toldOf(persona: string, id: string): Promise<Answer[]> {
  const { items } = await done(service.as(persona).get('/inbox?limit=100'));
  return (items as Answer[])
    .filter(({ consultationId, topic }) => consultationId === id && HANDOVERS.includes(topic))
    .toReversed();
}
const topicsOf = async (persona: string, id: string) =>
  (await toldOf(persona, id)).map((item) => item['topic'] as string);
const hears = (persona: string, id: string, ...topics: string[]) =>
  until(
    () => topicsOf(persona, id),
    (told) => told.toSorted().join() === topics.toSorted().join(),
  );

describe('a hand-over inside a board', () => {
  it('reaches whoever goes on with the matter, and nobody else', async () => {
    const { consultation, step } = given(service);
    const { id } = await consultation('in-review');
    await hears('tsn-handlaggare', id, 'matter-assigned');
    await hears('tsn-chef', id, 'draft-submitted');

    await step('tsn-chef', id, 'return', { comment: 'Komplettera' });
    await hears('tsn-handlaggare', id, 'matter-assigned', 'draft-returned');
    await step('tsn-handlaggare', id, 'submit');
    await step('tsn-chef', id, 'approve');
    await hears('tsn-sekreterare', id, 'draft-approved');
    await hears('tsn-handlaggare', id, 'matter-assigned', 'draft-returned', 'draft-approved');

    const { date } = await given(service).meeting();
    await step('tsn-sekreterare', id, 'schedule', { meetingDate: date ?? '2026-11-02' });
    await step('tsn-sekreterare', id, 'refer-back', { reason: 'Utred kostnaderna' });
    await hears('tsn-chef', id, 'draft-submitted', 'draft-submitted', 'matter-referred-back');
    await until(
      () => topicsOf('tsn-handlaggare', id),
      (told) => told.includes('matter-referred-back'),
    );
    for (const persona of ['tsn-registrator', 'ks-registrator', 'bin-chef'])
      expect(await topicsOf(persona, id)).toEqual([]);
  });

  it('is marked read by each for themselves', async () => {
    const { id } = await given(service).consultation('approved');
    await hears('tsn-sekreterare', id, 'draft-approved');
    await until(
      () => topicsOf('tsn-handlaggare', id),
      (told) => told.includes('draft-approved'),
    );
    const [item] = await toldOf('tsn-sekreterare', id);
    await done(service.as('tsn-sekreterare').post(`/inbox/${item!.id}/read`, {}, { ifMatch: item!.version }));
    const unread = async (persona: string) =>
      (await toldOf(persona, id)).filter(({ readAt }) => readAt === null).map(({ topic }) => topic as string);
    expect(await unread('tsn-sekreterare')).toEqual([]);
    expect(await unread('tsn-handlaggare')).toContain('draft-approved');
  });

  it('is kept from whoever may not see the matter any more', async () => {
    const { consultation } = given(service);
    const matter = await consultation('in-review');
    await hears('tsn-chef', matter.id, 'draft-submitted');
    await done(
      service.as('tsn-registrator').post(
        `/consultations/${matter.id}/mark-confidential`,
        {
          provision: 'OSL 26:1',
          of: 'consultation',
          seenBy: [{ body: 'TSN', role: 'registrar' }, { person: 'tsn-handlaggare' }],
        },
        { ifMatch: matter.version },
      ),
    );
    expect(await topicsOf('tsn-chef', matter.id)).toEqual([]);
    expect(await topicsOf('tsn-handlaggare', matter.id)).toEqual(['matter-assigned']);
  });
});
