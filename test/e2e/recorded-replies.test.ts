import { expect, it } from '@jest/globals';
import { done, given, TODAY, type Answer } from '../support/given.js';
import { everyone, publishing } from '../support/published.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const record = async (id: string) => {
  const { id: documentId } = await given(service).document();
  const body = { documentId, receivedOn: TODAY, stance: 'rejects' };
  return service.as('ks-registrator').post(`/consultations/${id}/record-reply`, body, { ifMatch: '*' });
};

it('is not recorded in the name of a body that answers here and has not agreed', async () => {
  const { id } = await given(service).consultation('drafting');
  const refused = await record(id);
  expect(refused.status).toBe(409);
  expect(refused.body.reasons).toMatchObject([{ code: 'consultee-has-not-agreed' }]);
  const { availableActions } = await done(service.as('ks-registrator').get(`/consultations/${id}`));
  expect(availableActions).not.toContain('record-reply');

  const path = `/consultations/${id}/allow-recorded-reply`;
  await service.as('ks-registrator').post(path, {}, { ifMatch: '*' }).expect(403);
  await service.as('tsn-handlaggare').post(path, {}, { ifMatch: '*' }).expect(403);
  await done(service.as('tsn-registrator').post(path, {}, { ifMatch: '*' }));
  await done(service.as('tsn-registrator').post(path, { allowed: false }, { ifMatch: '*' }));
  expect((await record(id)).status).toBe(409);
  await done(service.as('tsn-registrator').post(path, {}, { ifMatch: '*' }));
  expect((await record(id)).status).toBe(200);
});

it('is recorded without more for a body that nobody answers for here', async () => {
  await service.database.query(
    "INSERT INTO bodies (code, name, kind, case_number_template) VALUES ('AB', 'Bolaget', 'company', '{body} {year}/{n}') ON CONFLICT DO NOTHING",
  );
  const referral = await given(service).sentReferral({ consultees: [{ body: 'AB' }] });
  const { id } = await given(service).consultationOf('ks-registrator', referral, 'AB');
  expect((await record(id)).status).toBe(200);
});

it('says everywhere that the issuer recorded it, and can be taken back', async () => {
  const { id, ...consultation } = await given(service).consultation('drafting');
  const place = `/consultations/${id}`;
  await given(service).step('tsn-registrator', id, 'allow-recorded-reply');
  const recorded = await record(id);
  expect(recorded.body).toMatchObject({ state: 'received', recordedByIssuer: true });
  for (const persona of ['ks-handlaggare', 'tsn-chef'])
    expect(await done(service.as(persona).get(place))).toMatchObject({ recordedByIssuer: true });
  const referral = `/referrals/${consultation['referralId']}`;
  const [reply] = (await done(service.as('ks-handlaggare').get(`${referral}/replies`)))['items'] as Answer[];
  expect(reply).toMatchObject({ recordedReply: { recordedBy: 'issuer' }, stance: 'rejects' });
  const { consultees } = await done(service.as('ks-handlaggare').get(`${referral}/compilation`));
  expect(consultees).toMatchObject([{ recordedReply: { recordedBy: 'issuer' } }]);
  const messages = await done(service.as('tsn-chef').get(`${place}/messages`));
  expect((messages['items'] as Answer[])[0]!['text']).toContain('KS har registrerat ert svar');

  const { publishStatement, unpublish } = publishing(service);
  const published = await publishStatement(await done(service.as('tsn-registrator').get(place)));
  const anyone = await everyone(service);
  expect((await anyone(`/statements/${published.id}`)).body).toMatchObject({ recordedByIssuer: true });
  const why = { reason: 'Fel handling', takeBack: true };
  const refused = await service.as('ks-registrator').post(`${place}/correct-reply`, why, { ifMatch: '*' });
  expect(refused.body.reasons).toMatchObject([{ code: 'reply-is-published' }]);
  await unpublish(published, 'tsn-registrator');

  await service.as('tsn-registrator').post(`${place}/correct-reply`, why, { ifMatch: '*' }).expect(403);
  for (const [wrong, code] of [
    [{ reason: 'x' }, 'nothing-corrected'],
    [{ reason: 'x', takeBack: false }, 'nothing-corrected'],
    [{ ...why, stance: 'supports' }, 'taken-back-and-corrected'],
    [{ takeBack: true }, 'required'],
  ] as const) {
    const { body } = await service
      .as('ks-registrator')
      .post(`${place}/correct-reply`, wrong, { ifMatch: '*' })
      .expect(422);
    expect(body.errors).toMatchObject([{ code }]);
  }
  const back = await done(service.as('ks-registrator').post(`${place}/correct-reply`, why, { ifMatch: '*' }));
  expect(back).toMatchObject({ state: 'drafting', recordedByIssuer: false, reachedIssuerOn: null });
  const trail = await done(
    service.as('ks-registrator').get(`/cases/${consultation['caseId']}/audit-trail?limit=100`),
  );
  const events = (trail['items'] as Answer[]).filter(
    ({ objectId, verb }) => objectId === id && ['record-reply', 'correct-reply'].includes(String(verb)),
  );
  expect(events).toMatchObject([
    { verb: 'record-reply', after: { recordedByIssuer: true, stance: 'rejects' } },
    { verb: 'correct-reply', reason: 'Fel handling', before: { stance: 'rejects' }, state: 'drafting' },
  ]);
  await given(service).step('tsn-handlaggare', id, 'submit');
});

it('that a consultee sent itself is not taken back', async () => {
  const { id } = await given(service).consultation('received');
  const { body } = await service
    .as('ks-registrator')
    .post(`/consultations/${id}/correct-reply`, { reason: 'x', takeBack: true }, { ifMatch: '*' })
    .expect(409);
  expect(body.reasons).toMatchObject([{ code: 'not-recorded-by-issuer' }]);
});

it('entered with the wrong stance, day or document is corrected where it is', async () => {
  const { id, ...consultation } = await given(service).consultation('sent');
  const place = `/consultations/${id}`;
  await given(service).step('tsn-registrator', id, 'allow-recorded-reply');
  await record(id);
  service.setNow('2026-11-06T11:00:00Z');
  const { id: documentId } = await given(service).document();
  const correct = (body: object) =>
    service.as('ks-registrator').post(`${place}/correct-reply`, body, { ifMatch: '*' });
  const wrongDay = { reason: 'Fel år', receivedOn: '2027-11-27' };
  expect((await correct(wrongDay).expect(422)).body.errors).toMatchObject([{ pointer: '/receivedOn' }]);
  const beforeSent = await correct({ reason: 'Fel dag', receivedOn: '2026-10-30' }).expect(422);
  expect(beforeSent.body.errors).toMatchObject([{ pointer: '/receivedOn', code: 'before-sent' }]);
  await correct({ reason: 'Fel', documentId: '9c1d2e3f-4a5b-4c6d-8e7f-0a1b2c3d4e5f' }).expect(422);
  const mended = await done(
    correct({ reason: 'Fel år', receivedOn: '2026-11-05', stance: 'supports', documentId }),
  );
  expect(mended).toMatchObject({ state: 'received', reachedIssuerOn: '2026-11-05', recordedByIssuer: true });
  const { items } = await done(
    service.as('ks-handlaggare').get(`/referrals/${String(mended['referralId'])}/replies`),
  );
  expect(items).toMatchObject([
    { stance: 'supports', recordedReply: { documentId, receivedOn: '2026-11-05' }, late: false },
  ]);
  const trail = await done(
    service.as('ks-registrator').get(`/cases/${String(consultation['caseId'])}/audit-trail?limit=100`),
  );
  expect((trail['items'] as Answer[]).filter(({ verb }) => verb === 'correct-reply')).toMatchObject([
    { reason: 'Fel år', before: { stance: 'rejects' }, after: { stance: 'supports', documentId } },
  ]);
});
