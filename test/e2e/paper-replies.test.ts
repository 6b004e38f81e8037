import { beforeEach, expect, it } from '@jest/globals';
import { done, given, NOW, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();
beforeEach(() => service.setNow(NOW));

const registrar = () => service.as('ks-registrator');
const outsider = async (): Promise<{ referral: Answer; id: string; place: string }> => {
  const referral = await given(service).sentReferral({ consultees: [{ name: 'Byalaget' }, { body: 'TSN' }] });
  const { id } = await given(service).consultationOf('ks-registrator', referral, 'Byalaget');
  return { referral, id, place: `/consultations/${id}` };
};
const rowOf = async ({ id }: Answer, name: string): Promise<Answer> => {
  const { consultees } = await done(registrar().get(`/referrals/${id}/compilation`));
  return (consultees as Answer[]).find(({ consultee }) => consultee === name)!;
};
const paper = {
  caseNumber: 'BY 12',
  decidedOn: TODAY,
  route: 'board',
  section: '7',
  clauses: [{ text: 'att tillstyrka förslaget' }],
  answers: [{ question: 1, text: 'Ja.' }],
  remarks: [{ passage: 'Boende', text: 'Nämn gångvägar.' }],
};
const reply = async (more: object = {}) => ({
  documentId: (await given(service).document()).id,
  receivedOn: TODAY,
  stance: 'supports',
  ...more,
});

it('that one outside Yttra declines is recorded by the issuer’s registrar', async () => {
  const { referral, place } = await outsider();
  const decline = (persona: string) =>
    service.as(persona).post(`${place}/decline`, { reason: 'Hinner inte' }, { ifMatch: '*' });
  await decline('ks-handlaggare').expect(403);
  expect((await done(registrar().get(place)))['availableActions']).toContain('decline');
  expect(await done(decline('ks-registrator'))).toMatchObject({
    state: 'declined',
    declinedBecause: 'Hinner inte',
  });
  expect(await rowOf(referral, 'Byalaget')).toMatchObject({
    state: 'declined',
    declinedBecause: 'Hinner inte',
  });
  const tsn = await given(service).consultationOf('ks-registrator', referral);
  await registrar().post(`/consultations/${tsn.id}/decline`, { reason: 'x' }, { ifMatch: '*' }).expect(403);
});

it('more time for one outside Yttra is asked for and granted by the issuer', async () => {
  const { place } = await outsider();
  const asked = { until: '2026-12-18', reason: 'Styrelsen möts den 17 december' };
  await service.as('ks-handlaggare').post(`${place}/extensions`, asked).expect(403);
  const extension = await done(registrar().post(`${place}/extensions`, asked));
  await done(registrar().post(`/extensions/${extension.id}/grant`, {}, { ifMatch: '*' }));
  expect(await done(registrar().get(place))).toMatchObject({
    replyBy: '2026-12-18',
    originalReplyBy: '2026-12-15',
  });
  const { items } = await done(registrar().get(`${place}/deliveries`));
  expect((items as Answer[]).filter(({ topic }) => topic === 'extension-granted')).toMatchObject([
    { channel: 'manual', recipient: 'Byalaget', state: 'pending' },
  ]);
});

it('a reply on paper has a full row in the compilation, and what was read wrongly is corrected', async () => {
  const { referral, id, place } = await outsider();
  const future = await reply({ statement: { ...paper, decidedOn: '2026-11-03' } });
  const refused = await registrar().post(`${place}/record-reply`, future, { ifMatch: '*' }).expect(422);
  expect(refused.body.errors).toMatchObject([{ pointer: '/statement/decidedOn', code: 'in-the-future' }]);
  await done(registrar().post(`${place}/record-reply`, await reply({ statement: paper }), { ifMatch: '*' }));
  const { answers, remarks, ...row } = await rowOf(referral, 'Byalaget');
  const { caseNumber: ownCaseNumber, answers: _a, remarks: _r, ...same } = paper;
  expect(row).toMatchObject({ ...same, ownCaseNumber, stance: 'supports', unasked: false });
  expect(answers).toEqual(paper.answers.map((answer) => ({ ...answer, stance: null })));
  expect(remarks).toMatchObject([{ number: 1, ...paper.remarks[0] }]);
  const { questions } = await done(registrar().get(`/referrals/${referral.id}/compilation`));
  expect(questions).toMatchObject([{ answers: [{ consultee: 'Byalaget', text: 'Ja.' }] }]);
  const correction = { reason: 'Fel paragraf', statement: { section: '8' } };
  await done(registrar().post(`${place}/correct-reply`, correction, { ifMatch: '*' }));
  expect(await rowOf(referral, 'Byalaget')).toMatchObject({ ...same, section: '8' });
  const { items } = await done(registrar().get(`/cases/${String(referral['caseId'])}/audit-trail?limit=100`));
  const events = (items as Answer[]).filter(
    ({ objectId, verb }) => objectId === id && verb === 'correct-reply',
  );
  expect(events).toMatchObject([
    {
      reason: 'Fel paragraf',
      before: { statement: { section: '7' } },
      after: { statement: { section: '8' } },
    },
  ]);
});

it('a reply is of as many documents as it came with, none of which is deleted while it names them', async () => {
  const { referral, id, place } = await outsider();
  const { document } = given(service);
  const [first, second] = [await document({ title: 'Bilaga 1' }), await document({ title: 'Bilaga 2' })];
  const foreign = await done(
    service.as('tsn-registrator').upload({ title: 'Annat', kind: 'other', body: 'TSN' }, 'Annat'),
  );
  const record = (body: object) => registrar().post(`${place}/record-reply`, body, { ifMatch: '*' });
  const wrong = await record(await reply({ attachments: [first.id, foreign.id] })).expect(422);
  expect(wrong.body.errors).toMatchObject([{ pointer: '/attachments/1', code: 'unknown-document' }]);
  await done(record(await reply({ attachments: [first.id, second.id] })));
  const recorded = async () => (await rowOf(referral, 'Byalaget'))['recordedReply'] as Answer;
  expect((await recorded())['attachments']).toEqual([first.id, second.id]);
  await registrar().delete(`/documents/${second.id}`, { ifMatch: second.version }).expect(409);
  const correction = { reason: 'Bilaga 2 hörde inte dit', attachments: [first.id] };
  await done(registrar().post(`${place}/correct-reply`, correction, { ifMatch: '*' }));
  expect((await recorded())['attachments']).toEqual([first.id]);
  await registrar().delete(`/documents/${second.id}`, { ifMatch: second.version }).expect(204);
  const { items } = await done(registrar().get(`/cases/${String(referral['caseId'])}/audit-trail?limit=100`));
  const corrected = (items as Answer[]).find(
    (event) => event['objectId'] === id && event['verb'] === 'correct-reply',
  );
  expect(corrected).toMatchObject({
    before: { attachments: [first.id, second.id] },
    after: { attachments: [first.id] },
  });
});

it('a reply that nobody asked for is recorded, also after the referral was closed', async () => {
  const { referral } = await outsider();
  const record = (body: object, persona = 'ks-registrator') =>
    service.as(persona).post(`/referrals/${referral.id}/unasked-replies`, body);
  const unasked = await reply({ name: 'Hembygdsföreningen', statement: paper });
  await record(unasked, 'ks-handlaggare').expect(403);
  await record(unasked, 'tsn-registrator').expect(403);
  const known = await record({ ...unasked, name: 'BYALAGET ' }).expect(422);
  expect(known.body.errors).toMatchObject([{ pointer: '/name', code: 'consultee-of-that-name' }]);
  const { id } = await done(record(unasked));
  expect(await done(registrar().get(`/consultations/${id}`))).toMatchObject({
    state: 'received',
    unasked: true,
    recordedByIssuer: true,
    sentOn: null,
    reachedIssuerOn: TODAY,
  });
  expect(await rowOf(referral, 'Hembygdsföreningen')).toMatchObject({ unasked: true, section: '7' });
  await given(service).settle(referral, 'close');
  await done(record(await reply({ name: 'Naturskyddsföreningen' })));
  const late = await given(service).consultationOf('ks-registrator', referral, 'Byalaget');
  expect(late.state).toBe('no-reply');
  await done(registrar().post(`/consultations/${late.id}/record-reply`, await reply(), { ifMatch: '*' }));
  const { totals } = await done(registrar().get(`/referrals/${referral.id}/compilation`));
  expect(totals).toMatchObject({ consultees: 2, answered: 1, unasked: 2, stances: { supports: 1 } });
  const { items } = await done(registrar().get('/referrals?state=closed'));
  expect((items as Answer[]).find((row) => row.id === referral.id)).toMatchObject({
    counts: { asked: 2, answered: 1 },
  });
  const back = await done(
    registrar().post(
      `/consultations/${id}/correct-reply`,
      { reason: 'Fel remiss', takeBack: true },
      { ifMatch: '*' },
    ),
  );
  expect(back).toMatchObject({ state: 'withdrawn', recordedByIssuer: false });
});

it('a reply that nobody asked for is not late', async () => {
  const { referral } = await outsider();
  service.setNow('2027-01-11T11:00:00Z');
  const place = `/referrals/${referral.id}`;
  const body = await reply({ name: 'Hembygdsföreningen', receivedOn: '2027-01-11' });
  const { id } = await done(registrar().post(`${place}/unasked-replies`, body));
  expect(await done(registrar().get(`/consultations/${id}`))).toMatchObject({ unasked: true, late: false });
  const compilation = await done(registrar().get(`${place}/compilation`));
  expect(compilation).toMatchObject({ totals: { late: 0, unasked: 1 }, late: [] });
});

it('what is left empty is refused, and nobody is told that a reply was corrected', async () => {
  const { id } = await given(service).consultation('sent');
  const place = `/consultations/${id}`;
  const allow = (allowed: unknown) =>
    service.as('tsn-registrator').post(`${place}/allow-recorded-reply`, { allowed }, { ifMatch: '*' });
  await allow(null).expect(422);
  await done(allow(true));
  const record = async (more: object) =>
    registrar().post(`${place}/record-reply`, await reply(more), { ifMatch: '*' });
  expect((await record({ statement: null })).status).toBe(422);
  expect((await record({ statement: { answers: null } })).status).toBe(422);
  expect((await record({})).status).toBe(200);
  const told = async () => (await done(service.as('tsn-registrator').get(`${place}/messages`)))['items'];
  const before = await told();
  for (const field of ['stance', 'documentId', 'receivedOn', 'statement']) {
    const body = { reason: 'x', [field]: null };
    const { body: refused } = await registrar()
      .post(`${place}/correct-reply`, body, { ifMatch: '*' })
      .expect(422);
    expect(refused.errors).toMatchObject([{ pointer: `/${field}` }]);
  }
  expect(await told()).toEqual(before);
});

it('a reply is decided neither before it was asked for nor after it came, and answers only what was asked', async () => {
  const { id, place } = await outsider();
  service.setNow('2026-11-10T11:00:00Z');
  const record = async (statement: object) =>
    registrar().post(`${place}/record-reply`, await reply({ statement }), { ifMatch: '*' });
  const correct = (body: object) =>
    registrar().post(`/consultations/${id}/correct-reply`, { reason: 'Fel', ...body }, { ifMatch: '*' });
  expect((await record({ decidedOn: '2026-11-05' })).body.errors).toMatchObject([
    { pointer: '/statement/decidedOn', code: 'before-confirmed' },
  ]);
  expect((await record({ decidedOn: '2026-11-01' })).body.errors).toMatchObject([
    { pointer: '/statement/decidedOn', code: 'before-sent' },
  ]);
  const unknown = { pointer: '/statement/answers/0/question', code: 'unknown-question' };
  expect((await record({ answers: [{ question: 9, text: 'Ja.' }] })).body.errors).toMatchObject([unknown]);
  expect((await record({ decidedOn: TODAY })).status).toBe(200);
  expect((await correct({ statement: { decidedOn: '2026-11-05' } })).body.errors).toMatchObject([
    { pointer: '/statement/decidedOn', code: 'before-confirmed' },
  ]);
  expect(
    (await correct({ statement: { answers: [{ question: 9, text: 'Ja.' }] } })).body.errors,
  ).toMatchObject([unknown]);
  await done(correct({ receivedOn: '2026-11-06', statement: { decidedOn: '2026-11-05' } }));
  expect((await correct({ receivedOn: '2026-11-04' })).body.errors).toMatchObject([
    { pointer: '/receivedOn', code: 'before-confirmed' },
  ]);
});
