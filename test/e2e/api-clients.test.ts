import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DemoIssuer } from '../../src/identity/demo-issuer.js';
import { administratorOfTsn } from '../support/administrator-of-tsn.js';
import { done, errorsOf, given, NOW, reasonsOf, statement, TODAY, type Answer } from '../support/given.js';
import { personaOf, type Persona } from '../support/service.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';

let tsnAdministrator: Persona;
const service = sharedService({ REMINDER_SWEEP_SECONDS: '86400' });
beforeAll(async () => {
  tsnAdministrator = await administratorOfTsn(service);
});
beforeEach(() => service.setNow(NOW));
afterEach(() => service.reset());

const admin = () => service.as('admin');
const withKey = async (key: string) => personaOf(service.base, key);

/** A client of TSN, kept by its own administrator, answered for by its registrar, with one key. */
async function client(verbs: string[], body = 'TSN', answering = `${body.toLowerCase()}-registrator`) {
  const keeper = body === 'TSN' ? tsnAdministrator : admin();
  const registered = await done(
    keeper.post('/api-clients', { body, name: 'Ärendesystemet', scopes: [{ body, verbs }] }),
    201,
  );
  const { key, prefix } = await done(keeper.post(`/api-clients/${registered.id}/keys`, {}), 201);
  await takeOver(answering, registered.id);
  return { keeper, id: registered.id, key: key as string, prefix: prefix as string };
}
const takeOver = async (persona: string, id: string) =>
  done(service.as(persona).post(`/api-clients/${id}/take-over`, {}, { ifMatch: '*' }));
const latest = { ifMatch: '*' };
const read = (keeper: Persona, id: string) => done(keeper.get(`/api-clients/${id}`));
const revoke = async (keeper: Persona, id: string, prefix: string) =>
  keeper.post(
    `/api-clients/${id}/keys/${prefix}/revoke`,
    { reason: 'Läckt' },
    { ifMatch: (await read(keeper, id)).version },
  );

/** Every row of every table, as text. */
async function dump(): Promise<string> {
  const tables: { name: string }[] = await service.database.query(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND schemaname !~ '^pg_'
       AND has_table_privilege(format('%I.%I', schemaname, tablename), 'SELECT')`,
  );
  const rows = await Promise.all(
    tables.map(({ name }) => service.database.query(`SELECT t::text AS row FROM ${name} t`)),
  );
  return rows
    .flat()
    .map(({ row }: { row: string }) => row)
    .join('\n');
}

describe('an API client', () => {
  it('is registered, read and changed by the administrators of its body, and by nobody else', async () => {
    const fields = { body: 'TSN', name: 'Ärendesystemet', scopes: [{ body: 'TSN', verbs: ['read'] }] };
    await service.as('tsn-chef').post('/api-clients', fields).expect(403);
    await admin().post('/api-clients', fields).expect(403);
    const { body, headers } = await tsnAdministrator.post('/api-clients', fields).expect(201);
    expect(headers['location']).toBe(`/yttra/v1/api-clients/${body.id}`);
    expect(body).toMatchObject({ ...fields, active: true, keys: [], createdBy: 'tsn-admin', version: 1 });

    await admin().get(`/api-clients/${body.id}`).expect(404);
    // The staff see who may do what in their body, and keep nothing of it.
    await service.as('tsn-chef').get(`/api-clients/${body.id}`).expect(200);
    await service.as('tsn-chef').patch(`/api-clients/${body.id}`, { name: 'X' }, latest).expect(403);
    await service.as('tsn-lasare').get(`/api-clients/${body.id}`).expect(404);
    await admin().post(`/api-clients/${body.id}/keys`, {}).expect(404);
    expect((await done(admin().get('/api-clients')))['items']).toEqual([]);
    expect((await done(tsnAdministrator.get('/api-clients?count=true')))['total']).toBe(1);

    const change = { name: 'Diariet', scopes: [{ body: 'TSN', verbs: ['consultation.register'] }] };
    await tsnAdministrator.patch(`/api-clients/${body.id}`, change).expect(428);
    await tsnAdministrator.patch(`/api-clients/${body.id}`, change, { ifMatch: 7 }).expect(412);
    const changed = await done(tsnAdministrator.patch(`/api-clients/${body.id}`, change, { ifMatch: 1 }));
    expect(changed).toMatchObject({ ...change, version: 2 });
    expect(
      await service.database.query(
        "SELECT verb, actor, body_code FROM audit_events WHERE object_type = 'api-client' ORDER BY id",
      ),
    ).toEqual([
      { verb: 'register', actor: 'tsn-admin', body_code: 'TSN' },
      { verb: 'edit', actor: 'tsn-admin', body_code: 'TSN' },
    ]);
  });

  it('is given scopes only where its administrator is one, and only what is for systems', async () => {
    const register = (scopes: object[]) => admin().post('/api-clients', { body: 'KS', name: 'X', scopes });
    expect(
      await errorsOf(
        register([
          { body: 'KS', verbs: ['read'] },
          { body: 'TSN', verbs: ['read'] },
        ]),
      ),
    ).toEqual([['/scopes/1/body', 'not-its-administrator']]);
    expect(await errorsOf(register([{ body: 'ZZ', verbs: ['read'] }]))).toEqual([
      ['/scopes/0/body', 'not-its-administrator'],
    ]);
    for (const verb of ['person.manage', 'api-client.manage', 'statement.save', 'calendar-feed.add', 'allt'])
      expect(await errorsOf(register([{ body: 'KS', verbs: [verb] }]))).toEqual([
        ['/scopes/0/verbs', 'choice'],
      ]);
    expect(await errorsOf(register([]))).toEqual([['/scopes', 'list-length']]);
    expect(
      await errorsOf(
        register([
          { body: 'KS', verbs: ['read'] },
          { body: 'KS', verbs: ['read'] },
        ]),
      ),
    ).toEqual([['/scopes', 'said-twice']]);
    await register([{ body: 'KF', verbs: ['read'] }]).expect(201);
  });
});

describe('a key', () => {
  it('is shown once, and is in no table; only its hash is', async () => {
    const { keeper, id, key, prefix } = await client(['read']);
    expect(key).toMatch(/^yttra_[a-z0-9]{8}_[\w-]{43}$/);
    const again = { key: 'nyckel-1' };
    const second = await done(keeper.post(`/api-clients/${id}/keys`, {}, again), 201);
    expect(second['key']).toMatch(/^yttra_/);
    const repeated = await keeper.post(`/api-clients/${id}/keys`, {}, again).expect(201);
    expect(repeated.body).toMatchObject({ prefix: second['prefix'], key: null });
    expect(repeated.headers['location']).toBe(`/yttra/v1/api-clients/${id}/keys/${second['prefix']}`);
    await keeper.get(repeated.headers['location']!).expect(200);
    await keeper.get(`/api-clients/${id}/keys/aaaaaaaa`).expect(404);
    await (await withKey(key)).get('/me').expect(200);

    const { keys } = await read(keeper, id);
    expect((keys as Answer[]).map((each) => each['prefix']).sort()).toEqual(
      [prefix, second['prefix']].sort(),
    );
    expect(keys[0]).toMatchObject({ state: 'live', createdBy: 'tsn-admin', revokedAt: null });
    const everything = await dump();
    expect(everything).toContain(prefix);
    for (const text of [key, second['key'] as string]) {
      expect(everything).not.toContain(text);
      expect(everything).not.toContain(text.slice(-43));
    }
  });

  it('is the same 401 when its prefix is unknown, its secret wrong, or it is no key at all', async () => {
    const { key, prefix } = await client(['read']);
    const other = await client(['read']);
    const wrong = [
      `yttra_${prefix}_${other.key.slice(-43)}`,
      `yttra_aaaaaaaa_${key.slice(-43)}`,
      `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`,
      key.slice(0, -1),
      `${key}x`,
      'yttra_',
      key.toUpperCase(),
    ];
    const answers = await Promise.all(wrong.map(async (text) => (await withKey(text)).get('/me')));
    for (const { status, body } of answers) {
      expect(status).toBe(401);
      expect({ ...body, requestId: null }).toEqual({ ...answers[0]!.body, requestId: null });
    }
    await (await withKey(key)).get('/me').expect(200);
  });

  it('stops working when it expires', async () => {
    const { keeper, id, key } = await client(['read']);
    const { expiresAt } = (await read(keeper, id))['keys'][0];
    expect(expiresAt).toBe('2027-11-02T11:00:00.000Z');
    const add = (at: string) => keeper.post(`/api-clients/${id}/keys`, { expiresAt: at });
    expect(await errorsOf(add('2026-11-02T10:59:59Z'))).toEqual([['/expiresAt', 'expiry']]);
    expect(await errorsOf(add('2029-01-01T00:00:00Z'))).toEqual([['/expiresAt', 'expiry']]);

    service.setNow('2027-11-02T10:59:59Z');
    await (await withKey(key)).get('/me').expect(200);
    service.setNow('2027-11-02T11:00:00Z');
    await (await withKey(key)).get('/me').expect(401);
    expect((await read(keeper, id))['keys']).toMatchObject([{ state: 'expired' }]);
  });

  it('can be changed for another without a pause, two at a time, and revoked', async () => {
    const { keeper, id, key, prefix } = await client(['read']);
    const presses = Array.from({ length: 8 }, () => keeper.post(`/api-clients/${id}/keys`, {}));
    const answers = await Promise.all(presses);
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201,
      ...Array.from({ length: 7 }, () => 409),
    ]);
    const second = answers.find(({ status }) => status === 201)!.body as Answer;
    expect(await reasonsOf(keeper.post(`/api-clients/${id}/keys`, {}))).toEqual(['two-live-keys']);
    for (const live of [key, second['key'] as string]) await (await withKey(live)).get('/me').expect(200);

    const path = `/api-clients/${id}/keys/${prefix}/revoke`;
    await keeper.post(path, {}).expect(428);
    await admin().post(path, {}, { ifMatch: '*' }).expect(404);
    expect((await revoke(keeper, id, prefix)).status).toBe(200);
    await (await withKey(key)).get('/me').expect(401);
    await (await withKey(second['key'] as string)).get('/me').expect(200);
    expect((await revoke(keeper, id, prefix)).status).toBe(409);
    await done(keeper.post(`/api-clients/${id}/keys`, {}), 201);
    expect(
      await service.database.query(
        "SELECT verb, reason, after->>'key' AS key FROM audit_events WHERE object_type = 'api-client' AND verb LIKE '%-key' ORDER BY id LIMIT 3",
      ),
    ).toEqual([
      { verb: 'add-key', reason: null, key: prefix },
      { verb: 'add-key', reason: null, key: second['prefix'] },
      { verb: 'revoke-key', reason: 'Läckt', key: prefix },
    ]);
  });

  it('does not work while its client is inactive, and never again once it is deactivated', async () => {
    const { keeper, id, key } = await client(['read']);
    const edit = (active: boolean, ifMatch: number) =>
      keeper.patch(`/api-clients/${id}`, { active }, { ifMatch });
    await edit(false, 3).expect(200);
    await (await withKey(key)).get('/me').expect(401);
    expect(await reasonsOf(keeper.post(`/api-clients/${id}/keys`, {}))).toEqual(['client-deactivated']);
    await edit(true, 4).expect(200);
    await (await withKey(key)).get('/me').expect(200);
    await keeper.delete(`/api-clients/${id}`, { ifMatch: 5 }).expect(204);
    await edit(true, 6).expect(200);
    await (await withKey(key)).get('/me').expect(401);
    expect((await read(keeper, id))['keys']).toMatchObject([{ state: 'revoked' }]);
  });

  it('notes when it was last used, once a minute, without a request waiting for it', async () => {
    const { keeper, id, key } = await client(['read']);
    const lastUsedAt = async () => (await read(keeper, id))['keys'][0].lastUsedAt as string | null;
    expect(await lastUsedAt()).toBeNull();
    const use = async () => (await withKey(key)).get('/me').expect(200);
    await use();
    await until(lastUsedAt, (at) => at === '2026-11-02T11:00:00.000Z');
    service.setNow('2026-11-02T11:00:30Z');
    await use();
    service.setNow('2026-11-02T11:01:31Z');
    const locked = service.database.transaction(async (tx) => {
      await tx.query('SELECT FROM api_client_keys FOR UPDATE');
      await use();
    });
    await locked;
    expect(await lastUsedAt()).toBe('2026-11-02T11:00:00.000Z');
    await use();
    await until(lastUsedAt, (at) => at === '2026-11-02T11:01:31.000Z');
  });
});

describe('with its key a system', () => {
  it('does what its scope names, where it names it, and is itself in the audit trail', async () => {
    const { sentReferral, consultationOf } = given(service);
    const referral = await sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
    const { id: tsn, version } = await consultationOf('tsn-registrator', referral);
    const { id: bin } = await consultationOf('bin-registrator', referral, 'BIN');
    const { id, key } = await client(['consultation.register']);
    const system = await withKey(key);

    const { body: seen } = await system.get(`/consultations/${tsn}`).expect(200);
    expect(seen.availableActions).toEqual(['register']);
    await system.get(`/consultations/${bin}`).expect(404);
    await system.post(`/consultations/${bin}/register`, {}, { ifMatch: '*' }).expect(404);
    const refused = await system.post(`/consultations/${tsn}/decline`, { reason: 'X' }, { ifMatch: version });
    expect([refused.status, refused.body.type]).toEqual([403, '/problems/not-permitted']);
    await system.post('/cases', { title: 'X', issuer: 'TSN' }).expect(403);
    await system.get(`/cases/${referral['caseId']}/audit-trail`).expect(403);
    await system.post('/calendar-feeds', {}).expect(403);
    await system.get('/bodies/TSN/people').expect(403);
    expect((await done(system.get('/consultations?count=true')))['total']).toBe(1);
    expect((await done(system.get('/api-clients?count=true')))['total']).toBe(0);

    const path = `/consultations/${tsn}/register`;
    await done(system.post(path, {}, { ifMatch: version, key: 'samma' }));
    await done(system.post(path, {}, { ifMatch: version, key: 'samma' }));
    expect(
      (await service.as('tsn-registrator').post(path, {}, { ifMatch: version, key: 'samma' })).status,
    ).toBe(412);
    const trail = await done(service.as('tsn-registrator').get(`/cases/${referral['caseId']}/audit-trail`));
    expect(trail['items'].at(-1)).toMatchObject({ verb: 'register', actor: `client:${id}`, body: 'TSN' });
    expect(await done(system.get('/me'))).toEqual({
      username: `client:${id}`,
      name: 'Ärendesystemet',
      municipalAdministrator: false,
      roles: [],
      standsInFor: [],
      scopes: [{ body: 'TSN', verbs: ['consultation.register'] }],
    });
  });

  it('sees what readers see when it may only read', async () => {
    const { consultation } = given(service);
    const drafting = await consultation('drafting');
    const unregistered = await consultation('sent');
    const system = await withKey((await client(['read'])).key);
    const { body } = await system.get(`/consultations/${drafting.id}`).expect(200);
    expect(body.availableActions).toEqual([]);
    await system.get(`/consultations/${unregistered.id}`).expect(404);
    await system.get(`/consultations/${drafting.id}/statement`).expect(404);
    await system.post(`/consultations/${drafting.id}/submit`, {}, { ifMatch: '*' }).expect(403);
  });

  it('loses at once what is taken from its scope', async () => {
    const { consultation } = given(service);
    const { id: sent } = await consultation('sent');
    const { keeper, id, key } = await client(['consultation.register']);
    const system = await withKey(key);
    await system.get(`/consultations/${sent}`).expect(200);
    await done(keeper.patch(`/api-clients/${id}`, { scopes: [{ body: 'TSN', verbs: ['read'] }] }, latest));
    // Nobody answers for what is new: their administrator may not read it themselves.
    await system.get('/me').expect(401);
    await takeOver('tsn-registrator', id);
    await system.get('/me').expect(200);
    await system.get(`/consultations/${sent}`).expect(404);
  });

  it('registers cases, uploads documents and sends referrals', async () => {
    const { key } = await client(
      ['case.register', 'document.upload', 'referral.create', 'referral.edit', 'referral.send'],
      'KS',
    );
    const system = await withKey(key);
    const referralCase = await done(system.post('/cases', { title: 'Från diariet', issuer: 'KS' }), 201);
    await done(system.upload({ title: 'Bilaga', kind: 'proposal', body: 'KS' }, 'text'), 201);
    const draft = await done(
      system.post(`/cases/${referralCase.id}/referrals`, {
        title: 'Remiss',
        replyBy: '2026-12-15',
        letter: 'Yttra er.',
        consultees: [{ body: 'TSN' }],
      }),
      201,
    );
    await done(system.post(`/referrals/${draft.id}/send`, {}, { ifMatch: draft.version }));
  });
});

describe('a system may do no more than those who answer for it', () => {
  const state = async (keeper: Persona, id: string) => {
    const { scopes, needsTakeOver, keys } = await read(keeper, id);
    return { inForce: scopes[0].inForce as string[], needsTakeOver, keys: keys.map((k: Answer) => k.state) };
  };
  const setRoles = (persona: Persona, username: string, roles: string[], body = 'TSN') =>
    done(persona.put(`/bodies/${body}/people/${username}`, { roles }, latest));

  it('so an administrator gives what they have not themselves to nobody, until somebody who has it does', async () => {
    const { id: consultation } = await given(service).consultation('sent');
    const scopes = [{ body: 'TSN', verbs: ['read', 'consultation.register', 'consultation.approve'] }];
    const { id, ...made } = await done(
      tsnAdministrator.post('/api-clients', { body: 'TSN', name: 'Diariet', scopes }),
      201,
    );
    expect(made['scopes']).toMatchObject([{ answeredBy: [], inForce: [] }]);
    const { key } = await done(tsnAdministrator.post(`/api-clients/${id}/keys`, {}), 201);
    const system = await withKey(key as string);
    await system.get(`/consultations/${consultation}`).expect(401);
    for (const persona of ['bin-registrator', 'ks-registrator', 'tsn-lasare'])
      await service.as(persona).post(`/api-clients/${id}/take-over`, {}, latest).expect(404);

    await takeOver('tsn-registrator', id);
    expect((await state(tsnAdministrator, id)).inForce).toEqual(['read', 'consultation.register']);
    const refused = await system.post(`/consultations/${consultation}/approve`, {}, latest);
    expect(refused.status).toBe(403);
    await takeOver('tsn-chef', id);
    expect(await state(tsnAdministrator, id)).toMatchObject({
      inForce: ['read', 'consultation.register', 'consultation.approve'],
      needsTakeOver: false,
    });
    expect(await reasonsOf(service.as('tsn-chef').post(`/api-clients/${id}/take-over`, {}, latest))).toEqual([
      'nothing-to-take-over',
    ]);
  });

  it('is added to by nobody who has not the right', async () => {
    const { keeper, id } = await client(['read']);
    const more = { scopes: [{ body: 'TSN', verbs: ['read', 'consultation.register'] }] };
    await done(keeper.patch(`/api-clients/${id}`, more, latest));
    expect(await state(keeper, id)).toMatchObject({ inForce: ['read'], needsTakeOver: true });
  });

  it('loses what they lose, at once, and their administrators are told', async () => {
    const { id, key } = await client(['consultation.register']);
    const system = await withKey(key);
    await system.get('/me').expect(200);
    const changed = await setRoles(tsnAdministrator, 'tsn-registrator', ['reader']);
    expect((changed['warnings'] as Answer[]).map(({ code }) => code as string)).toEqual([
      'leaves-nobody',
      'api-client-left',
    ]);
    await system.get('/me').expect(401);
    expect(await state(tsnAdministrator, id)).toMatchObject({ inForce: [], needsTakeOver: true });
    const told = await until(
      async () => (await done(tsnAdministrator.get('/inbox')))['items'] as Answer[],
      (items) => items.length > 0,
    );
    expect(told.map(({ topic }) => topic as string)).toEqual(['api-client-left']);
    await setRoles(tsnAdministrator, 'tsn-registrator', ['registrar']);
    await system.get('/me').expect(200);
  });

  it('has no keys of somebody who has left, unless another administrator takes them over', async () => {
    const person = { username: 'tsn-admin-2', name: 'Systemförvaltare 2', roles: ['administrator'] };
    await done(admin().post('/bodies/TSN/people', person), 201);
    const { id, key } = await client(['read']);
    const leaving = { active: false };
    const left = await done(admin().patch('/people/tsn-admin', leaving, latest));
    expect(left['warnings']).toHaveLength(1);
    await (await withKey(key)).get('/me').expect(401);
    const second = personaOf(
      service.base,
      (await service.app.get(DemoIssuer).issue('tsn-admin-2')).accessToken,
    );
    const listed = await done(second.get('/api-clients?responsible=tsn-admin'));
    expect((listed['items'] as Answer[]).map((each) => each.id)).toEqual([id]);
    expect(await state(second, id)).toMatchObject({ keys: ['left'], needsTakeOver: true });
    await done(second.post(`/api-clients/${id}/take-over`, {}, latest));
    await (await withKey(key)).get('/me').expect(200);
    expect((await done(second.get('/api-clients?responsible=tsn-admin')))['items']).toEqual([]);
    await done(admin().patch('/people/tsn-admin', { active: true }, latest));
    await setRoles(admin(), 'tsn-admin-2', []);
  });

  it('sees no drafts unless its scope says so, whatever else it may do', async () => {
    const { consultation, draftReferral } = given(service);
    const drafting = await consultation('drafting');
    const seen = async (verbs: string[]) => {
      const system = await withKey((await client(verbs)).key);
      const statuses = await Promise.all(
        ['', '/statement', '/statement/versions'].map(
          async (part) => (await system.get(`/consultations/${drafting.id}${part}`)).status,
        ),
      );
      return statuses;
    };
    expect(await seen(['consultation.register', 'document.upload'])).toEqual([200, 404, 404]);
    expect(await seen(['read'])).toEqual([200, 404, 404]);
    expect(await seen(['read-drafts'])).toEqual([200, 200, 200]);
    expect(await seen(['person.read'])).toEqual([404, 404, 404]);

    await given(service).meeting();
    await given(service).step('tsn-handlaggare', drafting.id, 'submit');
    await given(service).step('tsn-chef', drafting.id, 'approve');
    await given(service).step('tsn-sekreterare', drafting.id, 'schedule', { meetingDate: TODAY });
    await given(service).step('tsn-sekreterare', drafting.id, 'refer-back', { reason: 'Utred kostnaderna' });
    await given(service).saveStatement(drafting.id, { ...statement, clauses: [] });
    await given(service).meeting('2026-11-18');
    await service.database.query("UPDATE consultations SET reply_by = '2026-12-01'");
    const awaited = async (verbs: string[]) => {
      const system = await withKey((await client(verbs)).key);
      return (await done(system.get('/bodies/TSN/meetings/2026-11-18')))['awaited'];
    };
    expect(await awaited(['consultation.register'])).toMatchObject([{ postponements: [], hindrances: [] }]);
    expect(await awaited(['read-drafts'])).toMatchObject([
      { postponements: [{ reason: 'Utred kostnaderna' }], hindrances: [{ code: 'statement-has-no-clause' }] },
    ]);

    const draft = await draftReferral();
    const { id: document } = await given(service).document();
    const ofKs = async (verbs: string[]) => {
      const system = await withKey((await client(verbs, 'KS')).key);
      const own = await system.upload({ title: 'Bilaga', kind: 'proposal', body: 'KS' }, 'text');
      return [
        (await system.get(`/referrals/${draft.id}`)).status,
        (await system.get(`/documents/${document}`)).status,
        own.status === 201 ? (await system.get(own.headers['location'] as string)).status : own.status,
      ];
    };
    expect(await ofKs(['case.register', 'document.upload'])).toEqual([404, 404, 200]);
    expect(await ofKs(['referral.edit'])).toEqual([200, 404, 403]);
    expect(await ofKs(['read-drafts'])).toEqual([200, 200, 403]);
  });
});
