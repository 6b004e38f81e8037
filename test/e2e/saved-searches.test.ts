import { expect, it } from '@jest/globals';
import { done, given, type Answer } from '../support/given.js';
import { formsOf } from '../support/html.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });

const SEARCHES = '/me/saved-searches';
const as = (persona: string) => service.as(persona);
const savedBy = async (persona: string) => (await done(as(persona).get(SEARCHES)))['items'] as Answer[];

it('is a person’s own: nobody else sees it, or takes it away', async () => {
  const search = { name: 'Styrdokument', address: '/remisser?vilka=ute&q=styrdokument' };
  const { id } = await done(as('ks-registrator').post(SEARCHES, search));
  expect(await savedBy('ks-registrator')).toEqual([{ id, ...search }]);
  for (const other of ['ks-handlaggare', 'admin']) {
    expect(await savedBy(other)).toEqual([]);
    await as(other).delete(`${SEARCHES}/${id}`).expect(404);
  }
  // One of the same name takes its place.
  const again = await done(as('ks-registrator').post(SEARCHES, { ...search, address: '/sok?q=plan' }));
  expect(again).toEqual({ id, name: 'Styrdokument', address: '/sok?q=plan' });
  await as('ks-registrator').delete(`${SEARCHES}/${id}`).expect(204);
  expect(await savedBy('ks-registrator')).toEqual([]);
  const told = await service.database.query("SELECT FROM audit_events WHERE after::text ~ 'styrdokument'");
  expect(told).toEqual([]);
});

it.each([
  'https://annan.example/remisser',
  '//annan.example/remisser',
  '/mitt',
  '/remisser#x',
  '/remisser?q=<b>',
  '/diarium/../mitt',
  `/sok?q=${'a'.repeat(700)}`,
])('leads to a list and nowhere else: %s', async (address) => {
  const { body } = await as('ks-registrator').post(SEARCHES, { name: 'Sökning', address }).expect(422);
  expect(body.errors).toMatchObject([{ pointer: '/address' }]);
});

it('is one of thirty at most', async () => {
  for (let nr = 1; nr <= 30; nr++)
    await done(as('amn-registrator').post(SEARCHES, { name: `Nr ${nr}`, address: `/sok?q=${nr}` }));
  const { body } = await as('amn-registrator')
    .post(SEARCHES, { name: 'Nr 31', address: '/sok?q=31' })
    .expect(409);
  expect(body.reasons).toMatchObject([{ code: 'saved-searches-full' }]);
  await done(as('amn-registrator').post(SEARCHES, { name: 'Nr 30', address: '/sok?q=trettio' }));
});

it('is saved at a list, found there and in the inbox, and removed among one’s own', async () => {
  await given(service).sentReferral({ title: 'Trygga skolvägar å ä ö' });
  const visitor = await Visitor.signedIn(service.base, 'ks-handlaggare');
  const address = '/remisser?vilka=ute&q=skolv%C3%A4gar';
  expect((await visitor.visit('/remisser?vilka=ute')).text).not.toContain('Spara sökningen');
  const list = await visitor.visit(address);
  expect(list.text).toContain('Spara sökningen');
  const { _token } = Visitor.hidden(list);
  const action = formsOf(list.html)
    .map((form) => form.action)
    .find((path) => path.startsWith('/mitt/sokningar'))!;
  const saved = await visitor.send(action, { _token: _token!, name: 'Skolvägar' });
  expect([saved.status, saved.path]).toEqual([200, address]);
  expect(saved.text).not.toContain('Spara sökningen');
  expect((await visitor.visit('/remisser')).links).toContain(address);
  expect((await visitor.visit('/inkorg')).links).toContain(address);
  expect((await visitor.visit(address)).text).toContain('Trygga skolvägar');
  for (const path of ['/sok?q=plan', '/diarium/ks?q=plan'])
    expect((await visitor.visit(path)).text).toContain('Spara sökningen');
  const [{ id }] = (await savedBy('ks-handlaggare')) as [Answer];
  const mine = await visitor.visit('/mitt');
  const removed = await visitor.send(`/mitt/sokningar/${id}`, { _token: Visitor.hidden(mine)['_token']! });
  expect([removed.status, await savedBy('ks-handlaggare')]).toEqual([200, []]);
  // A form of another site saves nothing.
  const foreign = await visitor.send(
    action,
    { name: 'X', _token: _token! },
    { 'Sec-Fetch-Site': 'cross-site' },
  );
  expect([foreign.status, await savedBy('ks-handlaggare')]).toEqual([403, []]);
});
