import pg from 'pg';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { done, given, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';

const service = sharedService({ ROLE: 'api' });
/** A calendar of its own for each test. */
beforeEach(() => service.reset());

const LATER = '2026-12-02';
const as = (persona: string) => service.as(persona);
const add = (body: object) => as('tsn-sekreterare').post('/bodies/TSN/meetings', body);
const agendaOf = (id: string, persona = 'tsn-sekreterare') =>
  done(as(persona).get(`/bodies/TSN/meetings/${id}`));
const idsOf = (matters: Answer[]) => matters.map((matter) => matter['consultationId'] as string);

describe('a meeting', () => {
  it('is of the board or a named committee, at a time and a place, and one of several that day', async () => {
    const board = await done(add({ date: TODAY, time: '13:00', place: 'Björken' }), 201);
    const committee = await done(add({ date: TODAY, organ: 'Arbetsutskottet', time: '09:00' }), 201);
    const same = await add({ date: TODAY, organ: 'Arbetsutskottet', time: '09:00' }).expect(409);
    expect(same.body.reasons[0].code).toBe('meeting-exists');
    await add({ date: TODAY, time: '25:00' }).expect(422);

    const { items } = await done(as('sn-lasare').get('/bodies/TSN/meetings'));
    expect(items).toMatchObject([
      { id: committee.id, organ: 'Arbetsutskottet', time: '09:00', place: null },
      { id: board.id, organ: null, time: '13:00', place: 'Björken' },
    ]);
    const first = await done(as('sn-lasare').get('/bodies/TSN/meetings?limit=1'));
    const next = await done(
      as('sn-lasare').get(`/bodies/TSN/meetings?limit=1&cursor=${first['nextCursor']}`),
    );
    expect(next['items']).toMatchObject([{ id: board.id }]);

    expect(await agendaOf(TODAY)).toMatchObject({ id: board.id });
    const moved = await done(
      as('tsn-sekreterare').patch(
        `/bodies/TSN/meetings/${committee.id}`,
        { place: 'Granen' },
        { ifMatch: committee.version },
      ),
    );
    expect(moved).toMatchObject({ id: committee.id, place: 'Granen', time: '09:00' });
  });

  it('is named by its id where the day has several of the board', async () => {
    const morning = await done(add({ date: TODAY, time: '09:00' }), 201);
    await done(add({ date: TODAY, time: '13:00' }), 201);
    const { body } = await as('tsn-sekreterare').get(`/bodies/TSN/meetings/${TODAY}`).expect(409);
    expect(body.reasons[0].code).toBe('several-meetings');

    const { id, version } = await given(service).consultation('approved');
    const schedule = (meeting: object) =>
      as('tsn-sekreterare').post(`/consultations/${id}/schedule`, meeting, { ifMatch: version });
    const unclear = await schedule({ meetingDate: TODAY }).expect(422);
    expect(unclear.body.errors[0]).toMatchObject({ pointer: '/meetingDate', code: 'several-meetings' });
    const unsaid = await schedule({}).expect(422);
    expect(unsaid.body.errors[0]).toMatchObject({ pointer: '/meetingId', code: 'meeting-required' });
    expect(await done(schedule({ meetingId: morning.id }))).toMatchObject({
      meetingId: morning.id,
      meetingDate: TODAY,
    });
  });

  it('of a committee is not one that the board can be counted on to decide at', async () => {
    await done(add({ date: '2026-11-25', organ: 'Arbetsutskottet' }), 201);
    const { id } = await given(service).consultation('registered');
    const before = await done(as('tsn-chef').get(`/consultations/${id}/plan`));
    expect(before).toMatchObject({ meetingDate: null, unplanned: 'no-calendar' });
    await done(add({ date: '2026-11-25' }), 201);
    const after = await done(as('tsn-chef').get(`/consultations/${id}/plan`));
    expect(after).toMatchObject({ meetingDate: '2026-11-25' });
  });
});

describe('a meeting at which something is decided', () => {
  it('stays what it was, whoever sees the decision', async () => {
    const { consultation, step } = given(service);
    const { id } = await consultation('decided');
    const move = async (to: object) => {
      const { version } = await agendaOf(TODAY);
      return as('tsn-sekreterare').patch(`/bodies/TSN/meetings/${TODAY}`, to, { ifMatch: version });
    };
    const refused = async (to: object) => ((await move(to)).body.reasons as Answer[]).map(({ code }) => code);
    expect(await refused({ date: '2026-11-01' })).toEqual(['meeting-has-decided']);
    expect(await refused({ organ: 'Arbetsutskottet' })).toEqual(['meeting-has-decided']);
    expect((await move({ organ: null, place: 'Granen' })).status).toBe(200);
    await step('tsn-registrator', id, 'mark-confidential', {
      provision: 'OSL 26:1',
      of: 'consultation',
      seenBy: [{ body: 'TSN', role: 'registrar' }],
    });
    expect(await refused({ date: '2026-11-01' })).toEqual(['meeting-has-decided']);
  });

  it('has been, also when it is moved at that very moment', async () => {
    const { id, version } = await given(service).consultation('on-agenda');
    const [owner, onlooker] = [1, 2].map(() => new pg.Client({ connectionString: service.databaseUrl }));
    await Promise.all([owner!.connect(), onlooker!.connect()]);
    try {
      await owner!.query('BEGIN');
      await owner!.query('UPDATE meetings SET meets_on = $1', [LATER]);
      const decided = as('tsn-sekreterare')
        .post(`/consultations/${id}/decide`, { outcome: 'as-proposed', section: '84' }, { ifMatch: version })
        .then((answer) => answer);
      const waits = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ 'FROM meetings'";
      await until(
        async () => (await onlooker!.query(waits)).rowCount,
        (rows) => rows === 1,
        10_000,
      );
      await owner!.query('COMMIT');
      const { status, body } = await decided;
      expect([status, body.reasons]).toMatchObject([409, [{ code: 'meeting-day-has-not-come' }]]);
    } finally {
      await Promise.all([owner!.end(), onlooker!.end()]);
    }
  });
});

describe('an agenda', () => {
  it('tells of each matter its state, number, title, officer, clauses and what stands in the way', async () => {
    const { consultation } = given(service);
    const on = await consultation('on-agenda');
    const meeting = await agendaOf(TODAY);
    expect(meeting['matters']).toMatchObject([
      {
        consultationId: on.id,
        state: 'on-agenda',
        ownCaseNumber: on['ownCaseNumber'],
        title: on['title'],
        officer: 'tsn-handlaggare',
        officerName: expect.any(String),
        clauses: [{ text: expect.stringContaining('tillstyrka') }, {}],
        hindrances: [],
        plan: { meetingDate: TODAY },
        section: null,
      },
    ]);
    await done(add({ date: '2026-11-18' }), 201);
    const drafting = await consultation('registered', { replyBy: '2026-12-01' });
    const { awaited } = await agendaOf('2026-11-18');
    expect(awaited).toMatchObject([
      {
        consultationId: drafting.id,
        hindrances: expect.arrayContaining([expect.objectContaining({ code: 'statement-has-no-clause' })]),
      },
    ]);

    expect(await agendaOf(TODAY, 'tsn-lasare')).toMatchObject({ matters: null, awaited: null });
    expect(await agendaOf(TODAY, 'ks-registrator')).toMatchObject({ matters: null, awaited: null });
  });

  it('is put in order by the secretary, all of it or nothing', async () => {
    const { consultation } = given(service);
    const [a, b, c] = [
      await consultation('on-agenda'),
      await consultation('on-agenda'),
      await consultation('on-agenda'),
    ];
    const { version, id, matters } = await agendaOf(TODAY);
    expect(idsOf(matters).toSorted()).toEqual([a.id, b.id, c.id].toSorted());
    const order = (persona: string, consultations: string[], ifMatch = version) =>
      as(persona).put(`/bodies/TSN/meetings/${id}/agenda`, { consultations }, { ifMatch });

    const wanted = [c.id, a.id, b.id];
    expect(idsOf((await done(order('tsn-sekreterare', wanted)))['matters'])).toEqual(wanted);
    await order('tsn-sekreterare', wanted).expect(412);
    const partly = await order('tsn-sekreterare', [a.id, b.id], version + 1).expect(422);
    expect(partly.body.errors[0]).toMatchObject({ pointer: '/consultations', code: 'not-the-agenda' });
    await order('tsn-registrator', wanted, version + 1).expect(403);
    const later = await consultation('on-agenda');
    expect(idsOf((await agendaOf(id))['matters'])).toEqual([...wanted, later.id]);
  });

  it('keeps the place of what the secretary does not see, and shows nothing of what is confidential', async () => {
    const { consultation } = given(service);
    const [a, kept, b] = [
      await consultation('on-agenda'),
      await consultation('on-agenda'),
      await consultation('on-agenda'),
    ];
    const { id, version } = await agendaOf(TODAY);
    const order = (consultations: string[], ifMatch: number) =>
      done(as('tsn-sekreterare').put(`/bodies/TSN/meetings/${id}/agenda`, { consultations }, { ifMatch }));
    await order([a.id, kept.id, b.id], version);
    const mark = async (matter: Answer, seenBy: object[]) =>
      done(
        as('tsn-registrator').post(
          `/consultations/${matter.id}/mark-confidential`,
          { provision: 'OSL 26:1', of: 'consultation', seenBy },
          { ifMatch: matter.version },
        ),
      );
    await mark(kept, [{ body: 'TSN', role: 'registrar' }]);
    await mark(b, [{ body: 'TSN' }]);

    const { matters } = await order([b.id, a.id], version + 1);
    expect(matters).toMatchObject([
      { consultationId: b.id, confidential: true, title: null, clauses: [] },
      { consultationId: a.id, confidential: false, title: a['title'] },
    ]);
    const rows: { agenda: string[] }[] = await service.database.query(
      'SELECT agenda FROM meetings WHERE id = $1',
      [id],
    );
    expect(rows).toEqual([{ agenda: [b.id, kept.id, a.id] }]);
  });

  it('has a place for what the secretary does not see from the first order on, and none for what has left', async () => {
    const { consultation, step } = given(service);
    const [kept, a, b] = [
      await consultation('on-agenda'),
      await consultation('on-agenda'),
      await consultation('on-agenda'),
    ];
    await step('tsn-registrator', kept.id, 'mark-confidential', {
      provision: 'OSL 26:1',
      of: 'consultation',
      seenBy: [{ body: 'TSN', role: 'registrar' }],
    });
    const order = async (...consultations: string[]) => {
      const { id, version } = await agendaOf(TODAY);
      await done(
        as('tsn-sekreterare').put(
          `/bodies/TSN/meetings/${id}/agenda`,
          { consultations },
          { ifMatch: version },
        ),
      );
      return idsOf((await agendaOf(TODAY, 'tsn-registrator'))['matters']);
    };
    expect(await order(b.id, a.id)).toEqual([kept.id, b.id, a.id]);
    await step('tsn-sekreterare', b.id, 'unschedule');
    expect(await order(a.id)).toEqual([kept.id, a.id]);
    await step('tsn-sekreterare', b.id, 'schedule', { meetingDate: TODAY });
    expect(idsOf((await agendaOf(TODAY))['matters'])).toEqual([a.id, b.id]);
  });

  it.each(['withdraw', 'close', 'recall'])('loses a matter with %s', async (verb) => {
    const { consultation, settle, step } = given(service);
    const { id, referralId } = await consultation('on-agenda');
    const referral = await done(as('ks-registrator').get(`/referrals/${referralId}`));
    if (verb === 'recall') await step('ks-registrator', id, 'recall', { reason: 'Fel instans' });
    else await settle(referral, verb as 'close');
    expect((await agendaOf(TODAY))['matters']).toEqual([]);
    await as('tsn-sekreterare')
      .delete(`/bodies/TSN/meetings/${TODAY}`, { ifMatch: (await agendaOf(TODAY)).version })
      .expect(204);
  });

  it('is what a list of consultations is filtered and sorted by', async () => {
    const { consultation, step, meeting } = given(service);
    await meeting(LATER);
    const second = await consultation('approved', { replyBy: '2026-12-10' });
    await step('tsn-sekreterare', second.id, 'schedule', { meetingDate: LATER });
    const first = await consultation('on-agenda', { replyBy: '2026-12-15' });
    await consultation('approved');
    const { id } = await agendaOf(LATER);
    const list = async (query: string, persona = 'tsn-sekreterare') =>
      ((await done(as(persona).get(`/consultations?${query}`)))['items'] as Answer[]).map((row) => row.id);

    expect(await list(`meeting=${id}`)).toEqual([second.id]);
    expect(await list(`meeting=${id}&q=hållbarhet`)).toEqual([second.id]);
    expect(await list(`meeting=${id}&q=elefant`)).toEqual([]);
    expect(await list(`meeting=${id}&state=decided`)).toEqual([]);
    expect(await list(`meeting=${id}`, 'ks-registrator')).toEqual([]);
    expect(await list('sort=meeting')).toEqual([first.id, second.id]);
    expect(await list('sort=-meeting')).toEqual([second.id, first.id]);
    const page = await done(as('tsn-sekreterare').get('/consultations?sort=meeting&limit=1&count=true'));
    expect(page).toMatchObject({ total: 2 });
    expect(await list(`sort=meeting&limit=1&cursor=${page['nextCursor']}`)).toEqual([second.id]);
  });
});

describe('a matter that a meeting puts off', () => {
  it('is on the agenda of the next meeting when that is given, with day, section and reason on it', async () => {
    const { consultation, step, meeting } = given(service);
    const { id } = await consultation('on-agenda');
    await meeting(LATER);
    const same = await as('tsn-sekreterare').post(
      `/consultations/${id}/table`,
      { section: '80', meetingDate: TODAY },
      { ifMatch: (await done(as('tsn-sekreterare').get(`/consultations/${id}`))).version },
    );
    expect(same.body.errors[0]).toMatchObject({ code: 'same-meeting' });
    const tabled = await step('tsn-sekreterare', id, 'table', {
      section: '80',
      reason: 'Skolorna ska höras först',
      meetingDate: LATER,
    });
    const postponement = {
      how: 'tabled',
      meetingDate: TODAY,
      organ: null,
      section: '80',
      reason: 'Skolorna ska höras först',
      nextMeetingDate: LATER,
    };
    expect(tabled).toMatchObject({
      state: 'on-agenda',
      meetingDate: LATER,
      postponements: [postponement],
    });
    expect((await agendaOf(TODAY))['matters']).toEqual([]);
    expect((await agendaOf(LATER))['matters']).toMatchObject([
      { consultationId: id, postponements: [postponement] },
    ]);
    for (const persona of ['tsn-handlaggare', 'tsn-chef'])
      expect(await done(as(persona).get(`/consultations/${id}`))).toMatchObject({
        postponements: [postponement],
      });
    for (const persona of ['ks-registrator', 'tsn-lasare'])
      expect((await done(as(persona).get(`/consultations/${id}`)))['postponements'] ?? []).toEqual([]);

    await step('tsn-sekreterare', id, 'refer-back', { reason: 'Utred kostnaderna', section: '91' });
    const referred = await done(as('tsn-chef').get(`/consultations/${id}`));
    expect(referred).toMatchObject({
      state: 'drafting',
      meetingId: null,
      postponements: [{}, { how: 'referred-back', meetingDate: LATER, section: '91', nextMeetingDate: null }],
    });
  });

  it('waits without a meeting when none is given, and warns of a changed text until it is referred back', async () => {
    const { consultation, step, saveStatement, meeting } = given(service);
    const { id } = await consultation('on-agenda');
    const tabled = await step('tsn-sekreterare', id, 'table', { section: '80' });
    expect(tabled).toMatchObject({ state: 'approved', meetingDate: null });
    const warning = expect.objectContaining({ code: 'tabled-matter-changed' });
    const returned = await step('tsn-chef', id, 'return', { comment: 'Ändra en siffra' });
    expect(returned['warnings']).toContainEqual(warning);
    expect((await saveStatement(id))['warnings']).toContainEqual(warning);

    await step('tsn-handlaggare', id, 'submit');
    await step('tsn-chef', id, 'approve');
    await meeting(LATER);
    await step('tsn-sekreterare', id, 'schedule', { meetingDate: LATER });
    await step('tsn-sekreterare', id, 'refer-back', { reason: 'Utred kostnaderna' });
    expect((await saveStatement(id))['warnings']).toBeUndefined();
  });
});
