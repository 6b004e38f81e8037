import { describe, expect, it } from '@jest/globals';
import { done, given, NOW, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const registrar = () => service.as('ks-registrator');
const officer = () => service.as('ks-handlaggare');

describe('drafting a referral', () => {
  it('keeps everything the contract names, and can be edited until it is sent', async () => {
    const { referralCase } = given(service);
    const { id: caseId } = await referralCase();
    const { body: draft } = await officer()
      .post(`/cases/${caseId}/referrals`, {
        title: 'Internremiss',
        replyBy: '2026-12-15',
        letter: 'Brev',
        questions: [{ text: 'Fråga?' }],
        decidedBy: { body: 'KS', date: '2026-10-20', section: '112' },
        delegationBarred: 'Principiell',
        consultees: [
          { body: 'TSN' },
          { body: 'BIN', replyBy: '2026-12-20' },
          { name: 'Räddningstjänsten', email: 'r@example.se' },
        ],
      })
      .expect(201);
    expect(draft).toMatchObject({
      state: 'draft',
      issuer: 'KS',
      delegationBarred: 'Principiell',
      availableActions: ['edit', 'attach-document', 'detach-document', 'add-consultee', 'mark-confidential'],
    });
    expect(draft.consultees[1]).toMatchObject({ body: 'BIN', replyBy: '2026-12-20', replyRequired: true });
    expect(draft.consultees[2]).toMatchObject({
      body: null,
      name: 'Räddningstjänsten',
      replyRequired: false,
    });

    await officer()
      .patch(`/referrals/${draft.id}`, { letter: 'Nytt brev' }, { ifMatch: draft.version })
      .expect(200);
    await officer()
      .patch(`/referrals/${draft.id}`, { letter: 'Annat' }, { ifMatch: draft.version })
      .expect(412);
    await officer().patch(`/referrals/${draft.id}`, { letter: 'Annat' }).expect(428);
    await service.as('tsn-registrator').get(`/referrals/${draft.id}`).expect(404);
    await service
      .as('ks-sekreterare')
      .patch(`/referrals/${draft.id}`, { letter: 'x' }, { ifMatch: 2 })
      .expect(403);
  });

  it.each([
    [[{ body: 'XYZ' }], '/consultees/0/body', 'unknown-body'],
    [[{ body: 'KS' }], '/consultees/0/body', 'issuer-consults-itself'],
    [[{ body: 'TSN' }, { body: 'TSN' }], '/consultees/1/body', undefined],
    [[{}], '/consultees/0', undefined],
  ])('refuses the consultees %j', async (consultees, pointer, code) => {
    const { id } = await given(service).referralCase();
    const { status, body } = await officer().post(`/cases/${id}/referrals`, { title: 'x', consultees });
    expect({ status, pointer: body.errors[0].pointer }).toEqual({ status: 422, pointer });
    if (code) expect(body.errors[0].code).toBe(code);
  });

  it('names as the one before it only a referral of its own issuer that there is, new or edited', async () => {
    const { draftReferral } = given(service);
    const draft = await draftReferral();
    const other = await done(
      service.as('tsn-registrator').post('/cases', { title: 'Nämndens egen remiss', issuer: 'TSN' }),
    );
    const foreign = await done(
      service.as('tsn-handlaggare').post(`/cases/${other.id}/referrals`, { title: 'Egen remiss' }),
    );
    for (const previousReferral of [foreign.id, '7f8a2f0e-3c0b-4a52-9a52-0f5a0f4f0a11']) {
      const { body } = await officer()
        .patch(`/referrals/${draft.id}`, { previousReferral }, { ifMatch: draft.version })
        .expect(422);
      expect(body.errors).toMatchObject([{ pointer: '/previousReferral', code: 'unknown-referral' }]);
    }
  });

  it('can copy packet and consultees of an earlier referral, and name groups of consultees', async () => {
    const { sentReferral, document, referralCase } = given(service);
    const earlier = await sentReferral({ consultees: [{ body: 'TSN' }, { body: 'SN' }] });
    const copy = await done(
      officer().post(`/cases/${earlier['caseId']}/referrals`, {
        title: 'Ny remiss',
        replyBy: '2026-12-20',
        copyFrom: earlier.id,
        previousReferral: earlier.id,
      }),
    );
    expect(copy).toMatchObject({
      letter: earlier['letter'],
      questions: earlier['questions'],
      previousReferral: earlier.id,
    });
    expect(copy['consultees'].map(({ body }: { body: string }) => body)).toEqual(['TSN', 'SN']);

    await done(
      registrar().post('/bodies/KS/consultee-groups', {
        name: 'Mjuka nämnder',
        consultees: [{ body: 'SN' }, { body: 'BIN' }],
      }),
    );
    const grouped = await done(
      officer().post(`/cases/${(await referralCase()).id}/referrals`, {
        title: 'x',
        consulteeGroups: ['Mjuka nämnder'],
      }),
    );
    expect(grouped['consultees'].map(({ body }: { body: string }) => body)).toEqual(['SN', 'BIN']);

    const { id: documentId } = await document({ kind: 'proposal' });
    const attached = await done(officer().post(`/referrals/${grouped.id}/documents`, { documentId }));
    expect(attached['documents']).toEqual([
      expect.objectContaining({ id: documentId, mediaType: 'text/plain' }),
    ]);
  });
});

describe('sending a referral', () => {
  it('is refused, with every unmet rule, while consultee, date or packet is missing', async () => {
    const { id: caseId } = await given(service).referralCase();
    const draft = await done(officer().post(`/cases/${caseId}/referrals`, { title: 'x' }));
    const { status, body } = await registrar().post(`/referrals/${draft.id}/send`, {}, { ifMatch: 1 });
    expect(status).toBe(409);
    expect(body.reasons).toHaveLength(3);
    await officer().post(`/referrals/${draft.id}/send`, {}, { ifMatch: 1 }).expect(403);
  });

  it('opens a consultation for each consultee, freezes the packet and tells them', async () => {
    const { sentReferral } = given(service);
    const sent = await sentReferral({
      consultees: [{ body: 'TSN' }, { body: 'BIN', replyBy: '2026-12-20' }, { name: 'Räddningstjänsten' }],
    });
    expect(sent).toMatchObject({ state: 'sent', packetSha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const { body } = await registrar().get(`/cases/${sent['caseId']}/consultations`).expect(200);
    expect(body.items.map((item: Answer) => [item['consultee'], item.state, item['replyBy']]).sort()).toEqual(
      [
        ['BIN', 'sent', '2026-12-20'],
        ['Räddningstjänsten', 'sent', '2026-12-15'],
        ['TSN', 'sent', '2026-12-15'],
      ],
    );
    const deliveries = await service.database.query(
      "SELECT recipient_body, recipient_name, channel FROM deliveries WHERE referral_id = $1 AND kind = 'packet' ORDER BY 1",
      [sent.id],
    );
    expect(deliveries).toEqual([
      { recipient_body: 'BIN', recipient_name: null, channel: 'inbox' },
      { recipient_body: 'TSN', recipient_name: null, channel: 'inbox' },
      { recipient_body: null, recipient_name: 'Räddningstjänsten', channel: 'manual' },
    ]);
    await officer().patch(`/referrals/${sent.id}`, { letter: 'x' }, { ifMatch: sent.version }).expect(409);
  });

  it('can be foreseen without changing anything', async () => {
    const { draftReferral, meeting } = given(service);
    const draft = await draftReferral({ consultees: [{ body: 'TSN' }, { body: 'SBN' }, { name: 'Utom' }] });
    await meeting('2026-11-25');
    const { body } = await registrar().post(`/referrals/${draft.id}/send?dryRun=true`).expect(200);
    expect(body.consultees).toEqual([
      expect.objectContaining({ consultee: 'TSN', meetingDate: '2026-11-25', verdict: 'tight' }),
      expect.objectContaining({
        consultee: 'SBN',
        meetingDate: null,
        verdict: null,
        unplanned: 'no-calendar',
      }),
      expect.objectContaining({ consultee: 'Utom', verdict: null, unplanned: 'outside-yttra' }),
    ]);
    expect((await done(registrar().get(`/referrals/${draft.id}`))).state).toBe('draft');
  });

  it('can reach one more consultee afterwards, who learns it at once', async () => {
    const { sentReferral, consultationOf } = given(service);
    const sent = await sentReferral();
    await officer()
      .post(`/referrals/${sent.id}/consultees`, {
        body: 'SN',
        decidedBy: { body: 'KF', date: '2026-10-26', section: '90' },
      })
      .expect(201);
    expect(await consultationOf('sn-registrator', sent, 'SN')).toMatchObject({
      state: 'sent',
      replyBy: '2026-12-15',
    });
    const again = await officer().post(`/referrals/${sent.id}/consultees`, { body: 'SN' });
    expect([409, 422]).toContain(again.status);
  });
});

describe('settling a referral', () => {
  it('records silence as a fact, and needs a reason before the last day has passed', async () => {
    const { sentReferral, consultationOf, settle, step } = given(service);
    const sent = await sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
    const tsn = await consultationOf('tsn-registrator', sent);
    await step('tsn-registrator', tsn.id, 'register');
    const hasty = await registrar().post(`/referrals/${sent.id}/close`, {}, { ifMatch: sent.version });
    expect({ status: hasty.status, pointer: hasty.body.errors[0].pointer }).toEqual({
      status: 422,
      pointer: '/reason',
    });

    const closed = await settle(sent, 'close');
    expect(closed).toMatchObject({ state: 'closed', settledBecause: 'Ärendet har förfallit' });
    expect(await consultationOf('tsn-registrator', sent)).toMatchObject({
      state: 'no-reply',
      overdue: false,
    });
    expect(await consultationOf('bin-registrator', sent, 'BIN')).toMatchObject({ state: 'no-reply' });
    const reopened = await step('ks-registrator', tsn.id, 'reopen', { reason: 'Svar kommer' });
    expect(reopened).toMatchObject({ state: 'registered' });
  });

  it('lets what is decided by then be forwarded, and marks it late when it is', async () => {
    const { consultation, settle, step } = given(service);
    const { id, ...before } = await consultation('decided', { replyBy: '2026-11-10' });
    service.setNow('2026-11-12T10:00:00Z');
    const referral = await done(registrar().get(`/referrals/${before['referralId']}`));
    await settle(referral, 'close');
    await step('tsn-sekreterare', id, 'confirm', { confirmedOn: '2026-11-12' });
    expect(await done(registrar().get(`/consultations/${id}`))).toMatchObject({
      state: 'confirmed',
      overdue: true,
    });
    const forwarded = await step('tsn-sekreterare', id, 'forward');
    expect(forwarded).toMatchObject({
      state: 'forwarded',
      late: true,
      overdue: false,
      reachedIssuerOn: '2026-11-12',
    });
    const { body } = await registrar().get(`/referrals/${referral.id}/replies`).expect(200);
    expect(body).toMatchObject({ missing: [], late: ['TSN'] });
    service.setNow(NOW);
  });

  it('withdraws drafts and what was sent, with a reason', async () => {
    const { draftReferral, sentReferral, settle, consultationOf } = given(service);
    const draft = await draftReferral();
    await registrar().post(`/referrals/${draft.id}/withdraw`, {}, { ifMatch: 1 }).expect(422);
    expect(await settle(draft, 'withdraw')).toMatchObject({ state: 'withdrawn' });
    const sent = await sentReferral();
    expect(await settle(sent, 'withdraw')).toMatchObject({ state: 'withdrawn' });
    expect(await consultationOf('tsn-registrator', sent)).toMatchObject({ state: 'withdrawn' });
    const { status, body } = await registrar().post(
      `/referrals/${sent.id}/close`,
      { reason: 'x' },
      { ifMatch: 3 },
    );
    expect({ status, type: body.type }).toEqual({ status: 409, type: '/problems/transition-refused' });
  });

  it('lets a case be closed when every referral is, and opened again', async () => {
    const { sentReferral, settle } = given(service);
    const sent = await sentReferral();
    const path = `/cases/${sent['caseId']}`;
    const { version } = await done(registrar().get(path));
    const early = await registrar().post(`${path}/close`, {}, { ifMatch: version });
    expect({ status: early.status, code: early.body.reasons[0].code }).toEqual({
      status: 409,
      code: 'referral-still-open',
    });
    await settle(sent, 'close');
    const closed = await done(registrar().post(`${path}/close`, {}, { ifMatch: version }));
    expect(closed.state).toBe('closed');
    await officer().post(`${path}/referrals`, { title: 'x' }).expect(409);
    expect(await done(registrar().post(`${path}/reopen`, {}, { ifMatch: closed.version }))).toMatchObject({
      state: 'open',
    });
  });
});

describe('a referral from outside', () => {
  const origin = {
    sender: 'Justitiedepartementet',
    reference: 'Ju2026/01',
    email: 'ju.remiss@example.se',
    replyBy: '2026-12-01',
  };

  it('opens the body’s own reply as registered, under the case’s number, and goes to the sender', async () => {
    const { referralCase, step, meeting } = given(service);
    const outside = await referralCase({ title: 'Säkrare tivoli', issuer: 'TSN', origin }).catch(
      () => undefined,
    );
    expect(outside).toBeUndefined(); // KS's registrar registers nothing for TSN

    const own = await done(
      service.as('tsn-registrator').post('/cases', { title: 'Säkrare tivoli', issuer: 'TSN', origin }),
    );
    const consultation = await done(
      service.as('tsn-registrator').post(`/cases/${own.id}/consultations`, { consultee: 'TSN' }),
      201,
    );
    expect(consultation).toMatchObject({
      state: 'registered',
      issuer: 'Justitiedepartementet',
      caseNumber: 'Ju2026/01',
      ownCaseNumber: own['caseNumber'],
      replyBy: '2026-12-01',
    });
    await service.as('ks-registrator').get(`/consultations/${consultation.id}`).expect(404);
    const second = await service
      .as('tsn-registrator')
      .post(`/cases/${own.id}/consultations`, { consultee: 'TSN' });
    expect({ status: second.status, code: second.body.reasons[0].code }).toEqual({
      status: 409,
      code: 'own-reply-exists',
    });

    const { id } = consultation;
    await step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
    await given(service).saveStatement(id, {
      title: 'Yttrande',
      clauses: [{ text: 'att lämna yttrandet som sitt eget' }],
      recipients: [{ name: 'Justitiedepartementet' }],
    });
    await step('tsn-handlaggare', id, 'submit');
    await step('tsn-chef', id, 'approve');
    await meeting();
    await step('tsn-sekreterare', id, 'schedule', { meetingDate: TODAY });
    await step('tsn-sekreterare', id, 'decide', { outcome: 'as-proposed', section: '9' });
    await step('tsn-sekreterare', id, 'confirm', { confirmedOn: TODAY });
    const forwarded = await step('tsn-registrator', id, 'forward');
    expect(forwarded['deliveries']).toContainEqual(
      expect.objectContaining({ recipient: 'ju.remiss@example.se', channel: 'manual', state: 'pending' }),
    );

    const delivery = forwarded['deliveries'][0];
    const sent = await done(service.as('tsn-registrator').get(`/deliveries/${delivery.id}`));
    expect(sent['availableActions']).toEqual(['complete', 'cancel']);
    const completed = await done(
      service
        .as('tsn-registrator')
        .post(`/deliveries/${delivery.id}/complete`, {}, { ifMatch: sent.version }),
    );
    expect(completed).toMatchObject({ state: 'delivered', deliveredAt: expect.any(String) });
    const reached = await done(service.as('tsn-registrator').get(`/consultations/${id}`));
    expect(reached).toMatchObject({ state: 'forwarded', reachedIssuerOn: TODAY });
  });

  it('is what a case without an origin is not', async () => {
    const { id } = await given(service).referralCase();
    const { status, body } = await registrar().post(`/cases/${id}/consultations`, {
      consultee: 'KS',
      replyBy: '2026-12-01',
    });
    expect({ status, code: body.reasons[0].code }).toEqual({ status: 409, code: 'case-has-no-origin' });
  });
});

describe('registering', () => {
  it('takes the given number, one that is there already, or the next', async () => {
    const { sentReferral, consultationOf, step } = given(service);
    const first = await consultationOf('tsn-registrator', await sentReferral());
    expect(
      await step('tsn-registrator', first.id, 'register', {
        caseNumber: 'TSN 2023/112',
        receivedOn: '2026-11-02',
      }),
    ).toMatchObject({ ownCaseNumber: 'TSN 2023/112', receivedOn: '2026-11-02' });
    const second = await consultationOf('tsn-registrator', await sentReferral());
    expect(await step('tsn-registrator', second.id, 'register', { caseNumber: 'tsn2023/112' })).toMatchObject(
      { ownCaseNumber: 'TSN 2023/112' },
    );
    const third = await consultationOf('tsn-registrator', await sentReferral());
    const { version } = third;
    const early = await service
      .as('tsn-registrator')
      .post(`/consultations/${third.id}/register`, { receivedOn: '2026-11-03' }, { ifMatch: version });
    expect({ status: early.status, code: early.body.errors[0].code }).toEqual({
      status: 422,
      code: 'in-the-future',
    });
    const corrected = await step('tsn-registrator', first.id, 'correct-registration', {
      caseNumber: 'TSN 2023/113',
      reason: 'Fel nummer',
    });
    expect(corrected).toMatchObject({ state: 'registered', ownCaseNumber: 'TSN 2023/113' });
    const [event] = await service.database.query(
      "SELECT before, after, reason FROM audit_events WHERE consultation_id = $1 AND verb = 'correct-registration'",
      [first.id],
    );
    expect(event).toMatchObject({
      before: { ownCaseNumber: 'TSN 2023/112' },
      after: { ownCaseNumber: 'TSN 2023/113' },
      reason: 'Fel nummer',
    });
  });

  it('is declined by a board only with the decision it relies on (KL 6:12)', async () => {
    const { sentReferral, consultationOf, step } = given(service);
    const { id, version } = await consultationOf('tsn-registrator', await sentReferral());
    const bare = await service
      .as('tsn-registrator')
      .post(`/consultations/${id}/decline`, { reason: 'Berör oss inte' }, { ifMatch: version });
    expect({ status: bare.status, pointer: bare.body.errors[0].pointer }).toEqual({
      status: 422,
      pointer: '/basis',
    });
    const declined = await step('tsn-registrator', id, 'decline', {
      reason: 'Berör oss inte',
      basis: 'TSN § 7',
    });
    expect(declined).toMatchObject({
      state: 'declined',
      declinedBecause: 'Berör oss inte',
      declineBasis: 'TSN § 7',
    });
    expect(await done(registrar().get(`/consultations/${id}`))).toMatchObject({
      declinedBecause: 'Berör oss inte',
    });
  });

  it('lets both sides write to each other without changing the consultation', async () => {
    const { consultation } = given(service);
    const { id, version } = await consultation('drafting');
    await service
      .as('tsn-handlaggare')
      .post(`/consultations/${id}/messages`, { text: 'Gäller remissen bilaga 3?' })
      .expect(201);
    await officer().post(`/consultations/${id}/messages`, { text: 'Ja.' }).expect(201);
    for (const persona of ['tsn-handlaggare', 'ks-handlaggare']) {
      const { body } = await service.as(persona).get(`/consultations/${id}/messages`).expect(200);
      expect(body.items.map((item: Answer) => [item['from'], item['text']])).toEqual([
        ['TSN', 'Gäller remissen bilaga 3?'],
        ['KS', 'Ja.'],
      ]);
    }
    await service.as('tsn-lasare').get(`/consultations/${id}/messages`).expect(404);
    expect((await done(officer().get(`/consultations/${id}`))).version).toBe(version);
  });
});
