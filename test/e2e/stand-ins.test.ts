import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import supertest, { type Test } from 'supertest';
import { actingAsTheService } from '../../src/database/acting.js';
import { SayReminders } from '../../src/deadlines/reminders/say-reminders.js';
import { done, given, NOW, statement, type Answer } from '../support/given.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
beforeAll(async () => {
  service = await startService({ REMINDER_SWEEP_SECONDS: '86400' });
});
beforeEach(() => service.setNow(NOW));
afterEach(() => service.reset());
afterAll(() => service.stop());

const as = (persona: string) => service.as(persona);
const errorsOf = async (test: Test) =>
  ((await done(test, 422))['errors'] as Answer[]).map(({ pointer, code }) => [pointer, code]);

/** From 16 to 20 November; the service's day is 2 November. */
const PERIOD = { from: '2026-11-16', until: '2026-11-20' };
const DURING = '2026-11-18T08:00:00Z';
const arrange = (fields: object = {}, persona = 'tsn-chef', body = 'TSN') =>
  as(persona).post(`/bodies/${body}/stand-ins`, {
    absent: 'tsn-handlaggare',
    standIn: 'tsn-lasare',
    ...PERIOD,
    ...fields,
  });
const revoke = async ({ id, body }: Answer, persona = 'tsn-chef', ifMatch: number | string = '*') =>
  as(persona).post(`/bodies/${body}/stand-ins/${id}/revoke`, { reason: 'Tillbaka tidigare' }, { ifMatch });
const eventsOf = async (id: string) =>
  service.database.query(
    `SELECT verb, actor, on_behalf_of FROM audit_events WHERE consultation_id = $1 AND actor = 'tsn-lasare' ORDER BY id`,
    [id],
  );
const saving = (id: string, persona: string) =>
  as(persona).put(`/consultations/${id}/statement`, statement, { ifMatch: '*' });

describe('a stand-in', () => {
  it('is arranged by the person, their manager or an administrator, among the people of the body', async () => {
    const { body, headers } = await arrange().expect(201);
    expect(body).toMatchObject({
      body: 'TSN',
      absent: 'tsn-handlaggare',
      standIn: 'tsn-lasare',
      ...PERIOD,
      createdBy: 'tsn-chef',
      revokedAt: null,
      version: 1,
    });
    await as('tsn-lasare').get(headers['location']!).expect(200);
    await as('bin-chef').get(headers['location']!).expect(403);
    await as('bin-chef').get('/bodies/TSN/stand-ins').expect(403);
    await as('bin-chef').get(`/bodies/BIN/stand-ins/${body.id}`).expect(404);
    await arrange({}, 'tsn-handlaggare').expect(201);
    await arrange({}, 'tsn-chef').expect(201);
    for (const persona of ['tsn-registrator', 'tsn-lasare', 'bin-chef', 'ks-registrator', 'admin'])
      await arrange({}, persona).expect(403);
    await arrange({}, 'admin', 'XX').expect(404);

    const ids = async (query: string) =>
      (await done(as('tsn-chef').get(`/bodies/TSN/stand-ins?count=true&${query}`)))['total'] as number;
    expect(await ids('')).toBe(3);
    expect(await ids('on=2026-11-16')).toBe(3);
    expect(await ids('on=2026-11-21')).toBe(0);
    expect(await ids('absent=tsn-chef')).toBe(0);
  });

  it('is not the absent themselves, nor of another body, nor for a time that cannot be', async () => {
    expect(await errorsOf(arrange({ standIn: 'tsn-handlaggare' }))).toEqual([['/standIn', 'same-person']]);
    expect(await errorsOf(arrange({ standIn: 'bin-handlaggare' }))).toEqual([
      ['/standIn', 'not-of-the-body'],
    ]);
    expect(await errorsOf(arrange({ standIn: 'ingen' }))).toEqual([['/standIn', 'not-of-the-body']]);
    expect(await errorsOf(arrange({ absent: 'bin-handlaggare' }))).toEqual([['/absent', 'not-of-the-body']]);
    expect(await errorsOf(arrange({ until: '2026-11-15' }))).toEqual([['/until', 'before-from']]);
    expect(await errorsOf(arrange({ from: '2026-10-01', until: '2026-11-01' }))).toEqual([
      ['/until', 'over-already'],
    ]);
    expect(await errorsOf(arrange({ until: '2027-11-18' }))).toEqual([['/until', 'too-long']]);
    expect(await errorsOf(arrange({ from: 'i morgon' }))).toEqual([['/from', 'date']]);
  });

  it('does what the absent may from the first to the last day in Sweden, and the audit trail names both', async () => {
    const { id, ...drafting } = await given(service).consultation('drafting');
    await done(arrange());
    // prettier-ignore
    const days = {
      [NOW]: 404, '2026-11-15T22:59:59Z': 404, '2026-11-15T23:00:00Z': 200, [DURING]: 200,
      '2026-11-20T22:59:59Z': 200, '2026-11-20T23:00:00Z': 404,
    };
    for (const [now, expected] of Object.entries(days)) {
      service.setNow(now);
      const { status } = await saving(id, 'tsn-lasare');
      expect([now, status]).toEqual([now, expected]);
    }
    service.setNow(DURING);
    const read = await done(as('tsn-lasare').get(`/consultations/${id}`));
    expect(read['availableActions']).toEqual(['submit']);
    await done(as('tsn-lasare').post(`/consultations/${id}/submit`, {}, { ifMatch: read.version }));
    await as('tsn-lasare').post(`/consultations/${id}/approve`, {}, { ifMatch: '*' }).expect(403);

    expect(await eventsOf(id)).toEqual([
      ...Array.from({ length: 3 }, () => ({
        verb: 'save',
        actor: 'tsn-lasare',
        on_behalf_of: 'tsn-handlaggare',
      })),
      { verb: 'submit', actor: 'tsn-lasare', on_behalf_of: 'tsn-handlaggare' },
    ]);
    const trail = await done(as('tsn-chef').get(`/cases/${drafting['caseId']}/audit-trail?limit=100`));
    expect((trail['items'] as Answer[]).at(-1)).toMatchObject({
      verb: 'submit',
      actor: 'tsn-lasare',
      onBehalfOf: 'tsn-handlaggare',
    });
    const issuer = await done(as('ks-registrator').get(`/cases/${drafting['caseId']}/audit-trail?limit=100`));
    expect((issuer['items'] as Answer[]).at(-1)).toMatchObject({ actor: null, onBehalfOf: null });
  });

  it('acts in their own right where they have it', async () => {
    const { id } = await given(service).consultation('drafting');
    await done(arrange({ standIn: 'tsn-registrator' }));
    service.setNow(DURING);
    const extension = { until: '2026-12-20', reason: 'Sjukdom' };
    await done(as('tsn-registrator').post(`/consultations/${id}/extensions`, extension), 201);
    await done(saving(id, 'tsn-registrator'));
    const events = await service.database.query(
      `SELECT object_type, on_behalf_of FROM audit_events WHERE actor = 'tsn-registrator' AND consultation_id = $1
       ORDER BY audit_events.id DESC LIMIT 2`,
      [id],
    );
    expect(events).toEqual([
      { object_type: 'statement', on_behalf_of: 'tsn-handlaggare' },
      { object_type: 'extension', on_behalf_of: null },
    ]);
    expect(await done(as('tsn-registrator').get('/me'))).toMatchObject({
      roles: [{ body: 'TSN', role: 'registrar' }],
      standsInFor: [
        { username: 'tsn-handlaggare', name: 'Handläggare, TSN', roles: [{ body: 'TSN', role: 'officer' }] },
      ],
    });
  });

  it('holds the roles that the absent has, where they have them, but not the administrator’s', async () => {
    await done(
      as('admin').put(
        '/bodies/TSN/people/tsn-chef',
        { roles: ['manager', 'administrator'] },
        { ifMatch: (await done(as('admin').get('/bodies/TSN/people/tsn-chef'))).version },
      ),
    );
    const { id } = await given(service).consultation('in-review');
    await done(arrange({ absent: 'tsn-chef' }));
    service.setNow(DURING);
    await as('tsn-lasare')
      .get('/webhooks?count=true')
      .expect(200)
      .expect(/"total":0/);
    await as('tsn-lasare').post('/api-clients', { body: 'TSN', name: 'X', scopes: [{ body: 'TSN', verbs: ['read'] }] }).expect(403); // prettier-ignore
    await arrange({ absent: 'tsn-chef', until: '2026-12-24' }, 'tsn-lasare').expect(403);
    await done(as('tsn-lasare').post(`/consultations/${id}/approve`, {}, { ifMatch: '*' }));
    expect(await eventsOf(id)).toEqual([{ verb: 'approve', actor: 'tsn-lasare', on_behalf_of: 'tsn-chef' }]);
  });

  it('holds them also where the absent’s body keeps another’s register', async () => {
    await done(arrange({ absent: 'ks-registrator', standIn: 'ks-handlaggare' }, 'ks-registrator', 'KS'));
    const register = () => as('ks-handlaggare').post('/cases', { title: 'Motion', issuer: 'KF' });
    await register().expect(403);
    service.setNow(DURING);
    await register().expect(201);
  });

  it('is one no more as soon as it is revoked, or the absent has lost the role or left', async () => {
    const { id } = await given(service).consultation('drafting');
    const arranged = await done(arrange());
    service.setNow(DURING);
    await done(saving(id, 'tsn-lasare'));

    expect((await revoke(arranged, 'tsn-lasare')).status).toBe(403);
    expect((await revoke(arranged, 'bin-chef')).status).toBe(403);
    // Of another body nobody learns by trying whether there is such a stand-in.
    expect((await revoke({ ...arranged, id: randomUUID() }, 'bin-chef')).status).toBe(403);
    expect((await revoke({ ...arranged, id: randomUUID() }, 'tsn-lasare')).status).toBe(404);
    expect((await revoke(arranged, 'tsn-chef', 7)).status).toBe(412);
    const { status, body } = await revoke(arranged, 'tsn-handlaggare');
    expect([status, body.revokedBy, body.version]).toEqual([200, 'tsn-handlaggare', 2]);
    await saving(id, 'tsn-lasare').expect(404);
    expect((await revoke(arranged)).status).toBe(409);

    await done(arrange());
    await done(saving(id, 'tsn-lasare'));
    const person = await done(as('admin').get('/bodies/TSN/people/tsn-handlaggare'));
    await done(as('admin').patch('/people/tsn-handlaggare', { active: false }, { ifMatch: person.version }));
    await saving(id, 'tsn-lasare').expect(404);
    await done(as('admin').patch('/people/tsn-handlaggare', { active: true }, { ifMatch: '*' }));
    await done(saving(id, 'tsn-lasare'));
    const roles = (held: string[]) =>
      done(as('admin').put('/bodies/TSN/people/tsn-handlaggare', { roles: held }, { ifMatch: '*' }));
    await roles(['reader']);
    await saving(id, 'tsn-lasare').expect(404);
    await roles(['officer']);
    expect(
      await service.database.query(
        "SELECT verb, reason FROM audit_events WHERE object_type = 'stand-in' ORDER BY id",
      ),
    ).toEqual([
      { verb: 'arrange', reason: null },
      { verb: 'revoke', reason: 'Tillbaka tidigare' },
      { verb: 'arrange', reason: null },
    ]);
  });

  it('of a stand-in has nothing of whom that one stands in for', async () => {
    const { id } = await given(service).consultation('drafting');
    await done(arrange({ standIn: 'tsn-registrator' }));
    await done(arrange({ absent: 'tsn-registrator' }));
    service.setNow(DURING);
    await saving(id, 'tsn-lasare').expect(403);
    await done(saving(id, 'tsn-registrator'));
  });
});

describe('while someone is away', () => {
  const said = (on: string) =>
    service.database.query(
      'SELECT DISTINCT kind, recipient FROM reminders WHERE said_on = $1 ORDER BY kind',
      [on],
    );

  it('reminders of their matters reach the stand-in instead', async () => {
    await given(service).consultation('drafting');
    await done(arrange({ from: '2026-12-07', until: '2026-12-11' }));
    const say = (on: string) =>
      actingAsTheService(() => service.app.get(SayReminders).say(new Date(`${on}T11:00:00Z`)));
    await say('2026-12-01');
    await say('2026-12-08');
    await say('2026-12-14');
    const recipients = async (on: string) =>
      (await said(on))
        .filter(({ kind }: { kind: string }) => kind === 'reply-by')
        .map(({ recipient }: { recipient: string }) => recipient);
    expect(await recipients('2026-12-01')).toEqual(['tsn-handlaggare']);
    expect(await recipients('2026-12-08')).toEqual(['tsn-lasare']);
    expect(await recipients('2026-12-14')).toEqual(['tsn-handlaggare']);
  });

  it('the stand-in’s own calendar holds their matters', async () => {
    await given(service).meeting('2026-12-02');
    await given(service).consultation('drafting');
    await done(arrange());
    const feed = await done(as('tsn-lasare').post('/calendar-feeds', {}), 201);
    const calendar = async () =>
      (await supertest(await service.app.getUrl()).get(new URL(feed['address'] as string).pathname)).text;
    expect(await calendar()).not.toContain('VEVENT');
    service.setNow(DURING);
    expect(await calendar()).toContain('VEVENT');
    service.setNow('2026-11-21T08:00:00Z');
    expect(await calendar()).not.toContain('VEVENT');
  });
});
