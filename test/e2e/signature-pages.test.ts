import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from '@jest/globals';
import { actingAsTheService } from '../../src/database/acting.js';
import { HandleRequests } from '../../src/signatures/handle-requests.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { SigningService } from '../support/sign-pdf.js';
import { Visitor, type Visited } from '../support/visitor.js';

const SIGNERS =
  'Anna Andersson, ordförande, anna@tyreso.example\r\n\r\nBo Berg, 2:e vice ordförande, justerare, bo@tyreso.example';
const ASKED = { paper: 'minutes-extract', signers: SIGNERS, inOrder: 'true', lastDay: '2026-11-16' };

const signing = new SigningService(mkdtempSync(join(tmpdir(), 'yttra-signing-')));
const service = sharedService({
  SIGNATURE_PROVIDER: 'files',
  SIGNATURE_DIRECTORY: signing.folder,
  RECONCILE_SECONDS: '3600',
});
beforeEach(() => service.setNow(NOW));
afterAll(() => rm(signing.folder, { recursive: true, force: true }));

const as = async (persona: string) => Visitor.signedIn(service.base, persona);
const round = async (): Promise<void> => {
  await service.database.query('UPDATE signature_requests SET due_at = now() WHERE due_at IS NOT NULL');
  await actingAsTheService(() => service.app.get(HandleRequests)['round'](new AbortController().signal));
};
const latest = async (id: string): Promise<Answer> =>
  (await done(service.as('tsn-registrator').get(`/consultations/${id}/signature-requests`)))[
    'items'
  ][0] as Answer;
const valueOf = (page: Visited, name: string): string | undefined =>
  page.elements.find(({ attributes }) => attributes['name'] === name)?.attributes['value'];

it('signatures are asked for with a form, and seen to come, without a script', async () => {
  const { id } = await given(service).consultation('decided');
  const secretary = await as('tsn-sekreterare');
  expect((await secretary.visit(`/svar/${id}`)).links).toContain(`/svar/${id}/underskrifter`);
  const asked = await secretary.fill(`/svar/${id}/underskrifter`, ASKED);
  expect([asked.status, asked.path]).toEqual([200, `/svar/${id}?klart=underskrifter`]);
  expect(asked.text).toContain('Protokollsutdraget: Skickas för underskrift');
  // “av” would be whoever asked.
  expect(asked.text).toMatch(
    /Underskrifter begärdes på protokollsutdraget från Anna Andersson och Bo Berg senast/,
  );
  expect(asked.text).toMatch(
    /underskrifter begärdes \(protokollsutdraget, till och med den 16 november 2026\) av /,
  );
  await round();
  const request = await latest(id);
  expect(request['signers']).toMatchObject([
    { name: 'Anna Andersson', title: 'ordförande', email: 'anna@tyreso.example' },
    { name: 'Bo Berg', title: '2:e vice ordförande, justerare', email: 'bo@tyreso.example' },
  ]);
  const waiting = await secretary.visit(`/svar/${id}`);
  expect(waiting.text).toContain('Väntar på underskrift');
  expect(waiting.text).toContain('Anna Andersson, ordförande: har inte skrivit under än');
  expect(waiting.links).toContain(`/svar/${id}/ta-tillbaka-underskrifter`);
  expect(waiting.links).toContain(`/svar/${id}/handlingar/underskrift/${request.id}`);
  const frozen = await secretary.visit(`/svar/${id}/handlingar/underskrift/${request.id}`);
  expect([frozen.status, frozen.headers.get('content-type')]).toEqual([200, 'application/pdf']);

  service.setNow('2026-11-05T11:00:00Z');
  await signing.sign(request.id, '2026-11-04T09:00:00Z');
  await round();
  const later = await as('tsn-sekreterare');
  const signed = await later.visit(`/svar/${id}`);
  expect(signed.text).toMatch(/Protokollsutdraget: Undertecknat[^\w]+4 november 2026/);
  expect(signed.text).toContain('Justera protokollet, så föreslås dagen för den sista underskriften');
  expect(signed.links).toContain(`/handlingar/${(await latest(id))['documentId']}/om`);
  expect(valueOf(await later.visit(`/svar/${id}/justera`), 'confirmedOn')).toBe('2026-11-04');
  expect((await done(service.as('tsn-registrator').get(`/consultations/${id}`))).state).toBe('decided');
});

it('what is wrong is said at its line, and nothing that was written is lost', async () => {
  const { id } = await given(service).consultation('decided');
  const secretary = await as('tsn-sekreterare');
  const refused = await secretary.fill(`/svar/${id}/underskrifter`, {
    ...ASKED,
    signers: 'Anna Andersson, ordförande, anna@tyreso.example\r\nBo Berg',
    lastDay: '',
  });
  expect(refused.status).toBe(422);
  expect(refused.text).toMatch(/\(rad 2\)|Skriv namn, titel och e-postadress/);
  expect(refused.text).toContain('Bo Berg');
  expect(refused.text).toContain('Ange en dag, i dag eller senare');
  expect(await latest(id)).toBeUndefined();
});

it('whoever forwards a statement is told that signatures are awaited, and is not held up', async () => {
  const { id } = await given(service).consultation('confirmed');
  const registrar = await as('tsn-registrator');
  await registrar.fill(`/svar/${id}/underskrifter`, { ...ASKED, paper: 'statement' });
  const says = 'Underskrifter väntar. Yttrandet kan expedieras ändå';
  expect((await registrar.visit(`/svar/${id}`)).text).toContain(says);
  expect((await registrar.visit(`/svar/${id}/expediera`)).text).toContain(says);
  expect((await registrar.fill(`/svar/${id}/expediera`, { forwardedOn: '' })).path).toBe(
    `/svar/${id}?klart=expediera`,
  );
  const forwarded = (await registrar.visit(`/svar/${id}`)).text;
  expect(forwarded).toContain('Väntar på underskrifter');
  expect(forwarded).not.toContain('Här är allt klart');
  await round();
  await signing.sign((await latest(id)).id, '2026-11-02T10:30:00Z');
  await service.database.query("UPDATE signature_requests SET due_at = now() WHERE state = 'waiting'");
  await round();
  const issuer = await as('ks-registrator');
  const seen = await issuer.visit(`/svar/${id}`);
  expect(seen.text).toContain('Yttrandet, undertecknat (PDF)');
  expect(seen.text).not.toContain('anna@tyreso.example');
  expect(seen.links).not.toContain(`/svar/${id}/underskrifter`);
});

it('a signed paper of an earlier text is said to be that, and a withdrawn request why', async () => {
  const { id } = await given(service).consultation('decided');
  const secretary = await as('tsn-sekreterare');
  await secretary.fill(`/svar/${id}/underskrifter`, ASKED);
  await round();
  await signing.sign((await latest(id)).id, '2026-11-02T10:30:00Z');
  await round();
  await given(service).step('tsn-sekreterare', id, 'correct', { reason: 'Fel paragraf', section: '85' });
  const page = await secretary.visit(`/svar/${id}`);
  expect(page.text).toContain('Det som är undertecknat är en tidigare lydelse.');
  expect(valueOf(await secretary.visit(`/svar/${id}/justera`), 'confirmedOn')).toBe('2026-11-02');
  const again = await secretary.fill(`/svar/${id}/underskrifter`, ASKED);
  expect(again.path).toBe(`/svar/${id}?klart=underskrifter`);
  const withdrawn = await secretary.fill(`/svar/${id}/ta-tillbaka-underskrifter`, {
    paper: 'minutes-extract',
    reason: 'Fel justerare',
  });
  expect(withdrawn.text).toContain('Begäran är återtagen');
  expect(withdrawn.text).toContain('begäran om underskrifter togs tillbaka (protokollsutdraget) av');
  await service.database.query(
    "UPDATE signature_requests SET ended_because = 'text-corrected' WHERE state = 'withdrawn'",
  );
  expect((await secretary.visit(`/svar/${id}`)).text).toContain('Begär underskrifter på den rättade texten.');
  const english = await secretary.visit(`/svar/${id}`, { 'Accept-Language': 'en' });
  expect(english.text).toContain('The request was withdrawn');
});

it('the history says how a request ended that nobody took back, and of which paper', async () => {
  const { id } = await given(service).consultation('decided');
  const secretary = await as('tsn-sekreterare');
  await secretary.fill(`/svar/${id}/underskrifter`, { ...ASKED, paper: 'statement' });
  await round();
  service.setNow('2026-12-30T11:00:00Z');
  await round();
  const later = await as('tsn-sekreterare');
  expect((await later.visit(`/svar/${id}`)).text).toContain(
    'begäran om underskrifter avslutades (yttrandet: sista dagen gick ut) av Yttra',
  );
});

it('whoever keeps the service sees that signatures are delayed', async () => {
  await service.database.query(
    "UPDATE signature_requests SET last_error = 'provider-unreachable', due_at = now()",
  );
  const admin = await as('admin');
  expect((await admin.visit('/forvaltning')).text).toMatch(/\d+ begäranden om underskrifter dröjer/);
  expect((await admin.visit('/forvaltning/drift')).text).toContain('Begäranden om underskrifter som dröjer');
});
