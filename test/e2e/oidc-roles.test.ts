import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { done, given, NOW } from '../support/given.js';
import { OidcIssuer } from '../support/oidc-issuer.js';
import { personaOf, startService, type Service } from '../support/service.js';

const roleMap = {
  'yttra-ks': [
    { body: 'KS', role: 'registrar' },
    { body: 'KS', role: 'secretary' },
  ],
  'yttra-tsn-registrator': { body: 'TSN', role: 'registrar' },
  'yttra-tsn-handlaggare': { body: 'TSN', role: 'officer' },
  'yttra-tsn-chef': { body: 'TSN', role: 'manager' },
  'yttra-finns-inte': { body: 'XYZ', role: 'registrar' },
};

let issuer: OidcIssuer;
let service: Service;
let base: string;
const start = (env: Record<string, string> = {}) =>
  startService({
    ROLE: 'api',
    OIDC_ISSUER: issuer.url,
    OIDC_ROLE_CLAIM: 'realm_access.roles',
    OIDC_ROLE_MAP: JSON.stringify(roleMap),
    OIDC_CREATE_PEOPLE: 'true',
    ...env,
  });
beforeAll(async () => {
  issuer = await OidcIssuer.start();
  service = await start();
  service.setNow(NOW);
  base = service.base;
});
afterAll(async () => {
  await service.stop();
  await issuer.stop();
});

const tokenOf = (username: string, roles: unknown, claims: Record<string, unknown> = {}) =>
  issuer.token({ sub: username, realm_access: { roles }, ...claims });
const as = (username: string, roles: unknown, claims: Record<string, unknown> = {}) =>
  personaOf(base, tokenOf(username, roles, claims));
const rolesOf = async (username: string, roles: unknown, claims: Record<string, unknown> = {}) => {
  const { body } = await as(username, roles, claims).get('/me');
  return (body.roles as { body: string; role: string }[]).map(({ body: of, role }) => `${of} ${role}`).sort();
};
const eventsOf = (username: string) =>
  service.database.query(
    `SELECT verb, actor, body_code AS body, before, after FROM audit_events
     WHERE object_type = 'person' AND object_id = $1 ORDER BY id`,
    [username],
  );

describe('where the issuer gives roles', () => {
  it('a request has those of its token and no others', async () => {
    expect(await rolesOf('tsn-registrator', ['yttra-tsn-chef', 'offline_access'])).toEqual(['TSN manager']);
    expect(await rolesOf('tsn-registrator', [])).toEqual([]);
    expect(await rolesOf('tsn-registrator', null)).toEqual([]);
    expect(await rolesOf('tsn-registrator', 'yttra-tsn-chef')).toEqual(['TSN manager']);
  });

  it('who keeps the register of a body without staff acts for it too', async () => {
    expect(await rolesOf('ks-registrator', ['yttra-ks'])).toEqual([
      'KF registrar',
      'KF secretary',
      'KS registrar',
      'KS secretary',
    ]);
  });

  it('but not once somebody can be given a role in it', async () => {
    const withStaff = await start({
      OIDC_ROLE_MAP: JSON.stringify({ ...roleMap, 'yttra-kf': { body: 'KF', role: 'secretary' } }),
    });
    const { body } = await supertest(await withStaff.app.getUrl())
      .get('/yttra/v1/me')
      .set('Authorization', `Bearer ${tokenOf('ks-registrator', ['yttra-ks'])}`);
    expect(body.roles.map((held: { body: string }) => held.body)).toEqual(['KS', 'KS']);
    await withStaff.stop();
  });

  it('a body that is not there, and a value that is no key of the map, give nothing', async () => {
    const strange = ['yttra-finns-inte', '__proto__', 'constructor', 'YTTRA-KS', 7, null, { body: 'KS' }];
    expect(await rolesOf('bin-chef', strange)).toEqual([]);
  });

  it('someone new becomes known at first sign-in, once, with their name', async () => {
    const name = 'Åsa \u202eÖberg\u0000\n';
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => as('asa.oberg', ['yttra-tsn-handlaggare'], { name }).get('/me')),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(answers[0]!.body).toMatchObject({ username: 'asa.oberg', name: 'Åsa Öberg' });
    expect(await eventsOf('asa.oberg')).toEqual([
      {
        verb: 'add',
        actor: 'asa.oberg',
        body: null,
        before: null,
        after: { username: 'asa.oberg', name: 'Åsa Öberg', email: null, active: true },
      },
      {
        verb: 'set-roles',
        actor: 'asa.oberg',
        body: 'TSN',
        before: { roles: [] },
        after: { roles: ['officer'] },
      },
    ]);
  });

  it('someone without a role, or in bodies that are not there, does not become known', async () => {
    expect((await as('nyfiken', []).get('/me')).status).toBe(401);
    expect((await as('nyfiken', ['yttra-finns-inte']).get('/me')).status).toBe(401);
    expect(await service.database.query("SELECT FROM people WHERE username = 'nyfiken'")).toEqual([]);
  });

  it('someone who has left does not come back with a role', async () => {
    expect((await as('sn-chef', ['yttra-tsn-chef']).get('/me')).status).toBe(200);
    await service.database.query("UPDATE people SET active = false WHERE username = 'sn-chef'");
    expect((await as('sn-chef', ['yttra-tsn-chef', 'yttra-ks']).get('/me')).status).toBe(401);
  });

  it('nobody becomes known unless that is set', async () => {
    const closed = await start({ OIDC_CREATE_PEOPLE: 'false' });
    const { status } = await supertest(await closed.app.getUrl())
      .get('/yttra/v1/me')
      .set('Authorization', `Bearer ${tokenOf('ny.person', ['yttra-ks'])}`);
    expect(status).toBe(401);
    await closed.stop();
  });

  it('an officer who has signed in can be assigned, and no longer once the role is gone', async () => {
    const { sentReferral, consultationOf } = given({
      as: (persona) => as(persona, persona.startsWith('ks') ? ['yttra-ks'] : [`yttra-${persona}`]),
    });
    const officer = () => as('karin.lind', ['yttra-tsn-handlaggare']).get('/me');
    await done(officer());
    await done(as('ks-handlaggare', ['yttra-ks']).get('/me'));
    const referral = await sentReferral();
    const asked = await consultationOf('tsn-registrator', referral);
    const registrar = as('tsn-registrator', ['yttra-tsn-registrator']);
    const registered = await done(
      registrar.post(`/consultations/${asked.id}/register`, {}, { ifMatch: asked.version }),
    );
    const assign = (ifMatch: number) =>
      registrar.post(`/consultations/${asked.id}/assign`, { officer: 'karin.lind' }, { ifMatch });
    const assigned = await done(assign(registered.version));
    expect(assigned['officer']).toBe('karin.lind');

    await done(as('karin.lind', ['yttra-tsn-chef']).get('/me'));
    expect((await assign(assigned.version)).status).toBe(422);
  });

  it('an officer who signs in without the role leaves matters that the managers are told of, once', async () => {
    const { sentReferral, consultationOf, step } = given({
      as: (persona) => as(persona, persona.startsWith('ks') ? ['yttra-ks'] : [`yttra-${persona}`]),
    });
    await done(as('bo.ek', ['yttra-tsn-handlaggare', 'yttra-tsn-chef']).get('/me'));
    await done(as('ks-handlaggare', ['yttra-ks']).get('/me'));
    const { id } = await consultationOf('tsn-registrator', await sentReferral());
    await step('tsn-registrator', id, 'register');
    await step('tsn-registrator', id, 'assign', { officer: 'bo.ek' });
    const told = () =>
      service.database.query(
        "SELECT recipient_body, recipient_role FROM deliveries WHERE topic = 'matters-left' AND channel = 'inbox'",
      );
    const before = ((await told()) as object[]).length;
    // Eight requests at once of somebody who has lost the role; and later one who has lost the other role too.
    await Promise.all(Array.from({ length: 8 }, () => done(as('bo.ek', ['yttra-tsn-chef']).get('/me'))));
    await done(as('bo.ek', []).get('/me'));
    expect(((await told()) as object[]).slice(before)).toEqual([
      { recipient_body: 'TSN', recipient_role: 'manager' },
    ]);
  });

  it('an older token does not bring back a role that a newer one lacks', async () => {
    const earlier = Math.floor(Date.now() / 1000) - 600;
    expect(await rolesOf('bin-sekreterare', ['yttra-tsn-chef'])).toEqual(['TSN manager']);
    const before = await eventsOf('bin-sekreterare');
    expect(await rolesOf('bin-sekreterare', ['yttra-ks'], { iat: earlier })).toContain('KS registrar');
    expect(
      await service.database.query("SELECT body_code, role FROM roles WHERE username = 'bin-sekreterare'"),
    ).toEqual([{ body_code: 'TSN', role: 'manager' }]);
    expect(await eventsOf('bin-sekreterare')).toEqual(before);
  });

  it('signing in again with the same roles writes nothing', async () => {
    await done(as('amn-chef', ['yttra-tsn-chef']).get('/me'));
    const before = await eventsOf('amn-chef');
    await done(as('amn-chef', ['yttra-tsn-chef']).get('/me'));
    expect(await eventsOf('amn-chef')).toEqual(before);
  });
});
