import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import { done, given, NOW, type Answer } from '../support/given.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
beforeAll(async () => {
  service = await startService();
  service.setNow(NOW);
});
afterAll(() => service.stop());

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
