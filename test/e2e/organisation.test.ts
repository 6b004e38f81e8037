import { afterEach, describe, expect, it } from '@jest/globals';
import supertest, { type Test } from 'supertest';
import { DEFAULT_LEAD_TIMES } from '../../src/rules/planning.js';
import { done, errorsOf, given, reasonsOf, TODAY, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();
afterEach(() => service.reset());

const as = (persona: string) => service.as(persona);

/** The one who presses first wins; the others are told why not. */
async function oneOfEight(press: () => Test, won: number, lost: number) {
  const answers = await Promise.all(Array.from({ length: 8 }, press));
  expect(answers.map(({ status }) => status).sort()).toEqual([won, ...Array.from({ length: 7 }, () => lost)]);
}

const events = (objectType: string): Promise<object[]> =>
  service.database.query(
    'SELECT actor, verb, reason, before, after FROM audit_events WHERE object_type = $1 ORDER BY id',
    [objectType],
  );

describe('bodies', () => {
  it('are listed for everyone in Swedish order, by kind and part of the name, page by page', async () => {
    const names = async (query: string) =>
      ((await done(as('tsn-lasare').get(`/bodies?${query}`)))['items'] as Answer[]).map(({ code }) => code);
    expect(await names('')).toEqual(['AMN', 'BIN', 'KF', 'KS', 'KFN', 'SBN', 'SN', 'TSN']);
    expect(await names('kind=council')).toEqual(['KF']);
    expect(await names('q=TEKNISKA')).toEqual(['TSN']);
    const first = await done(as('tsn-lasare').get('/bodies?limit=6&count=true'));
    expect(first['total']).toBe(8);
    expect(await names(`limit=6&cursor=${first['nextCursor']}`)).toEqual(['SN', 'TSN']);
    expect(await errorsOf(as('tsn-lasare').get('/bodies?kind=kommun'))).toEqual([['/kind', 'choice']]);
  });

  it('are read by code, with an ETag', async () => {
    const { body, headers } = await as('tsn-lasare').get('/bodies/KF').expect(200);
    expect(body).toEqual({
      code: 'KF',
      name: 'Kommunfullmäktige',
      kind: 'council',
      partOf: null,
      registerKeptBy: 'KS',
      caseNumberTemplate: '{body} {year}/{n}',
      caseNumberSeries: null,
      email: null,
      noticeEmails: [],
      leadTimes: DEFAULT_LEAD_TIMES,
      fourEyes: true,
      reportedRoutes: ['committee', 'officer', 'administration'],
      active: true,
      from: null,
      to: null,
      successor: null,
      endRefusedOn: null,
      earlierNames: [],
      version: 1,
    });
    expect(headers['etag']).toBe('"1"');
    await as('tsn-lasare').get('/bodies/XX').expect(404);
    await as('tsn-lasare').get('/bodies/kf').expect(404);
  });

  it('are added by the administrator, with an audit event', async () => {
    const fields = {
      code: 'MHN',
      name: 'Miljö- och hälsoskyddsnämnden',
      kind: 'board',
      caseNumberTemplate: '{n:4}/{yy}',
      email: 'mhn@kommun.example',
    };
    await as('ks-registrator').post('/bodies', fields).expect(403);
    const { body, headers } = await as('admin')
      .post('/bodies', { ...fields, reason: 'Ny nämnd' })
      .expect(201);
    expect(body).toMatchObject({ ...fields, active: true, registerKeptBy: null, partOf: null, version: 1 });
    expect(headers['location']).toBe('/yttra/v1/bodies/MHN');
    expect(await events('body')).toMatchObject([{ actor: 'admin', verb: 'add', reason: 'Ny nämnd' }]);
    expect(await reasonsOf(as('admin').post('/bodies', fields))).toEqual(['body-code-taken']);
    await oneOfEight(() => as('admin').post('/bodies', { ...fields, code: 'GVN' }), 201, 409);
  });

  it.each([
    [{}, '/code', 'required'],
    [{ code: 'xn' }, '/code', 'body-code'],
    [{ name: '' }, '/name', 'text'],
    [{ name: null }, '/name', 'text'],
    [{ kind: 'nämnd' }, '/kind', 'choice'],
    [{ email: 'a@b.se\r\nBcc: c@d.se' }, '/email', 'email'],
    [{ caseNumberTemplate: '{body} {year}' }, '/caseNumberTemplate', 'case-number-template'],
    [{ caseNumberTemplate: null }, '/caseNumberTemplate', 'text'],
    [{ registerKeptBy: 'ZZ' }, '/registerKeptBy', 'unknown-body'],
    [{ registerKeptBy: 'XN' }, '/registerKeptBy', 'same-body'],
    [{ registerKeptBy: 'KF' }, '/registerKeptBy', 'register-kept-elsewhere'],
    [{ partOf: 'ZZ' }, '/partOf', 'unknown-body'],
    [{ active: null }, '/active', 'boolean'],
    [{ version: 7 }, '/version', 'unknown-field'],
  ])('are refused with 422 for %j', async (wrong, pointer, code) => {
    const fields = Object.keys(wrong).length === 0 ? {} : { code: 'XN', name: 'X', kind: 'board', ...wrong };
    expect(await errorsOf(as('admin').post('/bodies', fields))).toContainEqual([pointer, code]);
  });

  it('are changed by the administrator, of the version that was read', async () => {
    const { version } = await done(as('admin').get('/bodies/SBN'));
    const change = { name: 'Stadsbyggnadsnämnden', email: 'sbn@kommun.example' };
    await as('sbn-sekreterare').patch('/bodies/SBN', change, { ifMatch: version }).expect(403);
    await as('admin').patch('/bodies/XX', change, { ifMatch: version }).expect(404);
    await as('admin').patch('/bodies/SBN', change).expect(428);
    await as('admin')
      .patch('/bodies/SBN', change, { ifMatch: version + 1 })
      .expect(412);

    const changed = await done(as('admin').patch('/bodies/SBN', change, { ifMatch: version }));
    expect(changed).toMatchObject({ ...change, kind: 'board', version: version + 1 });
    expect(await events('body')).toMatchObject([
      { verb: 'edit', before: { name: 'Samhällsbyggnadsnämnden', email: null }, after: change },
    ]);
    const cleared = await done(as('admin').patch('/bodies/SBN', { email: null }, { ifMatch: version + 1 }));
    expect(cleared['email']).toBeNull();
    let sent = 0;
    await oneOfEight(
      () => as('admin').patch('/bodies/SBN', { email: `${sent++}@kommun.example` }, { ifMatch: version + 2 }),
      200,
      412,
    );
  });

  it.each([{ name: null }, { kind: null }, { caseNumberTemplate: null }, { active: null }])(
    'are never left with %j',
    async (nothing) => {
      await as('admin').patch('/bodies/SBN', nothing, { ifMatch: '*' }).expect(422);
    },
  );
});

describe('a meeting calendar', () => {
  const add = (date: string, more: object = {}) =>
    as('tsn-sekreterare').post('/bodies/TSN/meetings', { date, ...more });

  it("is kept by the body's secretary or administrator, with an audit event", async () => {
    const { body, headers } = await add('2026-11-25', { agendaClosesOn: '2026-11-11' }).expect(201);
    expect(body).toEqual({
      id: expect.any(String),
      body: 'TSN',
      date: '2026-11-25',
      organ: null,
      time: null,
      place: null,
      agendaClosesOn: '2026-11-11',
      version: 1,
    });
    expect(headers['location']).toBe(`/yttra/v1/bodies/TSN/meetings/${body.id}`);
    expect((await as('bin-lasare').get(headers['location']!).expect(200)).body).toEqual({
      ...body,
      matters: null,
      awaited: null,
    });
    expect(await events('meeting')).toMatchObject([{ actor: 'tsn-sekreterare', verb: 'add' }]);

    await as('admin').post('/bodies/KS/meetings', { date: '2026-12-02' }).expect(201);
    await as('admin').post('/bodies/TSN/meetings', { date: '2026-12-02' }).expect(403);
    await as('tsn-registrator').post('/bodies/TSN/meetings', { date: '2026-12-09' }).expect(403);
    await as('bin-sekreterare').post('/bodies/TSN/meetings', { date: '2026-12-09' }).expect(403);
    await as('admin').post('/bodies/XX/meetings', { date: '2026-12-09' }).expect(404);
  });

  it('has one meeting a day, whose agenda closes before it', async () => {
    expect(await errorsOf(add('2026-02-30'))).toEqual([['/date', 'date']]);
    expect(await errorsOf(add('2026-11-25', { agendaClosesOn: '2026-11-26' }))).toEqual([
      ['/agendaClosesOn', 'after-the-meeting'],
    ]);
    await oneOfEight(() => add('2026-11-25'), 201, 409);
    expect(await reasonsOf(add('2026-11-25'))).toEqual(['meeting-exists']);
  });

  it('is listed for everyone, earliest first, between two days', async () => {
    for (const date of ['2026-12-16', '2026-11-25', '2027-01-27']) await add(date).expect(201);
    const dates = async (query: string) =>
      ((await done(as('sn-lasare').get(`/bodies/TSN/meetings?${query}`)))['items'] as Answer[]).map(
        ({ date }) => date as string,
      );
    expect(await dates('')).toEqual(['2026-11-25', '2026-12-16', '2027-01-27']);
    expect(await dates('from=2026-11-26&to=2026-12-16')).toEqual(['2026-12-16']);
    const first = await done(as('sn-lasare').get('/bodies/TSN/meetings?limit=2&count=true'));
    expect(first['total']).toBe(3);
    expect(await dates(`limit=2&cursor=${first['nextCursor']}`)).toEqual(['2027-01-27']);
    await as('sn-lasare').get('/bodies/XX/meetings').expect(404);
  });

  it('moves a meeting with what is on its agenda', async () => {
    const { consultation } = given(service);
    const { id } = await consultation('on-agenda');
    const path = `/bodies/TSN/meetings/${TODAY}`;
    await add('2026-11-26').expect(201);
    const move = (to: object, ifMatch?: number) =>
      as('tsn-sekreterare').patch(path, to, ifMatch === undefined ? {} : { ifMatch });

    await as('tsn-registrator').patch(path, { date: '2026-11-25' }, { ifMatch: 1 }).expect(403);
    await as('tsn-sekreterare')
      .patch('/bodies/TSN/meetings/2026-11-03', { date: '2026-11-25' }, { ifMatch: 1 })
      .expect(404);
    await move({ date: '2026-11-25' }).expect(428);
    await move({ date: '2026-11-25' }, 9).expect(412);
    await move({ date: null }, 1).expect(422);
    expect(await reasonsOf(move({ date: '2026-11-26' }, 1))).toEqual(['meeting-exists']);
    expect(await done(move({ date: '2026-11-25', reason: 'Krock' }, 1))).toMatchObject({
      date: '2026-11-25',
      version: 2,
    });

    const moved = await done(as('tsn-sekreterare').get(`/consultations/${id}`));
    expect(moved).toMatchObject({ state: 'on-agenda', meetingDate: '2026-11-25' });
    expect((await events('meeting')).at(-1)).toMatchObject({
      verb: 'move',
      reason: 'Krock',
      before: { meetsOn: TODAY },
      after: { meetsOn: '2026-11-25' },
    });
  });

  it('does not move a meeting that has decided', async () => {
    await given(service).consultation('decided');
    const move = as('tsn-sekreterare').patch(
      `/bodies/TSN/meetings/${TODAY}`,
      { date: '2026-11-25' },
      { ifMatch: 1 },
    );
    expect(await reasonsOf(move)).toEqual(['meeting-has-decided']);
  });

  it('cancels a meeting only while nothing is on its agenda', async () => {
    const { consultation, step } = given(service);
    const { id } = await consultation('on-agenda');
    const path = `/bodies/TSN/meetings/${TODAY}`;
    const cancel = () => as('tsn-sekreterare').delete(path, { ifMatch: 1 });
    await as('tsn-registrator').delete(path, { ifMatch: 1 }).expect(403);
    await as('tsn-sekreterare').delete(path).expect(428);
    expect(await reasonsOf(cancel())).toEqual(['meeting-has-an-agenda']);

    await step('tsn-sekreterare', id, 'unschedule');
    await cancel().expect(204);
    await cancel().expect(404);
    expect((await events('meeting')).at(-1)).toMatchObject({ verb: 'cancel', before: { meetsOn: TODAY } });
  });
});

describe('people', () => {
  const anna = { username: 'anna.andersson', name: 'Anna Andersson', email: 'anna@kommun.example' };
  const inSn = '/bodies/SN/people';

  it('are added to a body by the administrator, with their roles and an audit event', async () => {
    await as('sn-chef')
      .post(inSn, { ...anna, roles: ['officer'] })
      .expect(403);
    const { body, headers } = await as('admin')
      .post(inSn, { ...anna, roles: ['officer', 'reader'] })
      .expect(201);
    expect(body).toMatchObject({ username: anna.username, name: anna.name, roles: ['officer', 'reader'] });
    expect(headers['location']).toBe(`/yttra/v1${inSn}/anna.andersson`);
    expect(await events('person')).toMatchObject([
      { actor: 'admin', verb: 'add' },
      { verb: 'set-roles', before: { roles: [] }, after: { roles: ['officer', 'reader'] } },
    ]);
    const again = as('admin').post(inSn, { ...anna, roles: ['manager'] });
    expect(await reasonsOf(again)).toEqual(['person-in-body']);

    const elsewhere = await done(as('admin').post('/bodies/BIN/people', { ...anna, roles: ['reader'] }));
    expect(elsewhere['roles']).toEqual(['reader']);
    expect((await done(as('admin').get(`${inSn}/anna.andersson`)))['roles']).toEqual(['officer', 'reader']);
    await oneOfEight(
      () => as('admin').post(inSn, { username: 'bo', name: 'Bo', roles: ['officer'] }),
      201,
      409,
    );
  });

  it('are refused with 422 for what they cannot be', async () => {
    const wrong = { username: 'Anna A', name: ' ', email: 'anna', roles: ['kung'] };
    expect((await errorsOf(as('admin').post(inSn, wrong))).sort()).toEqual([
      ['/email', 'email'],
      ['/name', 'text'],
      ['/roles', 'choice'],
      ['/username', 'username'],
    ]);
  });

  it('are listed for their own body, in Swedish order; the administrator sees all, with addresses', async () => {
    const { items } = (await as('kfn-lasare').get('/bodies/KFN/people').expect(200)).body;
    expect(items.map(({ username, roles }: Answer) => [username, roles])).toEqual([
      ['kfn-lasare', ['reader']],
      ['kfn-chef', ['manager']],
      ['kfn-handlaggare', ['officer']],
      ['kfn-sekreterare', ['secretary']],
      ['kfn-registrator', ['registrar']],
    ]);
    expect(items[0]).not.toHaveProperty('email');
    await as('bin-registrator').get('/bodies/KFN/people').expect(403);
    await as('bin-registrator').get('/bodies/KFN/people/kfn-chef').expect(403);
    await as('admin').get('/bodies/XX/people').expect(404);
    const all = await done(as('admin').get('/bodies/KFN/people?limit=2&count=true'));
    expect(all).toMatchObject({ total: 5, items: [{ email: null }, { email: null }] });
    const next = await done(as('admin').get(`/bodies/KFN/people?limit=2&cursor=${all['nextCursor']}`));
    expect(next['items'].map(({ username }: Answer) => username)).toEqual([
      'kfn-handlaggare',
      'kfn-sekreterare',
    ]);
  });

  it('have their roles set in one body; those in another stay', async () => {
    const path = '/bodies/SN/people/amn-lasare';
    const { version } = await done(as('admin').get('/bodies/AMN/people/amn-lasare'));
    const roles = { roles: ['registrar'] };
    await as('amn-lasare').put(path, roles, { ifMatch: version }).expect(403);
    await as('admin').put('/bodies/SN/people/ingen', roles, { ifMatch: version }).expect(404);
    await as('admin').put(path, roles).expect(428);
    await as('admin')
      .put(path, roles, { ifMatch: version + 1 })
      .expect(412);

    await done(as('admin').put(path, roles, { ifMatch: version }));
    expect((await done(as('amn-lasare').get('/me')))['roles']).toEqual([
      { body: 'AMN', bodyName: 'Arbetsmarknadsnämnden', role: 'reader' },
      { body: 'SN', bodyName: 'Socialnämnden', role: 'registrar' },
    ]);
    await as('amn-lasare').post('/cases', { title: 'Ärende', issuer: 'SN' }).expect(201);

    await done(as('admin').put(path, { roles: [] }, { ifMatch: version + 1 }));
    await as('amn-lasare').post('/cases', { title: 'Ärende', issuer: 'SN' }).expect(403);
    expect((await done(as('amn-lasare').get('/me')))['roles']).toHaveLength(1);
    await oneOfEight(() => as('admin').put(path, { roles: [] }, { ifMatch: version + 2 }), 200, 412);
  });

  it('are not to be found out by trying: without the right, a known and an unknown person are refused alike', async () => {
    for (const username of ['amn-chef', 'ingen']) {
      const who = as('sn-registrator');
      const roles = { roles: ['registrar'] };
      await who.put(`/bodies/SN/people/${username}`, roles, { ifMatch: '*' }).expect(403);
      await who.patch(`/people/${username}`, { name: 'Annat namn' }, { ifMatch: '*' }).expect(403);
      const toSn = { from: 'AMN', to: 'SN', roles: ['reader'] };
      await who.post(`/people/${username}/move`, toSn, { ifMatch: '*' }).expect(403);
    }
  });

  it('sign in no more once they have left', async () => {
    const { version } = await done(as('admin').get('/bodies/AMN/people/amn-chef'));
    const edit = (body: object, ifMatch: number) => as('admin').patch('/people/amn-chef', body, { ifMatch });
    await as('amn-chef').patch('/people/amn-chef', { name: 'Chefen' }, { ifMatch: version }).expect(403);
    await edit({ name: null }, version).expect(422);
    await edit({ active: null }, version).expect(422);
    await as('admin').patch('/people/ingen', { name: 'X' }, { ifMatch: 1 }).expect(404);
    expect(await done(edit({ active: false, email: 'chef@kommun.example' }, version))).toMatchObject({
      active: false,
      email: 'chef@kommun.example',
    });
    await as('amn-chef').get('/me').expect(401);
    await done(edit({ active: true }, version + 1));
    await as('amn-chef').get('/me').expect(200);
  });

  it('leave their open matters visible and their feeds empty-handed, and are assigned nothing more', async () => {
    const { consultation, step } = given(service);
    const { id } = await consultation('drafting');
    const feed = await done(as('tsn-handlaggare').post('/calendar-feeds', {}), 201);
    const address = new URL(feed['address'] as string).pathname;
    const fetched = async () => (await supertest(service.base).get(address)).status;
    const edit = (active: boolean) =>
      done(as('admin').patch('/people/tsn-handlaggare', { active }, { ifMatch: '*' }));
    expect(await fetched()).toBe(200);

    await edit(false);
    await as('tsn-handlaggare').get(`/consultations/${id}`).expect(401);
    expect(await fetched()).toBe(404);
    const open = await done(as('tsn-chef').get('/consultations?officer=tsn-handlaggare'));
    expect((open['items'] as Answer[]).map((row) => row.id)).toEqual([id]);
    const { version } = await done(as('tsn-chef').get(`/consultations/${id}`));
    const assign = as('tsn-chef').post(
      `/consultations/${id}/assign`,
      { officer: 'tsn-handlaggare' },
      { ifMatch: version },
    );
    expect(await errorsOf(assign)).toEqual([['/officer', 'not-an-officer']]);

    await edit(true);
    expect(await fetched()).toBe(200);
    await step('tsn-handlaggare', id, 'submit');
  });

  it('move from one body to another in one request, and their rights with them', async () => {
    const { id } = await given(service).consultation('sent');
    const move = (body: object, ifMatch: number | string = '*', persona = 'admin') =>
      as(persona).post('/people/tsn-registrator/move', body, { ifMatch });
    const toBin = { from: 'TSN', to: 'BIN', roles: ['registrar', 'officer'], reason: 'Ny tjänst' };
    await move(toBin, '*', 'tsn-chef').expect(403);
    await move(toBin, 99).expect(412);
    await as('admin').post('/people/tsn-registrator/move', toBin).expect(428);
    await as('admin').post('/people/ingen/move', toBin, { ifMatch: '*' }).expect(404);
    expect(await errorsOf(move({ ...toBin, to: 'TSN' }))).toEqual([['/to', 'same-body']]);
    expect(await errorsOf(move({ ...toBin, to: 'ZZ' }))).toEqual([['/to', 'unknown-body']]);
    expect(await errorsOf(move({ ...toBin, roles: [] }))).toEqual([['/roles', 'list-length']]);
    expect(await reasonsOf(move({ ...toBin, from: 'SN' }))).toEqual(['person-not-in-body']);
    await as('tsn-registrator').get(`/consultations/${id}`).expect(200);

    expect(await done(move(toBin))).toMatchObject({ roles: ['officer', 'registrar'] });
    await as('tsn-registrator').get(`/consultations/${id}`).expect(404);
    await as('tsn-registrator').post('/cases', { title: 'Ärende', issuer: 'TSN' }).expect(403);
    await as('tsn-registrator').post('/cases', { title: 'Ärende', issuer: 'BIN' }).expect(201);
    expect(
      await service.database.query(
        `SELECT body_code, reason, before->'roles' AS before, after->'roles' AS after FROM audit_events
         WHERE verb = 'move' AND object_type = 'person' ORDER BY id`,
      ),
    ).toEqual([
      { body_code: 'TSN', reason: 'Ny tjänst', before: ['registrar'], after: [] },
      { body_code: 'BIN', reason: 'Ny tjänst', before: [], after: ['officer', 'registrar'] },
    ]);
    await done(move({ from: 'BIN', to: 'TSN', roles: ['registrar'] }));
  });

  it('always have an administrator among them', async () => {
    const { version } = await done(as('admin').get('/bodies/KS/people/admin'));
    const without = as('admin').patch(
      '/people/admin',
      { municipalAdministrator: false },
      { ifMatch: version },
    );
    expect(await reasonsOf(without)).toEqual(['last-administrator']);
    const gone = as('admin').patch('/people/admin', { active: false }, { ifMatch: version });
    expect(await reasonsOf(gone)).toEqual(['last-administrator']);
    expect((await done(as('admin').get('/bodies/KS/people/admin'))).version).toBe(version);
  });
});

describe('who you are', () => {
  it("tells the roles you hold, also where your body keeps another's register", async () => {
    expect(await done(as('ks-registrator').get('/me'))).toEqual({
      username: 'ks-registrator',
      name: 'Registrator, KS',
      municipalAdministrator: false,
      roles: [
        { body: 'KF', bodyName: 'Kommunfullmäktige', role: 'registrar' },
        { body: 'KS', bodyName: 'Kommunstyrelsen', role: 'registrar' },
      ],
      standsInFor: [],
    });
  });
});

describe('groups of consultees', () => {
  const path = '/bodies/KS/consultee-groups';
  const group = {
    name: 'Samtliga nämnder',
    consultees: [{ body: 'TSN' }, { body: 'BIN' }, { name: 'Hembygdsföreningen', email: 'info@hf.example' }],
  };
  const add = (body: object = group) => as('ks-registrator').post(path, body);

  it("are added by the body's registrar or officer, and seen by its staff only", async () => {
    const { body, headers } = await add().expect(201);
    expect(body).toEqual({ id: expect.any(String), body: 'KS', ...group, version: 1 });
    expect(headers['location']).toBe(`/yttra/v1${path}/${body.id}`);
    expect((await as('ks-sekreterare').get(headers['location']!).expect(200)).body).toEqual(body);
    await as('ks-handlaggare')
      .post(path, { ...group, name: 'Två' })
      .expect(201);
    await as('ks-sekreterare')
      .post(path, { ...group, name: 'Tre' })
      .expect(403);
    await as('tsn-registrator').post(path, group).expect(403);
    await as('tsn-registrator').get(`${path}/${body.id}`).expect(404);
    expect((await done(as('tsn-registrator').get(path)))['items']).toEqual([]);
    expect((await done(as('ks-registrator').get(path)))['items']).toMatchObject([
      { name: 'Samtliga nämnder' },
      { name: 'Två' },
    ]);
    await as('ks-registrator').get(`/bodies/KF/consultee-groups/${body.id}`).expect(404);
    expect(await events('consultee-group')).toMatchObject([{ verb: 'add' }, { verb: 'add' }]);
  });

  it('have each a name of its own, and consultees that there are', async () => {
    await oneOfEight(() => add(), 201, 409);
    expect(await reasonsOf(add())).toEqual(['group-name-taken']);
    expect(await errorsOf(add({ name: 'X', consultees: [{ body: 'ZZ' }, {}] }))).toEqual([
      ['/consultees/0/body', 'unknown-body'],
      ['/consultees/1', 'consultee'],
    ]);
    expect(await errorsOf(add({ name: 'X', consultees: [{ name: 'A', email: 'a' }] }))).toEqual([
      ['/consultees/0/email', 'email'],
    ]);
  });

  it('are replaced and removed, of the version that was read', async () => {
    const { id } = await done(add());
    const to = { name: 'Några nämnder', consultees: [{ body: 'SN' }] };
    const replace = (ifMatch?: number) =>
      as('ks-handlaggare').put(`${path}/${id}`, to, ifMatch === undefined ? {} : { ifMatch });
    await as('ks-sekreterare').put(`${path}/${id}`, to, { ifMatch: 1 }).expect(403);
    await as('tsn-registrator').put(`${path}/${id}`, to, { ifMatch: 1 }).expect(404);
    await as('ks-registrator').put(`/bodies/KF/consultee-groups/${id}`, to, { ifMatch: 1 }).expect(404);
    await replace().expect(428);
    await replace(2).expect(412);
    await oneOfEight(() => replace(1), 200, 412);
    expect(await done(as('ks-registrator').get(`${path}/${id}`))).toMatchObject({ ...to, version: 2 });

    await as('ks-sekreterare').delete(`${path}/${id}`, { ifMatch: 2 }).expect(403);
    await as('ks-registrator').delete(`${path}/${id}`).expect(428);
    await as('ks-registrator').delete(`${path}/${id}`, { ifMatch: 2 }).expect(204);
    await as('ks-registrator').get(`${path}/${id}`).expect(404);
    expect((await events('consultee-group')).at(-1)).toMatchObject({ verb: 'remove', before: to });
  });
});
