import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { done, given, NOW, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService({ REMINDER_SWEEP_SECONDS: '86400' });
beforeEach(() => service.setNow(NOW));
afterEach(() => service.reset());

const REPLY_BY = '2026-12-15';
const until = '2026-12-22';
const reason = 'Nämnden sammanträder först den 16 december.';

const request = (id: string, body: object = { until, reason }, persona = 'tsn-registrator') =>
  service.as(persona).post(`/consultations/${id}/extensions`, body);
const settle = (extension: Answer, verb: string, body: object = {}, persona = 'ks-handlaggare') =>
  service.as(persona).post(`/extensions/${extension.id}/${verb}`, body, { ifMatch: extension.version });
const consultationRow = async (id: string) => {
  const [row] = await service.database.query(
    'SELECT reply_by, original_reply_by, reply_by_set_on, version FROM consultations WHERE id = $1',
    [id],
  );
  return row;
};
const notices = (id: string) =>
  service.database.query(
    `SELECT topic, sender_body, recipient_body, recipient_role FROM deliveries
     WHERE consultation_id = $1 AND kind = 'notice' ORDER BY created_at`,
    [id],
  );

describe('requesting an extension', () => {
  it('asks the issuer and leaves the reply-by date and the ETag of the consultation as they were', async () => {
    const consultation = await given(service).consultation('registered');

    const { body, headers } = await request(consultation.id).expect(201);

    expect(body).toMatchObject({
      consultationId: consultation.id,
      state: 'requested',
      requestedUntil: until,
      grantedUntil: null,
      previousReplyBy: REPLY_BY,
      unasked: false,
      reason,
      version: 1,
      availableActions: ['cancel'],
    });
    expect(headers['location']).toBe(`/yttra/v1/extensions/${body.id}`);
    expect(headers['etag']).toBe('"1"');
    expect(await consultationRow(consultation.id)).toMatchObject({
      reply_by: REPLY_BY,
      version: consultation.version,
    });
    expect(await notices(consultation.id)).toEqual([
      { topic: 'extension-requested', sender_body: 'TSN', recipient_body: 'KS', recipient_role: 'officer' },
    ]);
  });

  it('is for the registrar, the manager and its own officer', async () => {
    const { id } = await given(service).consultation('drafting');
    for (const persona of ['tsn-chef', 'tsn-handlaggare']) {
      const extension = await done(request(id, undefined, persona));
      await settle(extension, 'cancel', {}, persona).expect(200);
    }
    for (const persona of ['tsn-sekreterare', 'tsn-lasare', 'ks-registrator']) {
      const { body } = await request(id, undefined, persona).expect(403);
      expect(body.type).toBe('/problems/not-permitted');
    }
    await request(id, undefined, 'bin-registrator').expect(404);
  });

  it.each([
    [{ until: REPLY_BY, reason }, '/until', 'not-later'],
    [{ until: '2026-02-29', reason }, '/until', 'date'],
    [{ until }, '/reason', 'required'],
    [{ until, reason, comment: 'x' }, '/comment', 'unknown-field'],
  ])('refuses %j', async (wrong, pointer, code) => {
    const { id } = await given(service).consultation('sent');
    const { body } = await request(id, wrong).expect(422);
    expect(body.errors).toEqual([expect.objectContaining({ pointer, code })]);
    expect(await service.database.query('SELECT FROM extensions')).toEqual([]);
  });

  it.each(['forwarded', 'declined', 'no-reply'] as const)(
    'is refused when it is %s: nothing is left to extend',
    async (state) => {
      const { id } = await given(service).consultation(state);
      const { body } = await request(id).expect(409);
      expect(body).toMatchObject({
        type: '/problems/transition-refused',
        reasons: [{ code: 'consultation-settled' }],
      });
    },
  );

  it('is possible once at a time: of eight at once one is taken', async () => {
    const { id } = await given(service).consultation('sent');
    const answers = await Promise.all(Array.from({ length: 8 }, () => request(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(409)]);
    expect(answers.find(({ status }) => status === 409)?.body.reasons).toEqual([
      expect.objectContaining({ code: 'extension-requested-already' }),
    ]);
    expect(await notices(id)).toHaveLength(1);
  });

  it('is answered as before when it is repeated under the same key', async () => {
    const { id } = await given(service).consultation('sent');
    const once = () =>
      service.as('tsn-registrator').post(`/consultations/${id}/extensions`, { until, reason }, { key: 'a1' });
    const first = await once().expect(201);
    const second = await once().expect(201);
    expect(second.body).toEqual(first.body);
  });
});

describe('answering a request', () => {
  it('grants what was asked for: the date moves, the original is kept, both sides see it', async () => {
    const consultation = await given(service).consultation('drafting');
    const extension = await done(request(consultation.id));
    service.setNow('2026-11-20T11:00:00Z');

    const { body } = await settle(extension, 'grant', { comment: 'Ärendet tas upp i januari.' }).expect(200);

    expect(body).toMatchObject({
      state: 'granted',
      grantedUntil: until,
      comment: 'Ärendet tas upp i januari.',
      settledAt: '2026-11-20T11:00:00.000Z',
      version: 2,
      availableActions: ['correct'],
    });
    expect(await consultationRow(consultation.id)).toEqual({
      reply_by: until,
      original_reply_by: REPLY_BY,
      reply_by_set_on: '2026-11-20',
      version: consultation.version + 1,
    });
    for (const persona of ['tsn-handlaggare', 'ks-registrator', 'tsn-lasare']) {
      const seen = await done(service.as(persona).get(`/consultations/${consultation.id}`));
      expect(seen).toMatchObject({ replyBy: until, originalReplyBy: REPLY_BY });
      const page = await done(service.as(persona).get(`/consultations/${consultation.id}/extensions`));
      expect(page['items']).toEqual([expect.objectContaining({ id: extension.id, state: 'granted' })]);
    }
    expect((await notices(consultation.id)).at(-1)).toEqual({
      topic: 'extension-granted',
      sender_body: 'KS',
      recipient_body: 'TSN',
      recipient_role: 'officer',
    });
  });

  it('grants less than was asked for', async () => {
    const { id } = await given(service).consultation('sent');
    const extension = await done(request(id));
    await settle(extension, 'grant', { until: '2026-12-18' }).expect(200);
    expect(await consultationRow(id)).toMatchObject({ reply_by: '2026-12-18' });
    const { body } = await settle(extension, 'grant', { until: REPLY_BY });
    expect(body.status).toBe(412);
  });

  it('refuses a date that is not later, and changes nothing', async () => {
    const { id } = await given(service).consultation('sent');
    const extension = await done(request(id));
    const { body } = await settle(extension, 'grant', { until: REPLY_BY }).expect(422);
    expect(body.errors).toEqual([expect.objectContaining({ pointer: '/until', code: 'not-later' })]);
    expect(await consultationRow(id)).toMatchObject({ reply_by: REPLY_BY });
  });

  it('refuses with a comment; the date stays, and a new request may be made', async () => {
    const { id } = await given(service).consultation('sent');
    const extension = await done(request(id));
    const { body: invalid } = await settle(extension, 'refuse').expect(422);
    expect(invalid.errors).toEqual([expect.objectContaining({ pointer: '/comment' })]);

    const { body } = await settle(extension, 'refuse', { comment: 'Fullmäktige väntar.' }).expect(200);

    expect(body).toMatchObject({ state: 'refused', comment: 'Fullmäktige väntar.', grantedUntil: null });
    expect(await consultationRow(id)).toMatchObject({ reply_by: REPLY_BY });
    expect((await notices(id)).at(-1)).toMatchObject({
      topic: 'extension-refused',
      recipient_role: 'registrar',
    });
    await request(id).expect(201);
  });

  it('is cancelled by the consultee, and then cannot be granted', async () => {
    const { id } = await given(service).consultation('sent');
    const extension = await done(request(id));
    await settle(extension, 'cancel').expect(403);
    const { body } = await settle(extension, 'cancel', {}, 'tsn-registrator').expect(200);
    expect(body.state).toBe('cancelled');
    expect((await notices(id)).at(-1)).toMatchObject({ topic: 'extension-cancelled', recipient_body: 'KS' });
    const refused = await settle(body, 'grant').expect(409);
    expect(refused.body).toMatchObject({
      type: '/problems/transition-refused',
      reasons: [{ code: 'wrong-state' }],
    });
  });

  it('cannot grant time to a consultee that has answered meanwhile', async () => {
    const { id } = await given(service).consultation('sent');
    const extension = await done(request(id));
    await given(service).step('tsn-registrator', id, 'decline', { reason: 'Nej', basis: 'TSN § 7' });
    const { body } = await settle(extension, 'grant').expect(409);
    expect(body.reasons).toEqual([expect.objectContaining({ code: 'consultation-settled' })]);
    await settle(extension, 'refuse', { comment: 'Har avstått.' }).expect(200);
  });

  it('is for the issuer: others are refused, or see nothing', async () => {
    const { id } = await given(service).consultation('sent');
    const extension = await done(request(id));
    for (const persona of ['tsn-registrator', 'tsn-chef', 'ks-sekreterare']) {
      await settle(extension, 'grant', {}, persona).expect(403);
    }
    await settle(extension, 'grant', {}, 'bin-registrator').expect(404);
    await service.as('bin-registrator').get(`/extensions/${extension.id}`).expect(404);
    await service.as('bin-registrator').get(`/consultations/${id}/extensions`).expect(404);
    const explained = await done(
      service.as('tsn-registrator').get(`/extensions/${extension.id}?explain=actions`),
    );
    expect(explained['unavailableActions']).toEqual([
      expect.objectContaining({
        action: 'grant',
        reasons: [expect.objectContaining({ code: 'not-permitted' })],
      }),
      expect.objectContaining({ action: 'refuse' }),
      expect.objectContaining({ action: 'correct' }),
    ]);
  });

  it('needs the version that was read', async () => {
    const { id } = await given(service).consultation('sent');
    const extension = await done(request(id));
    await service.as('ks-registrator').post(`/extensions/${extension.id}/grant`, {}).expect(428);
    await settle({ ...extension, version: 7 }, 'grant').expect(412);
  });

  it('is done once: of eight at once one is taken', async () => {
    const consultation = await given(service).consultation('sent');
    const extension = await done(request(consultation.id));
    const grant = () =>
      service.as('ks-registrator').post(`/extensions/${extension.id}/grant`, {}, { ifMatch: '*' });
    const statuses = (await Promise.all(Array.from({ length: 8 }, grant))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, ...Array<number>(7).fill(409)]);
    expect((await consultationRow(consultation.id)).version).toBe(consultation.version + 1);
  });

  it('stands in the audit trail, as an act of either side', async () => {
    const { id, ...consultation } = await given(service).consultation('sent');
    await settle(await done(request(id)), 'grant', { reason: 'Enligt telefonsamtal' }).expect(200);
    const trail = await done(
      service.as('ks-registrator').get(`/cases/${consultation['caseId']}/audit-trail?limit=100`),
    );
    const events = (trail['items'] as Answer[]).map(({ verb, actor, state, reason: why }) => ({
      verb,
      actor,
      state,
      why,
    }));
    expect(events.slice(-3)).toEqual([
      // The request is the consultee's act: the issuer reads who and why in the extension itself.
      { verb: 'request-extension', actor: null, state: 'requested', why: null },
      { verb: 'extend', actor: 'ks-handlaggare', state: 'sent', why: 'Enligt telefonsamtal' },
      { verb: 'grant-extension', actor: 'ks-handlaggare', state: 'granted', why: 'Enligt telefonsamtal' },
    ]);
  });
});

describe('an extension of an outside referral', () => {
  it('is asked for by hand, and what the sender answers is recorded by the registrar', async () => {
    const referralCase = await given(service).referralCase({
      origin: { sender: 'Finansdepartementet', reference: 'Fi2026/01', replyBy: REPLY_BY },
    });
    const consultation = await done(
      service.as('ks-registrator').post(`/cases/${referralCase.id}/consultations`, { consultee: 'KS' }),
    );
    const extension = await done(request(consultation.id, undefined, 'ks-registrator'));
    const [letter] = await service.database.query(
      "SELECT recipient_name, channel, sender_body FROM deliveries WHERE topic = 'extension-requested'",
    );
    expect(letter).toEqual({ recipient_name: 'Finansdepartementet', channel: 'manual', sender_body: 'KS' });

    const { body } = await settle(extension, 'grant', {}, 'ks-registrator').expect(200);

    expect(body.state).toBe('granted');
    expect(await consultationRow(consultation.id)).toMatchObject({ reply_by: until });
  });
});

describe('extending a referral unasked', () => {
  const consultees = [{ body: 'TSN' }, { body: 'BIN', replyBy: '2027-01-31' }, { name: 'Byalaget' }];
  const extend = (referral: Answer, body: object, persona = 'ks-registrator') =>
    service.as(persona).post(`/referrals/${referral.id}/extend`, body, { ifMatch: referral.version });
  const dates = () =>
    service.database.query(
      `SELECT coalesce(consultee_code, consultee_name) AS consultee, reply_by FROM consultations
       ORDER BY coalesce(consultee_code, consultee_name) COLLATE "C"`,
    );

  it('gives everyone who has less the new date, and tells them', async () => {
    const referral = await given(service).sentReferral({ consultees });

    const { body } = await extend(referral, { until, reason: 'Fler handlingar' }).expect(200);

    expect(body).toMatchObject({ id: referral.id, state: 'sent', version: referral.version + 1 });
    expect(await dates()).toEqual([
      { consultee: 'BIN', reply_by: '2027-01-31' },
      { consultee: 'Byalaget', reply_by: until },
      { consultee: 'TSN', reply_by: until },
    ]);
    const told = await service.database.query(
      `SELECT coalesce(recipient_body, recipient_name) AS recipient, channel FROM deliveries
       WHERE topic = 'extension-granted' ORDER BY coalesce(recipient_body, recipient_name) COLLATE "C"`,
    );
    expect(told).toEqual([
      { recipient: 'Byalaget', channel: 'manual' },
      { recipient: 'TSN', channel: 'inbox' },
    ]);
    const extensions = await service.database.query(
      'SELECT state, unasked, granted_until, previous_reply_by, reason, settled_by FROM extensions',
    );
    expect(extensions).toHaveLength(2);
    expect(extensions[0]).toEqual({
      state: 'granted',
      unasked: true,
      granted_until: until,
      previous_reply_by: REPLY_BY,
      reason: 'Fler handlingar',
      settled_by: 'ks-registrator',
    });
  });

  it('gives it to those named only, and grants a request that asks for no more', async () => {
    const referral = await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'SN' }] });
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    const extension = await done(request(id));

    await extend(referral, { until, consultees: ['TSN'], reason: 'Enligt begäran' }).expect(200);

    expect(await dates()).toEqual([
      { consultee: 'SN', reply_by: REPLY_BY },
      { consultee: 'TSN', reply_by: until },
    ]);
    const answered = await done(service.as('tsn-registrator').get(`/extensions/${extension.id}`));
    expect(answered).toMatchObject({ state: 'granted', comment: 'Enligt begäran', unasked: false });
  });

  it('leaves a request open that asks for more', async () => {
    const referral = await given(service).sentReferral();
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    const extension = await done(request(id));
    await extend(referral, { until: '2026-12-18', reason: 'Fler handlingar' }).expect(200);
    expect(await done(service.as('tsn-registrator').get(`/extensions/${extension.id}`))).toMatchObject({
      state: 'requested',
    });
    await settle(extension, 'grant').expect(200);
    expect(await dates()).toEqual([{ consultee: 'TSN', reply_by: until }]);
  });

  it.each([
    [{ until, consultees: ['TSN', 'SBN'], reason }, '/consultees/1', 'not-asked'],
    [{ until: REPLY_BY, reason }, '/until', 'not-later'],
    [{ until, consultees: ['TSN', 'BIN'], reason }, '/until', 'not-later'],
    [{ until }, '/reason', 'required'],
  ])('refuses %j and extends nobody', async (wrong, pointer, code) => {
    const referral = await given(service).sentReferral({ consultees: consultees.slice(0, 2) });
    const { body } = await extend(referral, wrong).expect(422);
    expect(body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
    expect(await service.database.query('SELECT FROM extensions')).toEqual([]);
  });

  it('is refused for a draft, and for a consultee that has answered', async () => {
    const draft = await given(service).draftReferral();
    const { body: notOut } = await extend(draft, { until, reason }).expect(409);
    expect(notOut.reasons).toEqual([expect.objectContaining({ code: 'wrong-state' })]);
    const referral = await given(service).sentReferral();
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    await given(service).step('tsn-registrator', id, 'decline', { reason: 'Nej', basis: 'TSN § 7' });
    const { body } = await extend(referral, { until, consultees: ['TSN'], reason }).expect(409);
    expect(body.reasons).toEqual([expect.objectContaining({ code: 'consultation-settled' })]);
  });

  it('is for the issuer, with the version that was read, and done once of eight at once', async () => {
    const referral = await given(service).sentReferral();
    await extend(referral, { until, reason }, 'ks-sekreterare').expect(403);
    await extend(referral, { until, reason }, 'tsn-registrator').expect(403);
    await extend(referral, { until, reason }, 'bin-registrator').expect(404);
    await service
      .as('ks-registrator')
      .post(`/referrals/${referral.id}/extend`, { until, reason })
      .expect(428);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => extend(referral, { until, reason }, 'ks-handlaggare')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(412)]);
    expect(await service.database.query('SELECT FROM extensions')).toHaveLength(1);
    expect((await dates())[0].reply_by > TODAY).toBe(true);
  });
});
