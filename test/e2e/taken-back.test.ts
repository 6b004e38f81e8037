import { describe, expect, it } from '@jest/globals';
import { done, given, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const why = { reason: 'Skickad till fel nämnd' };
const onMeeting = async (id: string) => {
  const [row] = await service.database.query('SELECT meeting_id FROM consultations WHERE id = $1', [id]);
  return row.meeting_id;
};

it('one consultee is recalled: it is told why, and is missing nowhere', async () => {
  const referral = await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
  const { id } = await given(service).consultationOf('ks-registrator', referral, 'BIN');
  const path = `/consultations/${id}/recall`;
  await service.as('ks-registrator').post(path, {}, { ifMatch: '*' }).expect(422);
  await service.as('ks-handlaggare').post(path, why, { ifMatch: '*' }).expect(403);
  await service.as('bin-registrator').post(path, why, { ifMatch: '*' }).expect(403);
  const recalled = await given(service).step('ks-registrator', id, 'recall', why);
  expect(recalled).toMatchObject({ state: 'withdrawn', recalledBecause: why.reason });

  expect(await done(service.as('bin-chef').get(`/consultations/${id}`))).toMatchObject({
    state: 'withdrawn',
    recalledBecause: why.reason,
    overdue: false,
  });
  const told = await service.database.query(
    "SELECT recipient_body FROM deliveries WHERE consultation_id = $1 AND topic = 'consultation-recalled'",
    [id],
  );
  expect(told).toEqual([{ recipient_body: 'BIN' }]);
  const { totals, missing } = await done(
    service.as('ks-handlaggare').get(`/referrals/${referral.id}/compilation`),
  );
  expect(totals).toMatchObject({ missing: 1, withdrawn: 1, noReply: 0 });
  expect(missing).toEqual(['TSN']);
  const tsn = await given(service).consultationOf('tsn-registrator', referral);
  expect(tsn.state).toBe('sent');
});

it('a referral closed by mistake is reopened, and each consultation is where it was', async () => {
  const referral = await given(service).sentReferral({
    consultees: [{ body: 'TSN' }, { body: 'BIN' }, { body: 'SN' }],
  });
  const of = (body: string) => given(service).consultationOf('ks-registrator', referral, body);
  const [tsn, bin, sn] = [await of('TSN'), await of('BIN'), await of('SN')];
  await given(service).onTheWay(referral, tsn.id, 'on-agenda');
  await given(service).step('bin-registrator', bin.id, 'register');
  await given(service).step('sn-registrator', sn.id, 'decline', { reason: 'Nej', basis: 'SN § 7' });
  const meeting = await onMeeting(tsn.id);
  expect(meeting).not.toBeNull();

  const as = service.as('ks-registrator');
  const path = `/referrals/${referral.id}`;
  await done(as.post(`${path}/close`, { reason: 'Alla har svarat' }, { ifMatch: '*' }));
  expect(await onMeeting(tsn.id)).toBeNull();
  await service.as('ks-handlaggare').post(`${path}/reopen`, why, { ifMatch: '*' }).expect(403);
  await as.post(`${path}/reopen`, {}, { ifMatch: '*' }).expect(422);
  const open = await done(as.post(`${path}/reopen`, why, { ifMatch: '*' }));
  expect(open).toMatchObject({ state: 'sent', settledBecause: null });
  expect([await of('TSN'), await of('BIN'), await of('SN')].map(({ state }) => state)).toEqual([
    'on-agenda',
    'registered',
    'declined',
  ]);
  expect(await onMeeting(tsn.id)).toBe(meeting);
  await given(service).step('tsn-sekreterare', tsn.id, 'decide', { outcome: 'as-proposed', section: '84' });
  const trail = await done(as.get(`/cases/${referral['caseId']}/audit-trail?limit=100`));
  const events = (trail['items'] as Answer[]).filter(({ verb }) => ['reopen', 'resume'].includes(verb));
  expect(events[0]).toMatchObject({ verb: 'reopen', objectId: referral.id, reason: why.reason });
  expect(
    events
      .slice(1)
      .map(({ state }) => state)
      .sort(),
  ).toEqual(['on-agenda', 'registered']);
});

it.each([
  ['close', 'no-reply'],
  ['withdraw', 'withdrawn'],
] as const)('a recorded reply taken back after %s is %s', async (verb, state) => {
  const referral = await given(service).sentReferral({ consultees: [{ name: 'Byalaget' }, { body: 'TSN' }] });
  const { id } = await given(service).consultationOf('ks-registrator', referral, 'Byalaget');
  const { id: documentId } = await given(service).document();
  const reply = { documentId, receivedOn: TODAY, stance: 'supports' };
  await given(service).step('ks-registrator', id, 'record-reply', reply);
  await given(service).settle(referral, verb);
  expect(
    await given(service).step('ks-registrator', id, 'correct-reply', { ...why, takeBack: true }),
  ).toMatchObject({ state });
  if (verb === 'withdraw') return;
  const path = `/referrals/${referral.id}/reopen`;
  await done(service.as('ks-registrator').post(path, why, { ifMatch: '*' }));
  expect(await done(service.as('ks-registrator').get(`/consultations/${id}`))).toMatchObject({
    state: 'sent',
  });
});

it('a referral withdrawn by mistake is reopened, and each consultation is where it was', async () => {
  const referral = await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
  const of = (body: string) => given(service).consultationOf('ks-registrator', referral, body);
  const [tsn, bin] = [await of('TSN'), await of('BIN')];
  await given(service).onTheWay(referral, tsn.id, 'on-agenda');
  await given(service).step('ks-registrator', bin.id, 'recall', why);
  const meeting = await onMeeting(tsn.id);
  await given(service).settle(referral, 'withdraw');
  const as = service.as('ks-registrator');
  const reopen = (id: string) => as.post(`/referrals/${id}/reopen`, why, { ifMatch: '*' });
  expect(await done(reopen(referral.id))).toMatchObject({ state: 'sent', settledBecause: null });
  expect([(await of('TSN')).state, (await of('BIN')).state]).toEqual(['on-agenda', 'withdrawn']);
  expect(await onMeeting(tsn.id)).toBe(meeting);
  const told = await service.database.query(
    "SELECT recipient_body FROM deliveries WHERE referral_id = $1 AND topic = 'referral-reopened'",
    [referral.id],
  );
  expect(told).toEqual([{ recipient_body: 'TSN' }]);
  const draft = await given(service).draftReferral();
  await given(service).settle(draft, 'withdraw');
  expect(await done(reopen(draft.id))).toMatchObject({ state: 'draft' });
});

it('a consultee recalled by mistake is asked again where it was, and sees what was added meanwhile', async () => {
  const referral = await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
  const { id } = await given(service).consultationOf('ks-registrator', referral);
  await given(service).onTheWay(referral, id, 'on-agenda');
  const meeting = await onMeeting(id);
  await given(service).step('ks-registrator', id, 'recall', why);
  const questions = [{ text: 'Är områdena relevanta?' }, { text: 'Saknas något?' }];
  const supplement = { reason: 'En fråga till', questions };
  await done(
    service.as('ks-registrator').post(`/referrals/${referral.id}/supplement`, supplement, { ifMatch: '*' }),
  );
  const asked = async () =>
    (await done(service.as('tsn-registrator').get(`/referrals/${referral.id}`)))['questions']
      .length as number;
  expect(await asked()).toBe(1);
  const again = await given(service).step('ks-registrator', id, 'reopen', { reason: 'Rätt nämnd ändå' });
  expect(again).toMatchObject({ state: 'on-agenda', recalledBecause: null });
  expect(await onMeeting(id)).toBe(meeting);
  expect(await asked()).toBe(2);
  await given(service).settle(referral, 'withdraw');
  const path = `/consultations/${id}/reopen`;
  const { reasons } = await done(service.as('ks-registrator').post(path, why, { ifMatch: '*' }), 409);
  expect(reasons[0].code).toBe('wrong-state');
});

it('nobody who was recalled is asked again under a referral that is withdrawn, or in a case that is closed', async () => {
  const referral = await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
  const { id } = await given(service).consultationOf('ks-registrator', referral);
  await given(service).step('ks-registrator', id, 'recall', why);
  await given(service).settle(referral, 'withdraw');
  const as = service.as('ks-registrator');
  const reopen = () => as.post(`/consultations/${id}/reopen`, why, { ifMatch: '*' });
  expect((await done(reopen(), 409))['reasons']).toMatchObject([{ code: 'referral-withdrawn' }]);
  expect((await done(as.get(`/consultations/${id}`)))['availableActions']).not.toContain('reopen');
  await done(as.post(`/cases/${referral['caseId']}/close`, {}, { ifMatch: '*' }));
  expect((await done(reopen(), 409))['reasons']).toMatchObject([
    { code: 'referral-withdrawn' },
    { code: 'case-closed' },
  ]);
});

it('a matter whose meeting was taken away meanwhile comes back as approved', async () => {
  const referral = await given(service).sentReferral();
  const { id } = await given(service).consultationOf('tsn-registrator', referral);
  await given(service).onTheWay(referral, id, 'approved');
  const { id: meetingId } = await given(service).meeting('2026-11-09');
  await given(service).step('tsn-sekreterare', id, 'schedule', { meetingDate: '2026-11-09' });
  const as = service.as('ks-registrator');
  await done(as.post(`/referrals/${referral.id}/close`, why, { ifMatch: '*' }));
  await service.database.query('DELETE FROM meetings WHERE id = $1', [meetingId]);
  await done(as.post(`/referrals/${referral.id}/reopen`, why, { ifMatch: '*' }));
  expect(await done(as.get(`/consultations/${id}`))).toMatchObject({ state: 'approved' });
});

it('a referral is not reopened in a case that is closed', async () => {
  const referral = await given(service).sentReferral();
  const as = service.as('ks-registrator');
  await done(as.post(`/referrals/${referral.id}/close`, why, { ifMatch: '*' }));
  await done(as.post(`/cases/${referral['caseId']}/close`, {}, { ifMatch: '*' }));
  const { body } = await as.post(`/referrals/${referral.id}/reopen`, why, { ifMatch: '*' }).expect(409);
  expect(body.reasons).toMatchObject([{ code: 'case-closed' }]);
});

it.each(['withdraw', 'close', 'recall'] as const)('%s takes the matter off its meeting', async (verb) => {
  const { id, ...matter } = await given(service).consultation('on-agenda');
  if (verb === 'recall') await given(service).step('ks-registrator', id, verb, why);
  else
    await done(
      service.as('ks-registrator').post(`/referrals/${matter['referralId']}/${verb}`, why, { ifMatch: '*' }),
    );
  expect(await onMeeting(id)).toBeNull();
});

it('a case is not closed while anything of it is unfinished, and says what', async () => {
  const as = service.as('ks-registrator');
  const close = (id: string) => as.post(`/cases/${id}/close`, {}, { ifMatch: '*' });
  const { id, caseId } = await given(service)
    .consultation('no-reply', { consultees: [{ body: 'TSN' }, { name: 'Räddningstjänsten' }] })
    .then(({ id, caseId }) => ({ id, caseId: String(caseId) }));
  await given(service).step('ks-registrator', id, 'reopen', { reason: 'Svar kommer' });
  const refused = await close(caseId).expect(409);
  expect(refused.body.reasons).toMatchObject([
    { code: 'consultation-still-open', detail: expect.stringContaining('Tekniska servicenämnden') },
    { code: 'letter-not-posted', detail: expect.stringContaining('Räddningstjänsten') },
  ]);
  expect((await done(as.get(`/cases/${caseId}`)))['availableActions']).not.toContain('close');

  await given(service).step('tsn-registrator', id, 'decline', { reason: 'Nej', basis: 'TSN § 7' });
  const letters: { id: string }[] = await service.database.query(
    "SELECT id FROM deliveries WHERE case_id = $1 AND channel = 'manual' AND state = 'pending'",
    [caseId],
  );
  for (const letter of letters)
    await done(as.post(`/deliveries/${letter.id}/complete`, {}, { ifMatch: '*' }));
  await done(close(caseId));
});

it('nor while its own reply to an outside sender is unfinished', async () => {
  const as = service.as('ks-registrator');
  const { id } = await given(service).referralCase({ origin: { sender: 'Boverket', replyBy: '2026-12-15' } });
  await done(as.post(`/cases/${id}/consultations`, { consultee: 'KS', title: 'Remiss' }));
  const { body } = await as.post(`/cases/${id}/close`, {}, { ifMatch: '*' }).expect(409);
  expect(body.reasons).toMatchObject([{ code: 'own-reply-unfinished' }]);
});

describe('a message that was wrong', () => {
  it('is withdrawn by the side that wrote it; that it was there stays', async () => {
    const { id, ...consultation } = await given(service).consultation('drafting');
    const place = `/consultations/${id}/messages`;
    const { id: messageId } = await done(
      service.as('tsn-handlaggare').post(place, { text: 'Gäller det Anna Ek på Storgatan 4?' }),
    );
    const withdraw = (persona: string, body: object = { reason: 'Personuppgifter' }) =>
      service.as(persona).post(`${place}/${messageId}/withdraw`, body);
    await withdraw('tsn-handlaggare', {}).expect(422);
    await withdraw('ks-registrator').expect(403);
    await withdraw('bin-registrator').expect(404);
    const { id: other } = await given(service).consultation('sent');
    await service
      .as('tsn-registrator')
      .post(`/consultations/${other}/messages/${messageId}/withdraw`, { reason: 'x' })
      .expect(404);
    const gone = { text: null, withdrawnBecause: 'Personuppgifter', withdrawnAt: expect.any(String) };
    expect(await done(withdraw('tsn-registrator'))).toMatchObject({ id: messageId, ...gone });
    const again = await withdraw('tsn-registrator').expect(409);
    expect(again.body.reasons).toMatchObject([{ code: 'withdrawn-already' }]);
    for (const persona of ['ks-registrator', 'tsn-handlaggare']) {
      const { items } = await done(service.as(persona).get(place));
      expect(items).toMatchObject([{ id: messageId, from: 'TSN', ...gone }]);
    }
    const trail = await done(
      service.as('tsn-registrator').get(`/cases/${String(consultation['caseId'])}/audit-trail?limit=100`),
    );
    expect((trail['items'] as Answer[]).at(-1)).toMatchObject({
      verb: 'withdraw-message',
      reason: 'Personuppgifter',
    });
  });
});
