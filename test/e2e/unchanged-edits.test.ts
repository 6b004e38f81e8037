import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { done, given, NOW, type Answer } from '../support/given.js';
import { startService, type Service } from '../support/service.js';

/** Whoever sends a record as it is has changed nothing: no version, no line in a history, no word to anybody. */
let service: Service;
const as = (persona: string) => service.as(persona);
beforeAll(async () => (service = await startService()));
beforeEach(async () => {
  await service.reset();
  service.setNow(NOW);
});
afterAll(() => service.stop());

const eventsOf = async (): Promise<number> => {
  const [row]: { count: number }[] = await service.database.query(
    "SELECT count(*)::int FROM audit_events WHERE verb = 'edit'",
  );
  return row!.count;
};

const edited = async (
  persona: string,
  path: string,
  { version }: { readonly version: number },
  fields: object,
): Promise<Answer> => done(as(persona).patch(path, fields, { ifMatch: version }));

it('a case', async () => {
  const { referralCase } = given(service);
  const made = await referralCase({ classification: '1.2.3' });
  const path = `/cases/${made.id}`;
  for (const fields of [{}, { title: made['title'] as string, classification: '1.2.3', relatedCases: [] }])
    expect((await edited('ks-registrator', path, made, fields)).version).toBe(made.version);
  expect(await eventsOf()).toBe(0);
  const other = await edited('ks-registrator', path, made, { title: 'Ett annat namn', reason: 'Fel.' });
  expect([other.version, await eventsOf()]).toEqual([made.version + 1, 1]);
});

it('a draft of a referral, with whoever is to be asked', async () => {
  const { draftReferral } = given(service);
  const consultees = [
    { body: 'TSN', replyBy: '2026-12-10' },
    { name: 'Räddningstjänsten', kind: 'organisation', email: 'post@raddning.example' },
  ];
  const draft = await draftReferral({ consultees });
  const path = `/referrals/${draft.id}`;
  for (const fields of [{}, { consultees }, { letter: draft['letter'] as string, consultees }])
    expect((await edited('ks-handlaggare', path, draft, fields)).version).toBe(draft.version);
  expect(await eventsOf()).toBe(0);
  const other = await edited('ks-handlaggare', path, draft, { consultees: consultees.slice(0, 1) });
  expect([other.version, await eventsOf()]).toEqual([draft.version + 1, 1]);
  const [event]: { before: object; after: object }[] = await service.database.query(
    "SELECT before, after FROM audit_events WHERE verb = 'edit'",
  );
  expect(event).toMatchObject({
    before: { consultees: [{ body: 'TSN' }, { name: 'Räddningstjänsten' }] },
    after: { consultees: [{ body: 'TSN', replyBy: '2026-12-10' }] },
  });
});

it('a person, who is told of nothing', async () => {
  const people: { items: Answer[] } = (await as('admin').get('/bodies/TSN/people?limit=100')).body;
  const person = people.items.find(({ username }) => username === 'tsn-handlaggare')!;
  const told = (): Promise<object[]> =>
    service.database.query("SELECT FROM inbox_items WHERE topic = 'account-changed'");
  for (const fields of [{}, { name: person['name'] as string, active: true }])
    expect((await edited('admin', '/people/tsn-handlaggare', person, fields)).version).toBe(person.version);
  expect([await eventsOf(), await told()]).toEqual([0, []]);
});

it('a body', async () => {
  const { body } = await as('admin').get('/bodies/TSN');
  const { version, name } = body as Answer;
  expect((await edited('admin', '/bodies/TSN', { version }, { name: name as string })).version).toBe(version);
  expect(await eventsOf()).toBe(0);
});
