import { readdirSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { SETTINGS, type Settings } from '../../src/config/settings.js';
import { done, given, TODAY } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const MEBIBYTE = 1024 * 1024;

const service = sharedService({ ROLE: 'api', MAX_UPLOAD_MEGABYTES: '1' });

/** Sends the form of a page, of which the fields stand in their order with the files among them. */
async function send(visitor: Visitor, path: string, fields: readonly (readonly [string, string | number])[]) {
  const form = new FormData();
  for (const [name, value] of Object.entries(Visitor.hidden(await visitor.visit(path))))
    form.append(name, value);
  for (const [name, value] of fields)
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new Blob(['x'.repeat(value)], { type: 'text/plain' }), 'karta.txt');
  const headers = { 'Sec-Fetch-Site': 'same-origin', Origin: service.base };
  return visitor.request(path, { method: 'POST', body: form, headers });
}

const signedIn = async (persona: string) => Visitor.signedIn(service.base, persona);

const TOLD = 'Filerna får tillsammans vara högst 1 megabyte. Välj dem på nytt.';

it.each([
  ['one that is too large', [1.5 * MEBIBYTE]],
  ['several that are too large together', [0.6 * MEBIBYTE, 0.6 * MEBIBYTE]],
  ['one after one that is too large', [1.5 * MEBIBYTE, 100]],
])('the form of a message says so of %s, and keeps what was written and no file', async (_, sizes) => {
  const { id } = await given(service).consultation('registered');
  const officer = await signedIn('tsn-handlaggare');
  const path = `/svar/${id}/meddelande`;
  const files = sizes.map((size) => ['files', Math.floor(size)] as const);
  const page = await send(officer, path, [['text', 'Gångvägen är stängd.'], ...files]);
  expect([page.status, page.path]).toEqual([422, path]);
  expect(page.text).toContain(TOLD);
  expect(page.text).toContain('Gångvägen är stängd.');
  expect((await done(service.as('tsn-handlaggare').get(`/consultations/${id}/messages`)))['items']).toEqual(
    [],
  );
  const { documentsDirectory } = service.app.get<Settings>(SETTINGS);
  expect(
    readdirSync(documentsDirectory, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()),
  ).toEqual([]);
});

it('what stands after the file in a form is there again too', async () => {
  const referral = await given(service).sentReferral({ consultees: [{ name: 'Byalaget' }] });
  const { id } = await given(service).consultationOf('ks-registrator', referral, 'Byalaget');
  const registrar = await signedIn('ks-registrator');
  const path = `/svar/${id}/for-in-svar`;
  const typed = [
    ['file', 2 * MEBIBYTE],
    ['receivedOn', TODAY],
    ['stance', 'rejects'],
  ] as const;
  const page = await send(registrar, path, typed);
  expect([page.status, page.text.includes(TOLD)]).toEqual([422, true]);
  const chosen = page.elements.find(({ attributes }) => attributes['selected'] !== undefined);
  expect(chosen?.attributes['value']).toBe('rejects');
  const again = await send(registrar, path, [
    ['file', 100],
    ['receivedOn', TODAY],
    ['stance', 'rejects'],
  ]);
  expect([again.status, again.path]).toEqual([200, `/svar/${id}?klart=for-in-svar`]);
});

it('what is far too large is refused, with what was written', async () => {
  const { id } = await given(service).consultation('registered');
  const officer = await signedIn('tsn-handlaggare');
  const page = await send(officer, `/svar/${id}/meddelande`, [
    ['text', 'Hej på er'],
    ['files', 6 * MEBIBYTE],
  ]);
  expect([page.status, page.text.includes('Hej på er')]).toEqual([413, true]);
});
