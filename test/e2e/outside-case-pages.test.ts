import { beforeAll, expect, it } from '@jest/globals';
import { done, given, TODAY } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

let registrar: Visitor;
const service = sharedService({ ROLE: 'api' });
beforeAll(async () => {
  registrar = new Visitor(service.base);
  await registrar.signIn('ks-registrator');
});

/** Sends the form of a page as it stands, but for what is typed. */
async function send(visitor: Visitor, path: string, typed: Record<string, string>) {
  return visitor.fill(path, typed);
}

const read = (address: string) => done(service.as('ks-registrator').get(address));

const fromOutside = {
  title: 'Remiss om nya byggregler',
  relatedCases: 'KS 2024/12\n\n BN 2025/3',
  'origin.sender': 'Boverket',
  'origin.senderKind': 'organisation',
  'origin.reference': 'B 2026/77',
  'origin.email': 'remiss@boverket.example',
  'origin.receivedOn': '2026-10-30',
  'origin.replyBy': '2027-01-15',
};
const origin = {
  sender: 'Boverket',
  senderKind: 'organisation',
  reference: 'B 2026/77',
  email: 'remiss@boverket.example',
  receivedOn: '2026-10-30',
  replyBy: '2027-01-15',
};

it('a referral from outside is registered, answered and corrected through pages', async () => {
  const register = await registrar.visit('/diarium/ks');
  expect(register.text).toContain('Registrera ett ärende');
  const page = await send(registrar, '/diarium/ks/nytt-arende', fromOutside);
  expect([page.status, page.path]).toEqual([200, expect.stringMatching(/^\/arenden\/[-\da-f]{36}$/)]);
  const id = page.path.split('/').at(-1)!;
  const registered = await read(`/cases/${id}`);
  expect(registered).toMatchObject({ origin, relatedCases: ['KS 2024/12', 'BN 2025/3'], issuer: 'KS' });
  // What somebody outside waits for comes first.
  expect(
    page.elements.find(({ attributes }) => attributes['href'] === `/arenden/${id}/eget-svar`),
  ).toBeDefined();
  await send(registrar, `/arenden/${id}/eget-svar`, {});
  const { items } = await read(`/consultations?q=${encodeURIComponent('byggregler')}`);
  expect(items).toMatchObject([{ replyBy: '2027-01-15' }]);

  const edited = `/arenden/${id}/andra`;
  const asItIs = { ...fromOutside, relatedCases: 'KS 2024/12\nBN 2025/3' };
  // What stays as it is needs no reason, though the form has all of it.
  await send(registrar, edited, { ...asItIs, relatedCases: `${asItIs.relatedCases}\nKS 2026/1` });
  expect((await send(registrar, edited, { ...asItIs, title: 'Nya byggregler' })).status).toBe(422);
  await send(registrar, edited, { ...asItIs, title: 'Nya byggregler', reason: 'Otydlig' });
  expect(await read(`/cases/${id}`)).toMatchObject({ title: 'Nya byggregler', origin });
  const other = { ...asItIs, 'origin.reference': '', 'origin.replyBy': '2027-01-22', relatedCases: '' };
  const refused = await send(registrar, edited, other);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Varför?:');
  await send(registrar, edited, { ...other, reason: 'Fel läst' });
  const { reference: _gone, ...kept } = origin;
  expect(await read(`/cases/${id}`)).toMatchObject({
    title: fromOutside.title,
    origin: { ...kept, replyBy: '2027-01-22' },
    relatedCases: [],
  });
  expect((await read(`/cases/${id}`))['origin']).not.toHaveProperty('reference');
});

it('what is written wrongly is told at its field', async () => {
  const path = '/diarium/ks/nytt-arende';
  const wrong = {
    title: '',
    'origin.reference': 'B 1',
    'origin.receivedOn': '2026-13-45',
    'origin.email': 'ingen',
  };
  const page = await send(registrar, path, wrong);
  expect(page.status).toBe(422);
  for (const said of [
    'Skriv vad ärendet gäller',
    'Skriv vem som skickade den',
    'Inkom den:',
    'e-postadress:',
  ])
    expect(page.text).toContain(said);
  expect(
    page.elements.find(({ attributes }) => attributes['name'] === 'origin.reference')?.attributes,
  ).toMatchObject({ value: 'B 1' });
});

it('a case begins confidential to its registrar alone, and a secret is shown to nobody', async () => {
  const page = await send(registrar, '/diarium/ks/nytt-arende', {
    title: 'Hemligt',
    'confidentiality.provision': 'OSL 21:7',
  });
  const id = page.path.split('/').at(-1)!;
  expect(await read(`/cases/${id}`)).toMatchObject({ confidential: true, origin: null });
  await service.as('ks-handlaggare').get(`/cases/${id}`).expect(404);
});

it('nobody but a registrar of the body has the form', async () => {
  const officer = await Visitor.signedIn(registrar.base, 'ks-handlaggare');
  expect((await officer.visit('/diarium/ks')).text).not.toContain('Registrera ett ärende');
  expect((await officer.visit('/diarium/ks/nytt-arende')).status).toBe(404);
  expect((await registrar.visit('/diarium/tsn/nytt-arende')).status).toBe(404);
});

it('a case without a sender is given one only with a reason, and keeps it', async () => {
  const { id } = await given(service).referralCase();
  const patch = (body: object) => service.as('ks-registrator').patch(`/cases/${id}`, body, { ifMatch: '*' });
  expect((await done(patch({ origin: { sender: null } })))['origin']).toBeNull();
  expect((await patch({ origin: { sender: 'Boverket' } }).expect(422)).body.errors).toMatchObject([
    { pointer: '/reason' },
  ]);
  await done(patch({ origin: { sender: 'Boverket', receivedOn: TODAY }, reason: 'Glömd' }));
  expect((await patch({ origin: { sender: null }, reason: 'x' }).expect(422)).body.errors).toMatchObject([
    { pointer: '/origin/sender' },
  ]);
});
