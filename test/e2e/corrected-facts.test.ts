import { expect, it } from '@jest/globals';
import { done, given, NOW, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService();

const why = { reason: 'omkastade siffror' };
const registrar = () => service.as('ks-registrator');

it('a case number is corrected, and the number of its own reply with it', async () => {
  const referralCase = await given(service).referralCase({
    caseNumber: 'KS 2026/7001',
    origin: { sender: 'Boverket', reference: 'B 1', replyBy: '2026-12-15' },
  });
  const place = `/cases/${referralCase.id}`;
  const own = await done(registrar().post(`${place}/consultations`, { consultee: 'KS', title: 'Remiss' }));
  const correct = (body: object) => registrar().post(`${place}/correct-registration`, body, { ifMatch: '*' });
  await correct({ caseNumber: 'KS 2026/7002' }).expect(422);
  await given(service).referralCase({ caseNumber: 'KS 2026/7003' });
  await correct({ ...why, caseNumber: 'ks 2026/7003' }).expect(409);
  await service
    .as('ks-handlaggare')
    .post(`${place}/correct-registration`, { ...why, caseNumber: 'KS 2026/7002' }, { ifMatch: '*' })
    .expect(403);
  const mended = await done(correct({ ...why, caseNumber: 'KS 2026/7002' }));
  expect(mended['caseNumber']).toBe('KS 2026/7002');
  expect(await done(registrar().get(`/consultations/${own.id}`))).toMatchObject({
    ownCaseNumber: 'KS 2026/7002',
    version: own.version + 1,
  });
  const refused = await registrar()
    .post(
      `/consultations/${own.id}/correct-registration`,
      { ...why, caseNumber: 'KS 2026/7004' },
      { ifMatch: '*' },
    )
    .expect(422);
  expect(refused.body.errors).toMatchObject([{ pointer: '/caseNumber', code: 'number-of-the-case' }]);
  const trail = await done(registrar().get(`${place}/audit-trail?limit=100`));
  expect((trail['items'] as Answer[]).filter(({ verb }) => verb === 'correct-registration')).toMatchObject([
    { before: { ownCaseNumber: 'KS 2026/7001' }, after: { ownCaseNumber: 'KS 2026/7002' } },
    { reason: why.reason, before: { number: 'KS 2026/7001' }, after: { number: 'KS 2026/7002' } },
  ]);
});

it('where a case came from is corrected, and its own reply follows', async () => {
  const { id } = await given(service).referralCase({
    origin: { sender: 'Boverkte', reference: 'B 1', replyBy: '2026-12-15' },
  });
  const place = `/cases/${id}`;
  const own = await done(registrar().post(`${place}/consultations`, { consultee: 'KS', title: 'Remiss' }));
  const origin = { sender: 'Boverket', email: 'registrator@boverket.example', replyBy: '2026-12-18' };
  const patch = (body: object) => registrar().patch(place, body, { ifMatch: '*' });
  expect((await patch({ origin }).expect(422)).body.errors).toMatchObject([{ pointer: '/reason' }]);
  const mended = await done(patch({ ...why, origin }));
  expect(mended['origin']).toEqual({ ...origin, reference: 'B 1', receivedOn: TODAY });
  expect(await done(registrar().get(`/consultations/${own.id}`))).toMatchObject({
    issuer: 'Boverket',
    caseNumber: 'B 1',
    replyBy: '2026-12-18',
    originalReplyBy: '2026-12-18',
  });
  const { id: without } = await given(service).referralCase();
  const refused = await registrar()
    .patch(`/cases/${without}`, { ...why, origin: { reference: 'B 2' } }, { ifMatch: '*' })
    .expect(422);
  expect(refused.body.errors).toMatchObject([{ pointer: '/origin/sender' }]);
});

it('what stands on a case is another, or gone, only with a reason; what is added needs none', async () => {
  const decision = { body: 'KF', date: '2023-05-22', section: '134' };
  const { id } = await given(service).referralCase({ title: 'Mål', relatedCases: ['KS 1'] });
  const patch = (body: object) => registrar().patch(`/cases/${id}`, body, { ifMatch: '*' });
  const added = { title: 'Mål', relatedCases: ['KS 1', 'KS 2'], priorDecisions: [decision] };
  await patch(added).expect(200);
  const corrections = [
    { title: 'Hållbarhetsmål' },
    { relatedCases: ['KS 2'] },
    { priorDecisions: [] },
    { priorDecisions: [{ ...decision, section: '135' }] },
  ];
  for (const correction of corrections) {
    const { body } = await patch(correction).expect(422);
    expect(body.errors).toMatchObject([{ pointer: '/reason', code: 'correction-needs-reason' }]);
  }
  expect(await done(registrar().get(`/cases/${id}`))).toMatchObject(added);
  for (const correction of corrections) await patch({ ...why, ...correction }).expect(200);
  const trail = await done(registrar().get(`/cases/${id}/audit-trail?limit=100`));
  expect((trail['items'] as Answer[]).at(-1)).toMatchObject(why);
});

it('the decisions that a case builds on are written, corrected and taken away in the browser, a line each', async () => {
  const { id } = await given(service).referralCase();
  const visitor = await Visitor.signedIn(service.base, 'ks-registrator');
  const path = `/arenden/${id}/andra`;
  const send = async (fields: Record<string, string>) => {
    const { title } = await done(registrar().get(`/cases/${id}`));
    const form = Visitor.hidden(await visitor.visit(path));
    return visitor.send(path, { ...form, title: title as string, ...fields });
  };
  const decisions = async () => (await done(registrar().get(`/cases/${id}`)))['priorDecisions'];
  await send({ priorDecisions: 'kf 2023-05-22 § 134: strategin ska revideras\n\nKS 2024-01-10 §7' });
  const both = [
    { body: 'KF', date: '2023-05-22', section: '134', about: 'strategin ska revideras' },
    { body: 'KS', date: '2024-01-10', section: '7' },
  ];
  expect(await decisions()).toEqual(both);
  expect((await visitor.visit(path)).html).toContain('KF 2023-05-22 § 134: strategin ska revideras\nKS 2024');
  expect((await send({ priorDecisions: 'det gamla beslutet' })).text).toContain('KF 2023-05-22 § 134');
  expect((await send({ priorDecisions: '' })).status).toBe(422);
  expect(await decisions()).toEqual(both);
  await send({ priorDecisions: '', reason: 'Hör inte hit' });
  expect(await decisions()).toEqual([]);
});

it('the day a case came in is corrected, its own reply follows, and a day that cannot be is refused', async () => {
  const origin = { sender: 'Boverket', reference: 'B 3', receivedOn: '2026-10-20', replyBy: '2026-12-15' };
  const { id, caseNumber } = await given(service).referralCase({ origin });
  const own = await done(
    registrar().post(`/cases/${id}/consultations`, { consultee: 'KS', title: 'Remiss' }),
  );
  const patch = (body: object) =>
    registrar().patch(`/cases/${id}`, { ...why, origin: body }, { ifMatch: '*' });
  expect((await patch({ receivedOn: '2030-01-01' }).expect(422)).body.errors).toMatchObject([
    { pointer: '/origin/receivedOn' },
  ]);
  await done(patch({ receivedOn: '2026-10-21' }));
  expect(await done(registrar().get(`/consultations/${own.id}`))).toMatchObject({ receivedOn: '2026-10-21' });
  const { items } = await done(registrar().get('/bodies/KS/register?limit=100'));
  const days = (items as Answer[])
    .filter(({ number }) => number === caseNumber)
    .map((row) => row['receivedOn']);
  expect([...new Set(days)]).toEqual(['2026-10-21']);
  // A day of the reply's own stays.
  const place = `/consultations/${own.id}/correct-registration`;
  await done(registrar().post(place, { ...why, receivedOn: '2026-10-22' }, { ifMatch: '*' }));
  const odd = await done(patch({ receivedOn: '2026-10-19', replyBy: '2026-10-01' }));
  expect((odd['warnings'] as Answer[]).map(({ code }) => code)).toContain('due-before-receipt');
  expect(await done(registrar().get(`/consultations/${own.id}`))).toMatchObject({ receivedOn: '2026-10-22' });
});

it('the day a referral was received is corrected, also of an own reply', async () => {
  const { id } = await given(service).consultation('received');
  const mend = (persona: string, body: object) =>
    service.as(persona).post(`/consultations/${id}/correct-registration`, body, { ifMatch: '*' });
  expect((await mend('tsn-registrator', why).expect(422)).body.errors).toMatchObject([
    { code: 'nothing-corrected' },
  ]);
  const early = await mend('tsn-registrator', { ...why, receivedOn: '2026-10-30' }).expect(422);
  expect(early.body.errors).toMatchObject([{ pointer: '/receivedOn', code: 'before-sent' }]);
  await mend('ks-registrator', { ...why, receivedOn: TODAY }).expect(403);
  service.setNow('2026-11-10T11:00:00Z');
  expect(await done(mend('tsn-registrator', { ...why, receivedOn: '2026-11-04' }))).toMatchObject({
    receivedOn: '2026-11-04',
    state: 'received',
  });
  const { id: caseId } = await given(service).referralCase({ origin: { sender: 'Boverket' } });
  const own = await done(
    registrar().post(`/cases/${caseId}/consultations`, { consultee: 'KS', replyBy: '2026-12-15' }),
  );
  const place = `/consultations/${own.id}/correct-registration`;
  const mended = registrar().post(place, { ...why, receivedOn: '2026-10-30' }, { ifMatch: '*' });
  expect(await done(mended)).toMatchObject({ receivedOn: '2026-10-30' });
  const trail = await done(registrar().get(`/cases/${caseId}/audit-trail?limit=100`));
  expect((trail['items'] as Answer[]).at(-1)).toMatchObject({
    ...why,
    before: { receivedOn: '2026-11-10' },
    after: { receivedOn: '2026-10-30' },
  });
  service.setNow(NOW);
});

it('no fact is corrected to nothing', async () => {
  const { id } = await given(service).consultation('received');
  const { id: documentId } = await given(service).document();
  const refused = async (path: string, field: string, persona = 'ks-registrator') => {
    const body = { ...why, [field]: null };
    const { body: problem } = await service.as(persona).post(path, body, { ifMatch: '*' }).expect(422);
    expect(problem.errors[0]).toMatchObject({ pointer: `/${field}` });
  };
  for (const field of ['title', 'kind', 'receivedOn'])
    await refused(`/documents/${documentId}/correct`, field);
  for (const field of ['caseNumber', 'receivedOn'])
    await refused(`/consultations/${id}/correct-registration`, field, 'tsn-registrator');
  for (const field of ['section', 'clauses', 'stance', 'decidedOn', 'immediate'])
    await refused(`/consultations/${id}/forward-correction`, field, 'tsn-registrator');
});

it('a consultee’s own number is corrected after forwarding too', async () => {
  const { id } = await given(service).consultation('received');
  const mended = await given(service).step('tsn-registrator', id, 'correct-registration', {
    ...why,
    caseNumber: 'TSN 2026/7005',
  });
  expect(mended).toMatchObject({ state: 'received', ownCaseNumber: 'TSN 2026/7005' });
});

it('an extension granted to the wrong year is corrected, and the consultee told', async () => {
  const { id } = await given(service).consultation('drafting');
  const wrong = { until: '2072-04-15', reason: 'omkastade siffror' };
  const asked = await done(service.as('tsn-registrator').post(`/consultations/${id}/extensions`, wrong));
  const place = `/extensions/${asked.id}`;
  await registrar()
    .post(`${place}/correct`, { ...why, until: '2027-04-15' }, { ifMatch: '*' })
    .expect(409);
  await done(registrar().post(`${place}/grant`, {}, { ifMatch: '*' }));
  await registrar().post(`${place}/correct`, { until: '2027-04-15' }, { ifMatch: '*' }).expect(422);
  await service
    .as('tsn-registrator')
    .post(`${place}/correct`, { ...why, until: '2027-04-15' }, { ifMatch: '*' })
    .expect(403);
  const early = await registrar()
    .post(`${place}/correct`, { ...why, until: '2026-12-01' }, { ifMatch: '*' })
    .expect(422);
  expect(early.body.errors).toMatchObject([{ pointer: '/until', code: 'not-later' }]);
  await done(registrar().post(`${place}/correct`, { ...why, until: '2027-04-15' }, { ifMatch: '*' }));
  expect(await done(service.as('tsn-chef').get(`/consultations/${id}`))).toMatchObject({
    replyBy: '2027-04-15',
    originalReplyBy: '2026-12-15',
  });
  const told = await service.database.query(
    "SELECT 1 FROM deliveries WHERE consultation_id = $1 AND topic = 'extension-corrected'",
    [id],
  );
  expect(told).toHaveLength(1);

  const takeBack = (body: object) =>
    registrar().post(`${place}/correct`, { ...why, ...body }, { ifMatch: '*' });
  expect((await takeBack({}).expect(422)).body.errors).toMatchObject([{ code: 'nothing-corrected' }]);
  const both = { until: '2027-04-16', takeBack: true };
  expect((await takeBack(both).expect(422)).body.errors).toMatchObject([
    { pointer: '/takeBack', code: 'taken-back-and-corrected' },
  ]);
  expect(await done(takeBack({ takeBack: true }))).toMatchObject({ state: 'cancelled', grantedUntil: null });
  expect(await done(service.as('tsn-chef').get(`/consultations/${id}`))).toMatchObject({
    replyBy: '2026-12-15',
  });
  expect(
    await service.database.query(
      "SELECT 1 FROM deliveries WHERE consultation_id = $1 AND topic = 'extension-taken-back'",
      [id],
    ),
  ).toHaveLength(1);
  await takeBack({ takeBack: true }).expect(409);
});

it('the same consultee outside Yttra is not asked twice unnoticed', async () => {
  const outsider = { name: 'Räddningstjänsten' };
  const twin = { name: 'räddnings­tjänsten ' };
  const { id: caseId } = await given(service).referralCase();
  const refused = await service
    .as('ks-handlaggare')
    .post(`/cases/${caseId}/referrals`, { title: 'Remiss', consultees: [outsider, twin] })
    .expect(422);
  expect(refused.body.errors).toMatchObject([
    { pointer: '/consultees/1/name', code: 'outsider-asked-twice' },
  ]);
  const referral = await given(service).sentReferral({ consultees: [outsider] });
  const add = (body: object) => registrar().post(`/referrals/${referral.id}/consultees`, body);
  await add(outsider).expect(422);
  const { consultees } = await done(add({ ...outsider, askedAgain: true }));
  expect(consultees).toHaveLength(2);
});

it('section, day and reason of a tabling and of a referral back are corrected, each by its number', async () => {
  const { consultation, step } = given(service);
  const { id, caseId } = await consultation('on-agenda');
  const postponed = async (verb: string, body: object) =>
    (await step('tsn-sekreterare', id, verb as 'table', body))['postponements'] as Answer[];
  const wrong = { reason: 'Fel i protokollsutdraget' };
  const correct = (body: object, persona = 'tsn-sekreterare') =>
    service.as(persona).post(`/consultations/${id}/correct-postponement`, body, { ifMatch: '*' });
  expect((await correct({ ...wrong, section: '81' }).expect(409)).body.reasons).toMatchObject([
    { code: 'never-postponed' },
  ]);
  await postponed('table', { section: '80' });
  await step('tsn-sekreterare', id, 'schedule', { meetingDate: TODAY });
  await postponed('refer-back', { reason: 'Utred kostnaderna', section: '82' });

  const mended = await done(correct({ ...wrong, number: 1, section: '81', meetingDate: '2026-11-01' }));
  expect(mended['postponements']).toMatchObject([
    { how: 'tabled', section: '81', meetingDate: '2026-11-01' },
    { how: 'referred-back', section: '82', meetingDate: TODAY },
  ]);
  await done(correct({ ...wrong, because: 'Utred kostnaderna för gatan' }));
  const read = await done(service.as('tsn-handlaggare').get(`/consultations/${id}`));
  expect(read).toMatchObject({
    state: 'drafting',
    returnedBecause: 'Utred kostnaderna för gatan',
    postponements: [{}, { reason: 'Utred kostnaderna för gatan', section: '82' }],
  });

  for (const [body, pointer] of [
    [{ ...wrong }, ''],
    [{ ...wrong, number: 3, section: '8' }, '/number'],
    [{ ...wrong, meetingDate: '2026-11-03' }, '/meetingDate'],
    [{ section: '8' }, '/reason'],
  ] as const)
    expect((await correct(body).expect(422)).body.errors).toMatchObject([{ pointer }]);
  await correct({ ...wrong, section: '8' }, 'tsn-chef').expect(403);
  const trail = await done(
    service.as('tsn-sekreterare').get(`/cases/${caseId as string}/audit-trail?limit=100`),
  );
  const events = (trail['items'] as Answer[]).filter(({ verb }) => verb === 'correct-postponement');
  expect(events).toMatchObject([
    {
      ...wrong,
      before: { postponements: [{ section: '80' }, {}] },
      after: { postponements: [{ section: '81' }, {}] },
    },
    { ...wrong, before: { returnedBecause: 'Utred kostnaderna' } },
  ]);
});

it('why it was declined, and on what that rests, is corrected, and the issuer is told anew', async () => {
  const { consultation } = given(service);
  const { id, caseId } = await consultation('declined');
  const correct = (body: object, persona = 'tsn-chef') =>
    service.as(persona).post(`/consultations/${id}/correct-decline`, body, { ifMatch: '*' });
  const body = { reason: 'Fel paragraf', because: 'Rör inte nämnden', basis: 'TSN 2026-10-01 § 8' };
  const mended = await done(correct(body));
  expect(mended).toMatchObject({
    state: 'declined',
    declinedBecause: body.because,
    declineBasis: body.basis,
  });
  expect(await done(registrar().get(`/consultations/${id}`))).toMatchObject({
    declinedBecause: body.because,
  });
  expect((await correct({ reason: 'Fel' }).expect(422)).body.errors).toMatchObject([
    { code: 'nothing-corrected' },
  ]);
  await correct(body, 'tsn-handlaggare').expect(403);
  const told = await service.database.query(
    "SELECT FROM deliveries WHERE consultation_id = $1 AND topic = 'consultation-declined' AND recipient_body = 'KS'",
    [id],
  );
  expect(told).toHaveLength(2);
  const trail = await done(service.as('tsn-chef').get(`/cases/${caseId as string}/audit-trail?limit=100`));
  expect((trail['items'] as Answer[]).at(-1)).toMatchObject({
    verb: 'correct-decline',
    reason: 'Fel paragraf',
    before: { declinedBecause: 'Berör inte nämnden', declineBasis: 'TSN 2026-10-01 § 7' },
  });
});
