import { createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import { done, given, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const registrar = () => service.as('ks-registrator');
const why = { reason: 'Bilaga 3 saknades' };
const questions = [{ text: 'Är utvecklingsområdena relevanta?' }, { text: 'Räcker tiden?' }];

it('a referral that has gone out is supplemented, and everyone asked is told', async () => {
  const consultees = [{ body: 'TSN' }, { name: 'Byalaget' }];
  const referral = await given(service).sentReferral({ consultees });
  const place = `/referrals/${referral.id}`;
  const supplement = (body: object, persona = 'ks-registrator') =>
    service.as(persona).post(`${place}/supplement`, body, { ifMatch: '*' });
  const { id: documentId } = await given(service).document({ title: 'Bilaga 3', kind: 'attachment' });
  await supplement({ documents: [documentId] }).expect(422);
  expect((await supplement(why).expect(422)).body.errors).toMatchObject([{ code: 'nothing-supplemented' }]);
  await supplement({ ...why, documents: [documentId] }, 'ks-handlaggare').expect(403);
  await supplement({ ...why, documents: [documentId] }, 'tsn-registrator').expect(403);
  const unknown = await supplement({ ...why, documents: ['9c1d2e3f-4a5b-4c6d-8e7f-0a1b2c3d4e5f'] }).expect(
    422,
  );
  expect(unknown.body.errors).toMatchObject([{ pointer: '/documents/0', code: 'unknown-document' }]);
  const supplemented = await done(supplement({ ...why, documents: [documentId], questions }));
  expect(supplemented).toMatchObject({ state: 'sent', questions, documents: [{ id: documentId }] });
  const { items } = await done(service.as('tsn-registrator').get(`${place}/packets`));
  const [second, first] = items as Answer[];
  expect(second).toMatchObject({ number: 2, ...why, packet: { questions, documents: [{ id: documentId }] } });
  expect(first).toMatchObject({ number: 1, reason: null, sha256: referral['packetSha256'] });
  expect(second!['sha256']).toBe(supplemented['packetSha256']);
  for (const { packet, sha256 } of items as Answer[])
    expect(createHash('sha256').update(canonicalize(packet)!).digest('hex')).toBe(sha256);
  await service.as('tsn-registrator').get(`/documents/${documentId}/content`).expect(200);
  const told = await service.database.query(
    "SELECT coalesce(recipient_body, recipient_name) AS who FROM deliveries WHERE referral_id = $1 AND topic = 'referral-supplemented' AND channel IN ('inbox', 'manual') ORDER BY who",
    [referral.id],
  );
  expect(told).toEqual([{ who: 'Byalaget' }, { who: 'TSN' }]);
  await service.as('bin-registrator').get(`${place}/packets`).expect(404);
  const marking = { provision: 'OSL 21:7', seenBy: [{ body: 'KS' }] };
  await done(registrar().post(`/documents/${documentId}/mark-confidential`, marking, { ifMatch: '*' }));
  const later = await done(service.as('tsn-registrator').get(`${place}/packets`));
  expect(later['items']).toMatchObject([
    { number: 2, packet: null },
    { number: 1, packet: expect.any(Object) },
  ]);
});

it('a statement says which version of the packet it answers', async () => {
  const { id, ...consultation } = await given(service).consultation('confirmed');
  const supplement = () =>
    registrar().post(
      `/referrals/${consultation['referralId']}/supplement`,
      { ...why, questions },
      { ifMatch: '*' },
    );
  await done(supplement());
  const { dispatch } = await given(service).step('tsn-registrator', id, 'forward');
  const sent = await done(registrar().get(`/dispatches/${dispatch.id}`));
  expect(sent).toMatchObject({ content: { consultation: { packetVersion: 1 } } });
  const corrected = await given(service).step('tsn-registrator', id, 'forward-correction', {
    reason: 'Ny fråga besvarad',
    assessment: 'Tiden räcker.',
  });
  expect(await done(registrar().get(`/dispatches/${corrected['dispatch'].id}`))).toMatchObject({
    content: { consultation: { packetVersion: 2 } },
  });
});

it('an answer stands beside the question that was put, and no question is left out', async () => {
  const { referralId } = await given(service).consultation('forwarded', { questions });
  const place = `/referrals/${String(referralId)}`;
  const supplement = (body: object) =>
    registrar().post(`${place}/supplement`, { ...why, ...body }, { ifMatch: '*' });
  const fewer = await supplement({ questions: questions.slice(1) }).expect(422);
  expect(fewer.body.errors).toMatchObject([{ pointer: '/questions', code: 'fewer-questions' }]);
  for (const field of ['documents', 'questions']) await supplement({ [field]: null }).expect(422);
  const asked = async () => (await done(registrar().get(`${place}/compilation`)))['questions'] as Answer[];
  expect((await asked())[0]).toMatchObject({ answers: [{ asked: null }] });
  await done(supplement({ questions: [{ text: 'Vad kostar det?' }, questions[1]] }));
  const [changed] = await asked();
  expect(changed).toMatchObject({
    text: 'Vad kostar det?',
    answers: [{ asked: questions[0]!.text, text: 'Ja.' }],
  });
});

it('a consultee that was recalled sees nothing that is added afterwards', async () => {
  const referral = await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
  const place = `/referrals/${referral.id}`;
  const supplement = async (title: string, more: object = {}) => {
    const { id } = await given(service).document({ title, kind: 'attachment' });
    await done(
      registrar().post(`${place}/supplement`, { ...why, ...more, documents: [id] }, { ifMatch: '*' }),
    );
    return id;
  };
  const before = await supplement('Bilaga 1');
  const { id } = await given(service).consultationOf('ks-registrator', referral, 'BIN');
  await given(service).step('ks-registrator', id, 'recall', { reason: 'Fel nämnd' });
  const after = await supplement('Bilaga 2', { questions });
  const as = (persona: string) => service.as(persona);
  await as('bin-registrator').get(`/documents/${before}/content`).expect(200);
  await as('bin-registrator').get(`/documents/${after}/content`).expect(404);
  await as('tsn-registrator').get(`/documents/${after}/content`).expect(200);
  const seen = async (persona: string) => [
    (await done(as(persona).get(`${place}/packets`)))['items'].length,
    (await done(as(persona).get(place)))['documents'].length,
    (await done(as(persona).get(place)))['questions'].length,
  ];
  expect(await seen('bin-registrator')).toEqual([2, 1, 1]);
  expect(await seen('tsn-registrator')).toEqual([3, 2, 2]);
  expect(await seen('ks-registrator')).toEqual([3, 2, 2]);
});

it('a draft is edited, and what is closed is not supplemented', async () => {
  const draft = await given(service).draftReferral();
  await registrar()
    .post(`/referrals/${draft.id}/supplement`, { ...why, questions }, { ifMatch: '*' })
    .expect(409);
  const referral = await given(service).sentReferral();
  await given(service).settle(referral, 'close');
  await registrar()
    .post(`/referrals/${referral.id}/supplement`, { ...why, questions }, { ifMatch: '*' })
    .expect(409);
});
