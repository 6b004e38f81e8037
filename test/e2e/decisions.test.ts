import { describe, expect, it } from '@jest/globals';
import { done, given, NOW, statement, TODAY } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const post = async (persona: string, id: string, verb: string, body: object) => {
  const { version } = await done(service.as(persona).get(`/consultations/${id}`));
  return service.as(persona).post(`/consultations/${id}/${verb}`, body, { ifMatch: version });
};

describe('deciding at a meeting', () => {
  it('records motions, votes, reservations, special statements and recusals beside the outcome', async () => {
    const { id } = await given(service).consultation('on-agenda');
    const facts = {
      motions: [{ by: 'Bo Berg (M)', text: 'Avslag.', result: 'avslag' }],
      votes: [{ question: 'Bifall eller avslag', yes: 7, no: 4, abstain: 0 }],
      reservations: [{ by: 'Bo Berg (M)' }],
      specialStatements: [{ by: 'Cia Ceder (C)', text: 'Vi saknar en tidplan.' }],
      recusals: [{ by: 'Dan Dahl (S)' }],
    };
    const { body, status } = await post('tsn-sekreterare', id, 'decide', {
      outcome: 'as-proposed',
      section: '139/2016',
      ...facts,
    });

    expect(status).toBe(200);
    expect(body.decision).toMatchObject({
      route: 'board',
      outcome: 'as-proposed',
      section: '139/2016',
      decidedOn: TODAY,
      clauses: statement.clauses,
      ...facts,
    });
    expect(body.statementVersion).toBe(1);
  });

  it('writes a new version of the statement when the board amends it, and leaves the draft readable', async () => {
    const { id } = await given(service).consultation('on-agenda');
    const amended = {
      clauses: [{ text: 'att avstyrka förslaget' }],
      stance: 'rejects',
      assessment: 'Nämnden avstyrker.',
    };
    const { body } = await post('tsn-sekreterare', id, 'decide', {
      outcome: 'amended',
      section: '84',
      ...amended,
    });

    expect(body).toMatchObject({
      state: 'decided',
      statementVersion: 2,
      decision: { outcome: 'amended', statementVersion: 2, clauses: amended.clauses },
    });
    const [latest, draft] = await Promise.all(
      ['', '/versions/1'].map((path) =>
        done(service.as('tsn-handlaggare').get(`/consultations/${id}/statement${path}`)),
      ),
    );
    expect(latest).toMatchObject({ ...amended, origin: 'decision', title: statement.title });
    expect(draft).toMatchObject(statement);
    const { body: diff } = await service
      .as('tsn-handlaggare')
      .get(`/consultations/${id}/statement/versions/2/diff?against=1`)
      .expect(200);
    expect(diff.fields.map(({ field }: { field: string }) => field).sort()).toEqual([
      'assessment',
      'clauses',
      'stance',
    ]);
  });

  it.each([
    [
      { outcome: 'as-proposed', section: '84', clauses: [{ text: 'att avslå' }] },
      '/clauses',
      'not-with-as-proposed',
    ],
    [{ outcome: 'amended', section: '84' }, '/clauses', 'wording-required'],
    [{ outcome: 'own-text', section: '84', stance: 'rejects' }, '/clauses', 'wording-required'],
    [{ outcome: 'as-proposed' }, '/section', 'required'],
    [{ outcome: 'tabled', section: '84' }, '/outcome', 'choice'],
    [{ outcome: 'as-proposed', section: '84', route: 'officer' }, '/route', 'choice'],
    [
      { outcome: 'as-proposed', section: '84', votes: [{ question: 'x', yes: -1, no: 0, abstain: 0 }] },
      '/votes/0/yes',
      'range',
    ],
    [{ outcome: 'as-proposed', section: '84', state: 'decided' }, '/state', 'unknown-field'],
  ])('refuses %j', async (body, pointer, code) => {
    const { id } = await given(service).consultation('on-agenda');
    const answer = await post('tsn-sekreterare', id, 'decide', body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
    const { state } = await done(service.as('tsn-sekreterare').get(`/consultations/${id}`));
    expect(state).toBe('on-agenda');
  });

  it('is refused before the day of the meeting', async () => {
    const { consultation, meeting, step } = given(service);
    const { id } = await consultation('approved');
    await meeting('2026-11-25');
    await step('tsn-sekreterare', id, 'schedule', { meetingDate: '2026-11-25' });
    const { status, body } = await post('tsn-sekreterare', id, 'decide', {
      outcome: 'as-proposed',
      section: '84',
    });
    expect(status).toBe(409);
    expect(body.reasons).toEqual([expect.objectContaining({ code: 'meeting-day-has-not-come' })]);
    const explained = await done(service.as('tsn-sekreterare').get(`/consultations/${id}?explain=actions`));
    expect(explained['availableActions']).not.toContain('decide');
    expect(explained['unavailableActions']).toContainEqual({
      action: 'decide',
      reasons: [expect.objectContaining({ code: 'meeting-day-has-not-come' })],
    });
  });

  it('can be put off and referred back, with section and reason kept', async () => {
    const { consultation, step, meeting } = given(service);
    const { id, ...before } = await consultation('on-agenda');
    await meeting('2026-12-02');
    const tabled = await step('tsn-sekreterare', id, 'table', { section: '80', meetingDate: '2026-12-02' });
    expect(tabled).toMatchObject({ state: 'on-agenda', meetingDate: '2026-12-02' });
    const referred = await step('tsn-sekreterare', id, 'refer-back', {
      reason: 'Utred kostnaderna',
      section: '81',
    });
    expect(referred).toMatchObject({
      state: 'drafting',
      returnedBecause: 'Utred kostnaderna',
      meetingDate: null,
    });
    await post('tsn-sekreterare', id, 'refer-back', {}).then(({ status }) => expect(status).toBe(422));
    const { body } = await service
      .as('tsn-sekreterare')
      .get(`/cases/${before['caseId']}/audit-trail?limit=100`)
      .expect(200);
    expect(body.items).toContainEqual(
      expect.objectContaining({
        verb: 'table',
        after: expect.objectContaining({ section: '80' }),
        summary: expect.stringContaining('bordlades (§ 80) till sammanträdet den 2 december 2026'),
      }),
    );
    expect(body.items).toContainEqual(
      expect.objectContaining({ verb: 'refer-back', reason: 'Utred kostnaderna' }),
    );
  });

  it('knows only meetings of the same body', async () => {
    const { consultation } = given(service);
    const { id } = await consultation('approved');
    const { status, body } = await post('tsn-sekreterare', id, 'schedule', { meetingDate: '2026-11-17' });
    expect({ status, pointer: body.errors[0].pointer }).toEqual({ status: 422, pointer: '/meetingDate' });
  });
});

describe('deciding by delegation', () => {
  const delegated = (route: string) => ({
    route,
    basis: 'Delegationsordningen 4.2',
    decidedOn: TODAY,
    decidedBy: 'Förvaltningschefen',
  });

  it('is an administration’s or an officer’s, and needs no minutes to be confirmed', async () => {
    for (const route of ['officer', 'administration']) {
      const { id } = await given(service).consultation('approved');
      const { body, status } = await post('tsn-chef', id, 'decide-by-delegation', delegated(route));
      expect({ status, state: body.state }).toEqual({ status: 200, state: 'confirmed' });
      expect(body.decision).toMatchObject({
        route,
        basis: 'Delegationsordningen 4.2',
        decidedBy: 'Förvaltningschefen',
        confirmedOn: null,
        reportAtNextMeeting: true,
      });
    }
  });

  it('is barred for an officer when the referral says so; the chair may decide when it is urgent (KL 6:39)', async () => {
    const { consultation } = given(service);
    const { id } = await consultation('approved', { delegationBarred: 'Principiell fråga' });
    const refused = await post('tsn-chef', id, 'decide-by-delegation', delegated('officer'));
    expect(refused.status).toBe(409);
    expect(refused.body.reasons).toEqual([
      expect.objectContaining({ code: 'delegation-barred-by-referral' }),
    ]);
    const { body } = await post('tsn-chef', id, 'decide-by-delegation', delegated('chair-urgent'));
    expect(body).toMatchObject({
      state: 'confirmed',
      decision: { route: 'chair-urgent', reportAtNextMeeting: true },
    });
  });

  it('is barred for an officer when the council asks or is sent it (KL 6:38), with the paragraph in the refusal', async () => {
    const { consultation, saveStatement, step, referralCase, sentReferral, consultationOf } = given(service);
    const { id } = await consultation('drafting');
    await saveStatement(id, { ...statement, recipients: [{ body: 'KF' }, { body: 'KS' }] });
    await step('tsn-handlaggare', id, 'submit');
    await step('tsn-chef', id, 'approve');
    const toCouncil = await post('tsn-chef', id, 'decide-by-delegation', delegated('officer'));
    expect(toCouncil.status).toBe(409);
    expect(toCouncil.body.reasons[0]).toMatchObject({
      code: 'delegation-barred-kl-6-38',
      detail: expect.stringContaining('6 kap. 38 §'),
    });

    const ofCouncil = await referralCase({ issuer: 'KF' });
    const referral = await sentReferral({}, ofCouncil.id);
    const asked = await consultationOf('tsn-registrator', referral);
    await step('tsn-registrator', asked.id, 'register');
    await step('tsn-chef', asked.id, 'assign', { officer: 'tsn-handlaggare' });
    await saveStatement(asked.id);
    await step('tsn-handlaggare', asked.id, 'submit');
    await step('tsn-chef', asked.id, 'approve');
    const asksCouncil = await post('tsn-chef', asked.id, 'decide-by-delegation', delegated('officer'));
    expect(asksCouncil.status).toBe(409);
    expect(asksCouncil.body.reasons[0].code).toBe('delegation-barred-kl-6-38');
  });

  it('cannot be made tomorrow', async () => {
    const { id } = await given(service).consultation('approved');
    const { status, body } = await post('tsn-chef', id, 'decide-by-delegation', {
      ...delegated('officer'),
      decidedOn: '2026-11-03',
    });
    expect({ status, error: body.errors[0] }).toMatchObject({
      status: 422,
      error: { pointer: '/decidedOn', code: 'in-the-future' },
    });
  });
});

describe('after the decision', () => {
  it('keeps the wording a correction replaces', async () => {
    const { consultation, step } = given(service);
    const { id } = await consultation('decided');
    const corrected = await step('tsn-sekreterare', id, 'correct', {
      reason: 'Fel paragraf',
      section: '85',
      clauses: [{ text: 'att tillstyrka' }],
    });
    expect(corrected['decision']).toMatchObject({
      section: '85',
      clauses: [{ text: 'att tillstyrka' }],
      statementVersion: 2,
    });
    const { body } = await service.as('tsn-sekreterare').get(`/consultations/${id}/corrections`).expect(200);
    expect(body.items).toEqual([
      expect.objectContaining({
        number: 1,
        reason: 'Fel paragraf',
        correctedBy: 'tsn-sekreterare',
        earlier: expect.objectContaining({ section: '84', clauses: statement.clauses }),
      }),
    ]);
    const empty = await post('tsn-sekreterare', id, 'correct', { reason: 'Ingenting' });
    expect({ status: empty.status, code: empty.body.errors[0].code }).toEqual({
      status: 422,
      code: 'nothing-corrected',
    });
  });

  it('takes reservations until the minutes are confirmed', async () => {
    const { consultation, step } = given(service);
    const { id } = await consultation('decided');
    const { body } = await service
      .as('tsn-sekreterare')
      .post(`/consultations/${id}/reservations`, { by: 'Bo Berg (M)', text: 'Avslag borde ha bifallits.' })
      .expect(201);
    expect(body).toEqual({
      number: 1,
      by: 'Bo Berg (M)',
      form: null,
      handInBy: null,
      text: 'Avslag borde ha bifallits.',
    });
    const list = await service.as('tsn-sekreterare').get(`/consultations/${id}/reservations`).expect(200);
    expect(list.body.items).toEqual([body]);
    await step('tsn-sekreterare', id, 'confirm', { confirmedOn: TODAY, immediate: true });
    const late = await service
      .as('tsn-sekreterare')
      .post(`/consultations/${id}/reservations`, { by: 'Bo Berg (M)' });
    expect({ status: late.status, type: late.body.type }).toEqual({
      status: 409,
      type: '/problems/transition-refused',
    });
  });

  it('warns when the minutes are confirmed after 14 days (KL 5:69), and refuses a day to come or before the meeting', async () => {
    const { consultation } = given(service);
    const { id } = await consultation('decided');
    const future = await post('tsn-sekreterare', id, 'confirm', { confirmedOn: '2026-11-03' });
    expect(future.body.errors[0]).toMatchObject({ pointer: '/confirmedOn', code: 'in-the-future' });
    const before = await post('tsn-sekreterare', id, 'confirm', { confirmedOn: '2026-11-01' });
    expect(before.body.errors[0]).toMatchObject({ pointer: '/confirmedOn', code: 'before-the-decision' });
    service.setNow('2026-11-20T10:00:00Z');
    const { body } = await post('tsn-sekreterare', id, 'confirm', { confirmedOn: '2026-11-17' });
    service.setNow(NOW);
    expect(body).toMatchObject({
      state: 'confirmed',
      decision: { confirmedOn: '2026-11-17', confirmedImmediately: false },
    });
    expect(body.warnings).toEqual([expect.objectContaining({ code: 'minutes-confirmed-late' })]);
  });
});
