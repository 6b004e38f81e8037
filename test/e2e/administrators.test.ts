import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { DemoIssuer } from '../../src/identity/demo-issuer.js';
import { done, given, reasonsOf, type Answer } from '../support/given.js';
import { personaOf } from '../support/service.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';

const service = sharedService({ REMINDER_SWEEP_SECONDS: '86400' });
beforeAll(async () => {
  for (const username of ['tsn-admin', 'tsn-admin-2'])
    await done(
      service.as('admin').post('/bodies/TSN/people', {
        username,
        name: `Systemförvaltare ${username}`,
        email: `${username}@kommun.example`,
        roles: ['administrator'],
      }),
    );
});
afterEach(() => service.reset());

const as = async (username: string) =>
  personaOf(service.base, (await service.app.get(DemoIssuer).issue(username)).accessToken);
const any = { ifMatch: '*' };
const statusOf = async (test: Test) => (await test).status;

describe('an administrator of one body', () => {
  it('keeps its people and settings, and nothing of another body', async () => {
    const own = await as('tsn-admin');
    const person = { username: 'ny.person', name: 'Ny Person', roles: ['officer'] };
    await done(own.post('/bodies/TSN/people', person), 201);
    await done(own.put('/bodies/TSN/people/ny.person', { roles: ['reader'] }, any));
    await done(own.patch('/people/ny.person', { name: 'Ny Andersson' }, any));
    await done(own.patch('/bodies/TSN', { email: 'tsn@kommun.example' }, any));
    const schedule = { kinds: [{ kind: 'register-it', said: false }] };
    await done(own.put('/bodies/TSN/reminder-settings', schedule, any));

    const refused: Record<string, Test> = {
      body: own.post('/bodies', { code: 'NYA', name: 'Nya nämnden', kind: 'board' }),
      settings: own.patch('/bodies/BIN', { noticeEmails: ['stulen@annan.example'] }, any),
      reminders: own.put('/bodies/BIN/reminder-settings', schedule, any),
      people: own.get('/bodies/BIN/people'),
      person: own.post('/bodies/BIN/people', person),
      roles: own.put('/bodies/BIN/people/tsn-admin', { roles: ['registrar'] }, any),
      name: own.patch('/people/bin-chef', { name: 'Någon annan' }, any),
      leaving: own.patch('/people/bin-chef', { active: false }, any),
      'leaving of nobody': own.patch('/people/ingen', { active: false }, any),
      move: own.post('/people/tsn-lasare/move', { from: 'TSN', to: 'BIN', roles: ['reader'] }, any),
      'stand-in': own.post('/bodies/BIN/stand-ins', {
        absent: 'bin-handlaggare',
        standIn: 'bin-lasare',
        from: '2026-11-16',
        until: '2026-11-20',
      }),
      meeting: own.post('/bodies/BIN/meetings', { date: '2026-12-09' }),
      municipal: own.patch('/people/tsn-lasare', { municipalAdministrator: true }, any),
    };
    for (const [what, test] of Object.entries(refused))
      expect({ what, status: await statusOf(test) }).toEqual({ what, status: 403 });
  });

  it('moves neither the register nor the kind of their body: that is the municipality’s', async () => {
    const own = await as('tsn-admin');
    for (const change of [{ registerKeptBy: 'KS' }, { kind: 'company' }, { partOf: 'KS' }, { active: false }])
      expect({ change, status: await statusOf(own.patch('/bodies/TSN', change, any)) }).toEqual({
        change,
        status: 403,
      });
    await done(service.as('admin').patch('/bodies/TSN', { registerKeptBy: 'KS' }, any));
    // Said again it is no change.
    await done(own.patch('/bodies/TSN', { registerKeptBy: 'KS', name: 'Tekniska nämnden' }, any));
    await done(
      service
        .as('admin')
        .patch('/bodies/TSN', { registerKeptBy: null, name: 'Tekniska servicenämnden' }, any),
    );
  });

  it('edits nobody who also works for another body', async () => {
    const own = await as('tsn-admin');
    await done(own.put('/bodies/TSN/people/bin-lasare', { roles: ['reader'] }, any));
    expect(await statusOf(own.patch('/people/bin-lasare', { email: 'x@annan.example' }, any))).toBe(403);
    await done(service.as('admin').patch('/people/bin-lasare', { name: 'Förtroendevald, BIN' }, any));
    await done(own.put('/bodies/TSN/people/bin-lasare', { roles: [] }, any));
  });

  it('sees and retries what failed of their body, and of no other', async () => {
    await given(service).consultation('forwarded');
    await service.database.query(
      // Without its token a worker that has one in hand settles nothing.
      "UPDATE deliveries SET state = 'failed', channel = 'inbox', attempt_token = NULL",
    );
    const seen = async (persona: Awaited<ReturnType<typeof as>>) =>
      ((await done(persona.get('/deliveries?state=failed&limit=100')))['items'] as Answer[]).map(
        ({ sender }) => sender as string | null,
      );
    expect(new Set(await seen(await as('tsn-admin')))).toEqual(new Set(['TSN']));
    // Null: what is handed over inside a board.
    expect(new Set(await seen(service.as('admin')))).toEqual(new Set(['KS', 'TSN', null]));
  });
});

describe('nobody', () => {
  it('gives themselves a role, whether as administrator of the body or of the municipality', async () => {
    const own = await as('tsn-admin');
    for (const role of ['registrar', 'officer', 'manager', 'secretary', 'reader'])
      expect(
        await reasonsOf(own.put('/bodies/TSN/people/tsn-admin', { roles: ['administrator', role] }, any)),
      ).toEqual(['own-roles']);
    expect(
      await reasonsOf(service.as('admin').put('/bodies/TSN/people/admin', { roles: ['registrar'] }, any)),
    ).toEqual(['own-roles']);
    const toMyself = { from: 'KS', to: 'TSN', roles: ['registrar'] };
    expect(await reasonsOf(service.as('admin').post('/people/admin/move', toMyself, any))).toEqual([
      'own-roles',
    ]);
    const added = { username: 'admin', name: 'X', roles: ['registrar'] };
    expect(await reasonsOf(service.as('admin').post('/bodies/TSN/people', added))).toEqual(['own-roles']);
  });

  it('gives a second account of theirs a role, as far as its address shows', async () => {
    const own = await as('tsn-admin');
    const second = {
      username: 'tsn-admin.extra',
      name: 'X',
      email: 'TSN-admin@kommun.example',
      roles: ['registrar'],
    };
    expect(await reasonsOf(own.post('/bodies/TSN/people', second))).toEqual(['own-roles']);
  });

  it('takes away the last municipal administrator, or their own as the last administrator of a body', async () => {
    const municipal = service.as('admin');
    for (const change of [{ municipalAdministrator: false }, { active: false }])
      expect(await reasonsOf(municipal.patch('/people/admin', change, any))).toEqual(['last-administrator']);
    const own = await as('tsn-admin');
    await done(own.put('/bodies/TSN/people/tsn-admin-2', { roles: [] }, any));
    expect(await reasonsOf(own.put('/bodies/TSN/people/tsn-admin', { roles: [] }, any))).toEqual([
      'last-administrator',
    ]);
    expect(await reasonsOf(own.patch('/people/tsn-admin', { active: false }, any))).toEqual([
      'last-administrator',
    ]);
    await done(own.put('/bodies/TSN/people/tsn-admin-2', { roles: ['administrator'] }, any));
    // The municipality's administrators can always name another.
    await done(municipal.patch('/people/tsn-admin', { municipalAdministrator: true }, any));
    await done((await as('tsn-admin')).patch('/people/admin', { municipalAdministrator: false }, any));
    expect(await statusOf(municipal.post('/bodies', { code: 'NYA', name: 'N', kind: 'board' }))).toBe(403);
    await done((await as('tsn-admin')).patch('/people/admin', { municipalAdministrator: true }, any));
    await done(municipal.patch('/people/tsn-admin', { municipalAdministrator: false }, any));
  });
});

describe('who is affected', () => {
  const topicsFor = async (persona: Awaited<ReturnType<typeof as>>, kind = 'administration') =>
    ((await done(persona.get(`/inbox?kind=${kind}&limit=100`)))['items'] as Answer[]).map(
      ({ topic, caseId }) => [topic, caseId],
    );

  it('is told in their own inbox, which nobody else sees: their roles', async () => {
    const own = await as('tsn-admin');
    await done(own.put('/bodies/TSN/people/tsn-lasare', { roles: ['reader', 'secretary'] }, any));
    const told = await until(
      () => topicsFor(service.as('tsn-lasare')),
      (topics) => topics.length > 0,
    );
    expect(told).toEqual([['roles-changed', null]]);
    for (const persona of ['tsn-registrator', 'tsn-chef', 'admin'])
      expect(await topicsFor(service.as(persona))).toEqual([]);
    const { id, version } = ((await done(service.as('tsn-lasare').get('/inbox')))['items'] as Answer[])[0]!;
    await service.as('tsn-registrator').get(`/inbox/${id}`).expect(404);
    await done(service.as('tsn-lasare').post(`/inbox/${id}/read`, {}, { ifMatch: version }));
    await done(own.put('/bodies/TSN/people/tsn-lasare', { roles: ['reader'] }, any));
  });

  it('is told: the bodies whose addresses or register-keeper change', async () => {
    const municipal = service.as('admin');
    await done(municipal.patch('/bodies/BIN', { noticeEmails: ['ny@kommun.example'] }, any));
    await until(
      () => topicsFor(service.as('bin-registrator')),
      (topics) => topics.length === 1,
    );
    expect(await topicsFor(service.as('bin-registrator'))).toEqual([['body-settings-changed', null]]);
    await done(municipal.patch('/bodies/KF', { registerKeptBy: 'BIN' }, any));
    await until(
      () => topicsFor(service.as('ks-registrator')),
      (topics) => topics.length === 1,
    );
    const toBin = await topicsFor(service.as('bin-registrator'));
    expect(toBin.length).toBeGreaterThan(1);
    expect(new Set(toBin.flat())).toEqual(new Set(['body-settings-changed', null]));
    await done(municipal.patch('/bodies/KF', { registerKeptBy: 'KS' }, any));
    await done(municipal.patch('/bodies/BIN', { noticeEmails: [] }, any));
  });
});

describe('the audit trail', () => {
  it('of a body shows its administrators what was done with rights, and nothing of its matters', async () => {
    await given(service).consultation('received');
    const own = await as('tsn-admin');
    await done(own.put('/bodies/TSN/people/tsn-lasare', { roles: ['reader', 'officer'] }, any));
    await done(own.put('/bodies/TSN/people/tsn-lasare', { roles: ['reader'] }, any));
    await done(own.patch('/people/tsn-lasare', { name: 'Förtroendevald i TSN' }, any));
    await done(own.patch('/bodies/TSN', { email: 'ny@kommun.example' }, any));
    await done(service.as('admin').patch('/bodies/BIN', { email: 'bin@kommun.example' }, any));
    const first = await done(own.get('/bodies/TSN/audit-trail?limit=3&count=true'));
    expect(first['total']).toBe(4);
    expect(
      (first['items'] as Answer[]).map(({ verb, objectType, actor }) => [verb, objectType, actor]),
    ).toEqual([
      ['set-roles', 'person', 'tsn-admin'],
      ['set-roles', 'person', 'tsn-admin'],
      ['edit', 'person', 'tsn-admin'],
    ]);
    expect(first['items'][0]).toMatchObject({
      objectId: 'tsn-lasare',
      body: 'TSN',
      before: { roles: ['reader'] },
      after: { roles: ['officer', 'reader'] },
    });
    const next = await done(own.get(`/bodies/TSN/audit-trail?cursor=${first['nextCursor']}`));
    expect((next['items'] as Answer[]).map(({ objectType }) => objectType as string)).toEqual(['body']);

    for (const persona of ['tsn-registrator', 'tsn-chef', 'bin-registrator'])
      await service.as(persona).get('/bodies/TSN/audit-trail').expect(403);
    await own.get('/bodies/BIN/audit-trail').expect(403);
    await own.get('/audit-trail').expect(403);
    await service.as('admin').get('/bodies/XX/audit-trail').expect(404);
    const all = await done(service.as('admin').get('/audit-trail?count=true'));
    expect(all['total']).toBe(5);
    expect((await done(service.as('admin').get('/bodies/BIN/audit-trail')))['items']).toHaveLength(1);
  });
});
