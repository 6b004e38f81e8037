import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ForgetRefusals } from '../../src/http/forget-refusals.js';
import { administratorOfTsn } from '../support/administrator-of-tsn.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import type { Persona } from '../support/service.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';

let tsnAdministrator: Persona;
const service = sharedService({ ROLE: 'api' });
beforeAll(async () => {
  tsnAdministrator = await administratorOfTsn(service);
});
beforeEach(() => service.setNow(NOW));
afterEach(() => service.reset());

const kept = async (keeper: Persona, body: string) =>
  (await done(keeper.get(`/bodies/${body}/refused-attempts?limit=100`)))['items'] as Answer[];
const written = () => service.database.query('SELECT count(*)::int AS number FROM refused_attempts');
const asOwner = async (sql: string): Promise<Answer[]> => {
  const { default: pg } = await import('pg');
  const owner = new pg.Client({ connectionString: service.databaseUrl });
  await owner.connect();
  const { rows } = await owner.query(sql);
  await owner.end();
  return rows as Answer[];
};
const all = () => asOwner('SELECT * FROM refused_attempts ORDER BY id');

describe('a refused attempt', () => {
  it('at what somebody may not see is kept for the administrators of those whose it is', async () => {
    const { id } = await given(service).consultation('drafting');
    const { headers } = await service.as('bin-registrator').get(`/consultations/${id}/statement`).expect(404);

    const [attempt] = await until(
      () => kept(tsnAdministrator, 'TSN'),
      ({ length }) => length > 0,
    );
    expect(attempt).toMatchObject({
      actor: 'bin-registrator',
      status: 404,
      action: null,
      route: 'GET /yttra/v1/consultations/:id/statement',
      objectType: 'consultations',
      objectId: id,
      requestId: headers['x-request-id'],
    });
    expect(await kept(service.as('admin'), 'KS')).toEqual([attempt]);
    await tsnAdministrator.get('/bodies/KS/refused-attempts').expect(403);
    await service.as('tsn-registrator').get('/bodies/TSN/refused-attempts').expect(403);
  });

  it('at a step that the role does not have is kept with what it was', async () => {
    const { id, version } = await given(service).consultation('in-review');
    await service
      .as('tsn-handlaggare')
      .post(`/consultations/${id}/approve`, { reason: 'Hemligt' }, { ifMatch: version })
      .expect(403);
    await service.as('tsn-lasare').post('/cases', { title: 'Hemligt', issuer: 'KS' }).expect(403);

    const attempts = await until(
      () => kept(tsnAdministrator, 'TSN'),
      ({ length }) => length > 1,
    );
    expect(attempts).toMatchObject([
      {
        actor: 'tsn-lasare',
        status: 403,
        action: 'case.register',
        route: 'POST /yttra/v1/cases',
        objectId: null,
      },
      { actor: 'tsn-handlaggare', status: 403, action: 'consultation.approve', objectId: id },
    ]);
    expect(JSON.stringify(await all())).not.toMatch(/Hemligt/);
  });

  it('is none where there is no record, or only what was asked for of it is missing', async () => {
    const { id } = await given(service).consultation('registered');
    await service.as('bin-registrator').get(`/consultations/${randomUUID()}`).expect(404);
    await service.as('bin-registrator').get('/consultations/none').expect(404);
    await service.as('tsn-registrator').get(`/consultations/${id}/statement/versions/9`).expect(404);
    await service.as('bin-registrator').get(`/consultations/${id}`).expect(404); // written last

    await until(all, ({ length }) => length > 0);
    expect(await all()).toMatchObject([{ object_id: id, status: 404 }]);
  });

  it('fills nobody’s disk: of one principal a thousand a day', async () => {
    const { id } = await given(service).consultation('registered');
    const row = `'bin-registrator', 403, 'a', '[]', '{TSN}', 'r', 't', now()`;
    await asOwner(
      `INSERT INTO refused_attempts (actor, status, action, route, bodies, request_id, trace_id, at)
       SELECT ${row} FROM generate_series(1, 1000)`,
    );
    await service.as('bin-registrator').get(`/consultations/${id}`).expect(404);
    await service.as('sn-registrator').get(`/consultations/${id}`).expect(404);
    await until(all, ({ length }) => length > 1000);
    expect((await all()).at(-1)).toMatchObject({ actor: 'sn-registrator' });
    expect(await all()).toHaveLength(1001);
  });

  it('is forgotten after the days that are set, and can be neither added nor removed otherwise', async () => {
    await asOwner(
      `INSERT INTO refused_attempts (actor, status, route, bodies, request_id, trace_id, at)
       SELECT 'a', 403, 'r', '{TSN}', 'r', 't', now() - make_interval(days => days) FROM unnest(ARRAY[179, 181]) days`,
    );
    await service.app.get(ForgetRefusals).forget();
    expect(await all()).toHaveLength(1);
    for (const sql of [
      'DELETE FROM refused_attempts',
      'UPDATE refused_attempts SET actor = actor',
      'TRUNCATE refused_attempts',
    ])
      await expect(service.database.query(sql)).rejects.toThrow(/permission denied/);
    expect(await written()).toEqual([{ number: 0 }]); // the service itself sees none
  });

  it('neither fails nor delays the answer when it cannot be kept', async () => {
    const { id } = await given(service).consultation('registered');
    const { default: pg } = await import('pg');
    const owner = new pg.Client({ connectionString: service.databaseUrl });
    await owner.connect();
    await owner.query('BEGIN; LOCK TABLE refused_attempts');
    for (let times = 0; times < 20; times++)
      await service.as('bin-registrator').get(`/consultations/${id}`).expect(404);
    await owner.query('ROLLBACK');
    await owner.end();
    await until(all, ({ length }) => length === 20);
  });
});
