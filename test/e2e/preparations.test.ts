import { beforeEach, expect, it } from '@jest/globals';
import type { ConsultationVerb } from '../../src/rules/consultation-lifecycle.js';
import { atTheCommittee } from '../support/at-the-committee.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { bytesOf } from '../support/papers.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });
beforeEach(() => service.setNow(NOW));

const SECRETARY = 'tsn-sekreterare';
const as = (persona: string) => service.as(persona);
const step = async (id: string, verb: ConsultationVerb, body: object = {}) =>
  given(service).step(SECRETARY, id, verb, body);
const tried = async (id: string, verb: string, body: object) => {
  const { version } = await done(as(SECRETARY).get(`/consultations/${id}`));
  return as(SECRETARY).post(`/consultations/${id}/${verb}`, body, { ifMatch: version });
};

const extractOf = async (id: string): Promise<string> =>
  String((await bytesOf(as(SECRETARY).get(`/consultations/${id}/papers/minutes-extract?format=txt`))).body);

const OWN = [{ text: 'att tillstyrka förslaget endast i den del som rör gatorna' }];

it('of a committee is recorded with what it proposes, and the board decides by it', async () => {
  const { id, morning, later, board } = await atTheCommittee(service);
  const before = await done(as(SECRETARY).get(`/consultations/${id}`));
  expect(before['availableActions']).toContain('prepare');
  const prepared = await step(id, 'prepare', { section: '71', meetingId: board['id'], clauses: OWN });
  expect(prepared).toMatchObject({ state: 'on-agenda', meetingId: board['id'] });
  const made = { how: 'prepared', organ: 'Arbetsutskottet', meetingDate: morning, section: '71' };
  expect(prepared['postponements']).toMatchObject([{ ...made, nextMeetingDate: later, clauses: OWN }]);
  // The issuer is told of it with the decision, not before.
  expect(await done(as('ks-registrator').get(`/consultations/${id}`))).toMatchObject({
    postponements: [],
    decision: null,
  });

  service.setNow(`${later}T12:00:00Z`);
  const visitor = await Visitor.signedIn(service.base, SECRETARY);
  const page = await visitor.visit(`/svar/${id}`);
  for (const words of ['Tidigare sammanträden', 'Berett', OWN[0]!.text]) expect(page.text).toContain(words);
  const form = await visitor.visit(`/svar/${id}/beslut`);
  const valueOf = (name: string) =>
    form.elements.find(({ attributes }) => attributes['name'] === name)?.attributes['value'];
  expect(valueOf('clauses')).toBe(OWN[0]!.text);
  expect(
    form.elements
      .filter(({ attributes }) => 'selected' in attributes || 'checked' in attributes)
      .map(({ attributes }) => attributes['value']),
  ).toContain('amended');

  const decided = await step(id, 'decide', { outcome: 'amended', section: '84', clauses: OWN });
  expect((decided['decision'] as Answer)['preparations']).toEqual([
    {
      organ: 'Arbetsutskottet',
      meetingDate: morning,
      section: '71',
      clauses: OWN,
      noProposal: false,
      adopted: false,
      notTakingPart: [],
    },
  ]);
  const text = await extractOf(id);
  expect(text).toMatch(
    /Beredning\s+-+\s+Arbetsutskottet den .*§ 71, föreslår nämnden att besluta\s+.*att tillstyrka förslaget endast/,
  );
  expect(text.indexOf('Beredning')).toBeGreaterThan(text.indexOf('Beslut'));

  await step(id, 'confirm', { confirmedOn: later });
  await step(id, 'forward');
  const received = await done(as('ks-registrator').get(`/consultations/${id}`));
  expect(received).toMatchObject({
    postponements: [],
    decision: { preparations: [{ section: '71', clauses: OWN }] },
  });
});

it('is told in the audit trail by the committee and its section', async () => {
  const { id, morning, later, board } = await atTheCommittee(service);
  await step(id, 'prepare', { section: '72', meetingId: board['id'] });
  const { caseId } = await done(as(SECRETARY).get(`/consultations/${id}`));
  const { items } = await done(as(SECRETARY).get(`/cases/${caseId}/audit-trail?limit=100`));
  const [event] = (items as Answer[]).filter(({ verb }) => verb === 'prepare');
  expect(event).toMatchObject({
    after: { organ: 'Arbetsutskottet', section: '72', meetingDate: morning, nextMeetingDate: later },
  });
  expect(event!['summary']).toMatch(
    new RegExp(`bereddes av utskottet den ${Number(morning.slice(8))} \\S+ 2027 som § 72`),
  );
});

it('without words of its own proposes what the administration does, and waits for a meeting where none is known', async () => {
  const { id, later, board } = await atTheCommittee(service);
  expect(await step(id, 'prepare', { section: '73' })).toMatchObject({ state: 'approved', meetingId: null });
  await step(id, 'schedule', { meetingId: board['id'] });
  service.setNow(`${later}T12:00:00Z`);
  await step(id, 'decide', { outcome: 'as-proposed', section: '85' });
  expect(await extractOf(id)).toContain('§ 73, föreslår nämnden att besluta enligt förvaltningens förslag.');
});

it('is neither of the board’s own meeting nor of one whose day has not come', async () => {
  const { id, board, morning } = await atTheCommittee(service);
  service.setNow(NOW);
  const early = await tried(id, 'prepare', { section: '71' });
  expect([early.status, early.body.reasons]).toMatchObject([409, [{ code: 'meeting-day-has-not-come' }]]);
  service.setNow(`${morning}T12:00:00Z`);
  await step(id, 'unschedule');
  await step(id, 'schedule', { meetingId: board['id'] });
  const ofTheBoard = await tried(id, 'prepare', { section: '71' });
  expect([ofTheBoard.status, (ofTheBoard.body.reasons as Answer[])[0]]).toMatchObject([
    409,
    { code: 'no-committee-meets' },
  ]);
  expect((await done(as(SECRETARY).get(`/consultations/${id}`)))['availableActions']).not.toContain(
    'prepare',
  );
});

it('names another meeting than the committee’s own, and says what it proposes or nothing', async () => {
  const { id, committee } = await atTheCommittee(service);
  const same = await tried(id, 'prepare', { section: '71', meetingId: committee['id'] });
  expect([same.status, same.body.errors]).toMatchObject([
    422,
    [{ pointer: '/meetingId', code: 'same-meeting' }],
  ]);
  const empty = await tried(id, 'prepare', { section: '71', clauses: [] });
  expect([empty.status, empty.body.errors]).toMatchObject([422, [{ pointer: '/clauses' }]]);
  expect((await tried(id, 'prepare', {})).status).toBe(422);
});

it('that was entered wrongly is corrected, with what it proposed', async () => {
  const { id } = await atTheCommittee(service);
  await step(id, 'prepare', { section: '71', clauses: OWN });
  const right = [{ text: 'att avstyrka förslaget' }];
  const corrected = await step(id, 'correct-postponement', {
    reason: 'Fel rad',
    section: '74',
    clauses: right,
  });
  expect(corrected['postponements']).toMatchObject([{ how: 'prepared', section: '74', clauses: right }]);
  const [first] = (
    await step(id, 'correct-postponement', { reason: 'Utskottet ändrade inget', clauses: [] })
  )['postponements'] as Answer[];
  expect(first).not.toHaveProperty('clauses');
});

it('is what the board decides by also when it has tabled the matter in between', async () => {
  const { id, later, board } = await atTheCommittee(service);
  await step(id, 'prepare', { section: '77', clauses: OWN, meetingId: board['id'] });
  service.setNow(`${later}T12:00:00Z`);
  const { date } = await done(as(SECRETARY).post('/bodies/TSN/meetings', { date: '2028-01-12' }), 201);
  await step(id, 'table', { section: '90', meetingDate: date });
  service.setNow('2028-01-12T12:00:00Z');
  const visitor = await Visitor.signedIn(service.base, SECRETARY);
  const form = await visitor.visit(`/svar/${id}/beslut`);
  expect(form.elements.map(({ attributes }) => attributes['value'])).toContain(OWN[0]!.text);
});

it('is none of what a meeting tabled', async () => {
  const { id, board } = await atTheCommittee(service);
  await step(id, 'table', { section: '75', meetingId: board['id'] });
  const wrong = await tried(id, 'correct-postponement', { reason: 'Fel', clauses: OWN });
  expect([wrong.status, wrong.body.errors]).toMatchObject([
    422,
    [{ pointer: '/clauses', code: 'not-prepared' }],
  ]);
});

it('is recorded in the committee’s own agenda, and offered at no other', async () => {
  const { id, morning, later, board } = await atTheCommittee(service, 'Trygga skolvägar');
  const visitor = await Visitor.signedIn(service.base, SECRETARY);
  const address = `/sammantraden/tsn/${morning}/beslut/${id}`;
  const form = await visitor.visit(address);
  expect([form.status, form.text]).toEqual([200, expect.stringContaining('Bereddes åt nämnden')]);
  const fields = { ...Visitor.hidden(form), outcome: 'prepared', section: '76', clauses: OWN[0]!.text };
  expect((await visitor.send(address, fields)).status).toBe(200);
  expect(await done(as(SECRETARY).get(`/consultations/${id}`))).toMatchObject({
    state: 'approved',
    postponements: [{ how: 'prepared', section: '76', clauses: OWN }],
  });
  await step(id, 'schedule', { meetingId: board['id'] });
  service.setNow(`${later}T12:00:00Z`);
  await visitor.signIn(SECRETARY);
  expect((await visitor.visit(`/sammantraden/tsn/${later}`)).text).toContain('Berett');
  expect((await visitor.visit(`/sammantraden/tsn/${later}/beslut/${id}`)).text).not.toContain(
    'Bereddes åt nämnden',
  );
});
