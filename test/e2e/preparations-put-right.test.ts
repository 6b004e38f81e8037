import { beforeEach, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import type { ConsultationVerb } from '../../src/rules/consultation-lifecycle.js';
import { atTheCommittee } from '../support/at-the-committee.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { bytesOf } from '../support/papers.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const SECRETARY = 'tsn-sekreterare';
const OWN = [{ text: 'att tillstyrka förslaget endast i den del som rör gatorna' }];
const OTHERS = [{ text: 'att avstyrka förslaget' }];
const ABSENT = [{ by: 'Gun Holm (L)' }];
const as = (persona: string) => service.as(persona);
const step = async (id: string, verb: ConsultationVerb, body: object = {}) =>
  given(service).step(SECRETARY, id, verb, body);
const read = async (id: string, persona = SECRETARY) => done(as(persona).get(`/consultations/${id}`));
const tried = async (id: string, verb: string, body: object) => {
  const { version } = await read(id);
  const { status, body: said } = await as(SECRETARY).post(`/consultations/${id}/${verb}`, body, {
    ifMatch: version,
  });
  return [status, said.errors ?? said.reasons];
};
const paperOf = async (address: string, persona = SECRETARY): Promise<string> =>
  String((await bytesOf(as(persona).get(`${address}?format=txt`))).body);
const extractOf = async (id: string) => paperOf(`/consultations/${id}/papers/minutes-extract`);
const visitor = async () => {
  const secretary = await Visitor.signedIn(service.base, SECRETARY);
  return secretary;
};

/** Two committees have prepared it, each with words of its own; the board meets today. */
async function preparedTwice() {
  const { id, later, board } = await atTheCommittee(service);
  await step(id, 'prepare', { section: '71', clauses: OWN });
  const day = later.replace(/\d\d$/, (each) => String(Number(each) - 1).padStart(2, '0'));
  const personnel = { date: day, organ: 'Personalutskottet' };
  const { id: meetingId } = await done(as(SECRETARY).post('/bodies/TSN/meetings', personnel), 201);
  await step(id, 'schedule', { meetingId });
  service.setNow(`${day}T12:00:00Z`);
  await step(id, 'prepare', { section: '9', clauses: OTHERS, meetingId: board['id'] });
  service.setNow(`${later}T12:00:00Z`);
  return { id, later };
}

it('is taken back with a reason, and counts for nothing: the matter is where it was', async () => {
  const { id, committee } = await atTheCommittee(service);
  await step(id, 'prepare', { section: '71', clauses: OWN });
  const taken = await step(id, 'correct-postponement', { takeBack: true, reason: 'Fel ärende' });
  expect(taken).toMatchObject({ state: 'approved', postponements: [{ section: '71', takenBack: true }] });
  expect(taken['availableActions']).not.toContain('correct-postponement');
  const { caseId } = taken;
  const { items } = await done(as(SECRETARY).get(`/cases/${caseId}/audit-trail?limit=100`));
  const event = (items as Answer[]).find(({ verb }) => verb === 'correct-postponement');
  expect(event).toMatchObject({
    reason: 'Fel ärende',
    before: { postponements: [{ section: '71', clauses: OWN }] },
  });
  expect(event!['summary']).toMatch(/: beredningen, bordläggningen eller återremissen togs tillbaka av /);
  const page = await (await visitor()).visit(`/svar/${id}`);
  expect(page.text).toContain('Återtaget: infört av misstag.');
  expect(page.text).not.toContain(OWN[0]!.text);
  // The committee may decide it itself after all.
  await step(id, 'schedule', { meetingId: committee['id'] });
  const decided = await step(id, 'decide', { outcome: 'as-proposed', section: '72' });
  expect((decided['decision'] as Answer)['preparations']).toEqual([]);
  expect(await extractOf(id)).not.toContain('Beredning');
});

it('is either taken back or corrected, and taken back once', async () => {
  const { id } = await atTheCommittee(service);
  await step(id, 'prepare', { section: '71' });
  const take = { takeBack: true, reason: 'Fel' };
  expect(await tried(id, 'correct-postponement', { ...take, section: '72' })).toMatchObject([
    422,
    [{ pointer: '/takeBack', code: 'taken-back-and-corrected' }],
  ]);
  expect(await tried(id, 'correct-postponement', { reason: 'Fel', number: 1 })).toMatchObject([
    422,
    [{ code: 'nothing-corrected' }],
  ]);
  await step(id, 'correct-postponement', { ...take, number: 1 });
  expect(await tried(id, 'correct-postponement', take)).toMatchObject([409, [{ code: 'never-postponed' }]]);
});

it('leaves the numbers of the others as they are, also when an earlier one is taken back', async () => {
  const { id } = await preparedTwice();
  await step(id, 'correct-postponement', { number: 1, takeBack: true, reason: 'Fel' });
  expect(await tried(id, 'correct-postponement', { number: 1, section: '72', reason: 'Fel' })).toMatchObject([
    422,
    [{ pointer: '/number', code: 'postponement-taken-back' }],
  ]);
  const decided = await step(id, 'decide', {
    outcome: 'own-text',
    section: '84',
    clauses: OTHERS,
    adoptedPreparation: 2,
  });
  expect((decided['decision'] as Answer)['preparations']).toMatchObject([{ section: '9', adopted: true }]);
});

it('corrects the latest that holds where none is named, also when a later one was taken back', async () => {
  const { id } = await preparedTwice();
  await step(id, 'correct-postponement', { takeBack: true, reason: 'Fel' });
  const { postponements } = await step(id, 'correct-postponement', { section: '72', reason: 'Fel rad' });
  expect(postponements).toMatchObject([{ section: '72' }, { section: '9', takenBack: true }]);
});

it('takes a tabling back too: the matter is no longer tabled, and a referral back leaves the officer no reason', async () => {
  const { id } = await atTheCommittee(service);
  await step(id, 'table', { section: '71' });
  const take = { takeBack: true, reason: 'Fel ärende' };
  await step(id, 'correct-postponement', take);
  const other = await atTheCommittee(service);
  await step(other.id, 'refer-back', { section: '71', reason: 'Utred kostnaderna' });
  expect(await step(other.id, 'correct-postponement', take)).toMatchObject({
    state: 'drafting',
    returnedBecause: null,
    postponements: [{ takenBack: true }],
  });
});

it('says that the committee made no proposal, and so do the minutes', async () => {
  const { id, later, board } = await atTheCommittee(service);
  expect(await tried(id, 'prepare', { section: '71', noProposal: true, clauses: OWN })).toMatchObject([
    422,
    [{ pointer: '/clauses', code: 'proposed-nothing' }],
  ]);
  const prepared = await step(id, 'prepare', { section: '71', noProposal: true, meetingId: board['id'] });
  expect(prepared['postponements']).toMatchObject([{ noProposal: true }]);
  service.setNow(`${later}T12:00:00Z`);
  const page = await (await visitor()).visit(`/svar/${id}`);
  expect(page.text).toContain('Lämnar inget förslag.');
  expect(
    await tried(id, 'decide', { outcome: 'as-proposed', section: '84', adoptedPreparation: 1 }),
  ).toMatchObject([422, [{ pointer: '/adoptedPreparation', code: 'nothing-to-adopt' }]]);
  await step(id, 'decide', { outcome: 'as-proposed', section: '84' });
  expect(await extractOf(id)).toContain('§ 71, lämnar ärendet till nämnden utan förslag till beslut.');
  // It did after all: with words of its own, and without.
  const right = { reason: 'Fel rad', clauses: OWN, notTakingPart: ABSENT };
  const [made] = (await step(id, 'correct-postponement', right))['postponements'] as Answer[];
  expect(made).toMatchObject({ clauses: OWN, notTakingPart: ABSENT });
  expect(made).not.toHaveProperty('noProposal');
});

it('tells which proposal the board adopted: on the decision, in the minutes, and to the issuer in the compilation', async () => {
  const { id, later } = await preparedTwice();
  const words = { outcome: 'own-text', section: '84', clauses: OWN, notTakingPart: ABSENT };
  expect(await tried(id, 'decide', { ...words, adoptedPreparation: 3 })).toMatchObject([
    422,
    [{ pointer: '/adoptedPreparation', code: 'no-such-preparation' }],
  ]);
  expect(
    await tried(id, 'decide', { outcome: 'as-proposed', section: '84', adoptedPreparation: 1 }),
  ).toMatchObject([422, [{ pointer: '/adoptedPreparation', code: 'not-the-administrations' }]]);
  const decided = await step(id, 'decide', { ...words, adoptedPreparation: 1 });
  expect(decided['warnings'] ?? []).toEqual([]);
  expect((decided['decision'] as Answer)['preparations']).toMatchObject([
    { section: '71', adopted: true },
    { section: '9', adopted: false },
  ]);
  expect(await extractOf(id)).toContain('Beslutet följer förslaget från Arbetsutskottet.');
  const page = await (await visitor()).visit(`/svar/${id}`);
  expect(page.text.match(/Det är det här förslaget som antogs/g)).toHaveLength(1);

  // Neither can go while the decision rests on it; the words of another are warned of.
  for (const [body, pointer] of [
    [{ takeBack: true }, '/takeBack'],
    [{ noProposal: true }, '/noProposal'],
  ] as const)
    expect(await tried(id, 'correct-postponement', { number: 1, reason: 'Fel', ...body })).toMatchObject([
      422,
      [{ pointer, code: 'adopted-by-the-board' }],
    ]);
  const corrected = await step(id, 'correct', { reason: 'Fel utskott', adoptedPreparation: 2 });
  expect(corrected['warnings']).toMatchObject([{ code: 'not-the-committees-words' }]);
  const { items } = await done(as(SECRETARY).get(`/consultations/${id}/corrections`));
  expect(items).toMatchObject([{ earlier: { adoptedPreparation: 1 } }]);
  await step(id, 'correct', { reason: 'Rätt från början', adoptedPreparation: 1 });

  await step(id, 'confirm', { confirmedOn: later });
  await step(id, 'forward');
  const { referralId } = await read(id, 'ks-registrator');
  const paper = await paperOf(`/referrals/${String(referralId)}/papers/compilation`, 'ks-registrator');
  for (const said of ['Beredning:', 'Beslutet följer förslaget från Arbetsutskottet.', 'Gun Holm (L)'])
    expect(paper).toContain(said);
  const workbook = await bytesOf(
    as('ks-registrator').get(`/referrals/${String(referralId)}/papers/compilation?format=xlsx`),
  ).expect(200);
  const sheets = unzipSync(new Uint8Array(workbook.body as Buffer));
  expect(strFromU8(sheets['xl/sharedStrings.xml']!)).toContain(
    'Beslutet följer förslaget från Arbetsutskottet.',
  );
  const issuer = await Visitor.signedIn(service.base, 'ks-registrator');
  const compared = await issuer.visit(`/remisser/${String(referralId)}/sammanstallning?visa=bredvid`);
  expect(compared.text).toContain('Det är det här förslaget som antogs.');
});

it('is put right in a browser: who took no part, that nothing was proposed, which proposal was adopted, and taken back', async () => {
  const { id, later, board } = await atTheCommittee(service);
  const secretary = await visitor();
  const send = async (path: string, fields: object) => {
    const form = await secretary.visit(`/svar/${id}/${path}`);
    const sent = await secretary.send(`/svar/${id}/${path}`, { ...Visitor.hidden(form), ...fields });
    expect([sent.status, sent.text]).toEqual([200, expect.not.stringContaining('Rätta felen')]);
    return form;
  };
  await send('bered', {
    section: '71',
    noProposal: 'true',
    notTakingPart: 'Gun Holm (L)\nBo Berg (M)',
    meetingId: board['id'],
  });
  expect((await read(id))['postponements']).toMatchObject([
    { noProposal: true, notTakingPart: [{ by: 'Gun Holm (L)' }, { by: 'Bo Berg (M)' }] },
  ]);
  await send('ratta-bordlaggning', {
    section: '72',
    clauses: OWN[0]!.text,
    noProposal: 'false',
    notTakingPart: '',
    reason: 'Fel rad',
  });
  const [made] = (await read(id))['postponements'] as Answer[];
  expect(made).toMatchObject({ section: '72', clauses: OWN });
  expect(made).not.toHaveProperty('notTakingPart');

  service.setNow(`${later}T12:00:00Z`);
  await secretary.signIn(SECRETARY);
  const before = await secretary.visit(`/svar/${id}/beslut`);
  expect(before.text).toMatch(/Vems förslag antogs\?[^]*Arbetsutskottet/);
  await send('beslut', {
    outcome: 'amended',
    section: '84',
    adoptedPreparation: '1',
    clauses: OWN[0]!.text,
    notTakingPart: 'Eva Ek (MP)',
  });
  expect((await read(id))['decision']).toMatchObject({
    preparations: [{ adopted: true }],
    notTakingPart: [{ by: 'Eva Ek (MP)' }],
  });
  await send('ratta-beslutet', { reason: 'Fel utskott', adoptedPreparation: '0' });
  await send('ratta-bordlaggning', { section: '72', reason: 'Fel ärende', takeBack: 'true' });
  expect(await read(id)).toMatchObject({
    postponements: [{ takenBack: true }],
    decision: { preparations: [] },
  });
});

it('of an earlier committee is corrected and taken back in a browser, by the secretary, and the later one stays', async () => {
  const { id } = await preparedTwice();
  const secretary = await visitor();
  const page = await secretary.visit(`/svar/${id}`);
  for (const number of [1, 2]) expect(page.html).toContain(`href="/svar/${id}/ratta-bordlaggning/${number}"`);
  const address = `/svar/${id}/ratta-bordlaggning/1`;
  const form = await secretary.visit(address);
  expect(form.text).toContain('Berett, Arbetsutskottet');
  expect(form.html).toContain('value="71"');
  expect(form.html).toContain(OWN[0]!.text);
  const fields = { ...Visitor.hidden(form), noProposal: 'false', clauses: OWN[0]!.text };
  const unsaid = await secretary.send(address, { ...fields, section: '70' });
  expect([unsaid.status, unsaid.text.includes('Skriv varför')]).toEqual([422, true]);
  const right = await secretary.send(address, { ...fields, section: '70', reason: 'Fel rad' });
  expect(right.path).toBe(`/svar/${id}?klart=ratta-bordlaggning`);
  expect((await read(id))['postponements']).toMatchObject([
    { section: '70', clauses: OWN },
    { section: '9', clauses: OTHERS },
  ]);
  const again = Visitor.hidden(await secretary.visit(address));
  await secretary.send(address, { ...again, section: '70', takeBack: 'true', reason: 'Fel ärende' });
  const { postponements } = await read(id);
  expect(postponements).toMatchObject([{ section: '70', takenBack: true }, { section: '9' }]);
  expect((postponements as Answer[])[1]).not.toHaveProperty('takenBack');
  expect((await secretary.visit(address)).status).toBe(404);
  expect((await secretary.visit(`/svar/${id}/ratta-bordlaggning/3`)).status).toBe(404);
  expect((await secretary.visit(`/svar/${id}`)).html).not.toContain(`href="${address}"`);
  const officer = new Visitor(service.base);
  await officer.signIn('tsn-handlaggare');
  expect((await officer.visit(`/svar/${id}`)).html).not.toContain('ratta-bordlaggning/2');
  const taken = await officer.fill(`/svar/${id}/ratta-bordlaggning/2`, { section: '99', reason: 'Nej' });
  expect([taken.status, ((await read(id))['postponements'] as Answer[])[1]]).toMatchObject([
    403,
    { section: '9' },
  ]);
});
