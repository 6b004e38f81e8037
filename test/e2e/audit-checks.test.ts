import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import supertest from 'supertest';
import { SealAudit } from '../../src/audit/seal-audit.js';
import type { CheckAuditTrail } from '../../src/operating/audit-check/check-audit-trail.js';
import { startAuditChecks, tamper } from '../support/audit-check-worker.js';
import { NOW, done, given, type Answer } from '../support/given.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

const SEALS = join(process.env['YTTRA_TEST_FOLDER']!, 'audit-checks-seals.jsonl');

let service: Service;
let base: string;
let owner: pg.Client;
beforeAll(async () => {
  // Workers are started by each test that needs one.
  service = await startService({ ROLE: 'api', AUDIT_SEALS_FILE: SEALS });
  service.setNow(NOW);
  base = service.base;
  owner = new pg.Client({ connectionString: service.databaseUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await service.stop();
});

const workers: CheckAuditTrail[] = [];
beforeEach(async () => {
  await service.reset();
  await owner.query('DELETE FROM audit_checks');
  await rm(SEALS, { force: true });
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.beforeApplicationShutdown()));
});

function startWorker(): CheckAuditTrail {
  const worker = startAuditChecks(service);
  workers.push(worker);
  return worker;
}

const ask = () => done(service.as('admin').post('/audit-checks'), 202);
const read = (id: string) => done(service.as('admin').get(`/audit-checks/${id}`));
const ended = (id: string) =>
  until(
    () => read(id),
    ({ endedAt }) => endedAt !== null,
  );
const list = async () => (await done(service.as('admin').get('/audit-checks')))['items'] as Answer[];
/** A night's check is done already, so that the one which is asked for is the only one. */
const nightIsOver = () =>
  owner.query(`INSERT INTO audit_checks (night, due_at, started_at, ended_at, outcome, events)
    VALUES ((now() AT TIME ZONE 'Europe/Stockholm' - interval '2 hours')::date, NULL, now(), now(), 'whole', 0)`);
const past = (sql: string) => tamper(service, sql);
const metric = async (name: string) => {
  const { text } = await supertest(base).get('/metrics').expect(200);
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
};
const event = async (condition: string) => {
  const { rows } = await owner.query(
    `SELECT id::int FROM audit_events WHERE ${condition} ORDER BY id LIMIT 1`,
  );
  return rows[0]?.id as number;
};

/** Keeps checks from going on, for as long as the work takes. */
async function held<T>(work: () => Promise<T>): Promise<T> {
  await owner.query('BEGIN');
  await owner.query('LOCK statement_versions IN ACCESS EXCLUSIVE MODE');
  try {
    return await work();
  } finally {
    await owner.query('ROLLBACK');
  }
}

describe('a check of the audit trail', () => {
  it('is done each night by itself, once, however many workers there are', async () => {
    const { id } = await given(service).consultation('forwarded');
    for (let started = 0; started < 4; started++) startWorker();
    const [check, ...more] = await until(list, ([first]) => first?.['endedAt'] != null);
    expect(more).toEqual([]);
    const { rows } = await owner.query('SELECT count(*)::int AS events, min(id)::int AS first, max(id)::int AS last FROM audit_events'); // prettier-ignore
    expect(check).toMatchObject({
      state: 'whole',
      askedBy: null,
      events: rows[0].events,
      firstEvent: rows[0].first,
      lastEvent: rows[0].last,
      fault: null,
    });
    expect(Date.parse(check!['lastEventAt'])).toBeGreaterThanOrEqual(Date.parse(check!['firstEventAt']));
    await Promise.all(workers.map((worker) => worker.beforeApplicationShutdown()));
    for (let started = 0; started < 2; started++) startWorker();
    await Promise.all(workers.splice(0).map((worker) => worker.beforeApplicationShutdown()));
    const { rows: kept } = await owner.query('SELECT attempts FROM audit_checks');
    expect([id, kept]).toEqual([id, [{ attempts: 1 }]]);
    await past("UPDATE audit_checks SET night = night - 1, asked_at = asked_at - interval '1 day'");
    startWorker();
    expect(await until(list, ({ length }) => length === 2)).toHaveLength(2);
  });

  it('is done once a night also where another worker began it, and ended it, in the same moment', async () => {
    const another = new pg.Client({ connectionString: service.databaseUrl });
    await another.connect();
    try {
      await another.query(`BEGIN; INSERT INTO audit_checks (night, due_at, started_at, ended_at, outcome, events)
        VALUES ((now() AT TIME ZONE 'Europe/Stockholm' - interval '2 hours')::date, NULL, now(), now(), 'whole', 0)`);
      startWorker();
      const begun = () =>
        owner.query(
          `SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid' UNION ALL SELECT FROM audit_checks`,
        );
      await until(begun, ({ rowCount }) => rowCount! > 0);
      await another.query('COMMIT');
      await Promise.all(workers.splice(0).map((worker) => worker.beforeApplicationShutdown()));
      expect(await list()).toHaveLength(1);
    } finally {
      await another.end();
    }
  });

  it('is answered at once when it is asked for, and whoever asks meanwhile gets the same', async () => {
    await nightIsOver();
    const sent = service.as('admin').post('/audit-checks');
    const { body, headers } = await sent.expect(202);
    expect(body).toMatchObject({ state: 'waiting', askedBy: 'admin', startedAt: null, events: null });
    expect(headers['location']).toBe(`/yttra/v1/audit-checks/${body.id}`);
    const others = await Promise.all(Array.from({ length: 8 }, ask));
    expect(new Set(others.map(({ id }) => id))).toEqual(new Set([body.id]));
    const { rows } = await owner.query("SELECT object_id, actor FROM audit_events WHERE object_type = 'audit-check'"); // prettier-ignore
    expect(rows).toEqual([{ object_id: body.id, actor: 'admin' }]);
    startWorker();
    expect(await ended(body.id)).toMatchObject({ state: 'whole', events: 1 });
    expect((await ask()).id).not.toBe(body.id);
  });

  it('is for municipal administrators alone', async () => {
    const { id } = await ask();
    for (const persona of ['ks-registrator', 'tsn-chef']) {
      await service.as(persona).post('/audit-checks').expect(403);
      await service.as(persona).get('/audit-checks').expect(403);
      await service.as(persona).get(`/audit-checks/${id}`).expect(403);
    }
    await service.as('admin').get('/audit-checks/3f0e1d2c-0b1a-4c3d-8e9f-0a1b2c3d4e5f').expect(404);
  });

  it.each([
    [
      'an event that was altered',
      "UPDATE audit_events SET reason = 'Bra skäl' WHERE id = #",
      "verb = 'decide'",
      'event-altered',
      'En händelse är ändrad sedan den skrevs.',
    ],
    [
      'an event that is gone',
      'DELETE FROM audit_events WHERE id = #',
      "object_type = 'message'",
      'event-missing',
      'En händelse är borttagen.',
    ],
    [
      'the end of a chain cut off, links and all, once it was sealed',
      'DELETE FROM audit_events WHERE id = #; DELETE FROM audit_links WHERE event_id = #',
      "object_type = 'message'",
      'trail-cut-off',
      'Historiken är avkortad eller skriven på nytt sedan den förseglades.',
    ],
    [
      'seals of which the last was taken away, when they are published',
      'DELETE FROM audit_seals; DELETE FROM audit_events WHERE id = #; DELETE FROM audit_links WHERE event_id = #',
      "object_type = 'message'",
      'trail-cut-off',
      'Historiken är avkortad eller skriven på nytt sedan den förseglades.',
    ],
    [
      'a record that was altered past the service',
      "UPDATE consultations SET state = 'received'",
      'true',
      'record-altered',
      'Något är ändrat utan att historiken säger det.',
    ],
    [
      'a statement whose text was altered',
      `UPDATE statement_versions SET content = jsonb_set(content, '{title}', '"Något annat"')`,
      'true',
      'text-altered',
      'Texten i ett yttrande är ändrad sedan den sparades.',
    ],
  ])('finds %s', async (_, harm, which, kind, detail) => {
    const { id: consultation } = await given(service).consultation('forwarded');
    await done(
      service.as('tsn-registrator').post(`/consultations/${consultation}/messages`, { text: 'Hur?' }),
    );
    await service.app.get(SealAudit).seal();
    const number = await event(which);
    await nightIsOver();
    await past(harm.replaceAll('#', String(number)));
    const asked = await ask();
    startWorker();
    const names = kind.startsWith('event-') ? number : null;
    expect(await ended(asked.id)).toMatchObject({ state: 'broken', fault: { kind, event: names, detail } });
    expect(await metric('yttra_audit_check_broken')).toBe(1);
    const english = await service.as('admin').get(`/audit-checks/${asked.id}`).set('Accept-Language', 'en');
    expect(english.body.fault.detail).toMatch(/^(An event|The t|Something)/);
  });

  it('does not take seals that are published while it looks for a fault', async () => {
    await nightIsOver();
    await given(service).consultation('decided');
    await service.app.get(SealAudit).seal();
    const { id } = await ask();
    await held(async () => {
      startWorker();
      await until(() => read(id), ({ state }) => state === 'running'); // prettier-ignore
      // Its transaction has begun once it waits for the lock.
      await waits();
      await given(service).referralCase();
      await service.app.get(SealAudit).seal();
    });
    expect(await ended(id)).toMatchObject({ state: 'whole' });
  });
});

/** Until a check waits for what `held` has locked. */
async function waits(): Promise<void> {
  const client = new pg.Client({ connectionString: service.databaseUrl });
  await client.connect();
  try {
    await until(
      async () => (await client.query("SELECT FROM pg_locks WHERE NOT granted AND relation = 'statement_versions'::regclass")).rowCount, // prettier-ignore
      (count) => count! > 0,
    );
  } finally {
    await client.end();
  }
}

describe('a worker that', () => {
  it('was killed leaves its check to another, once its lease has run out', async () => {
    await nightIsOver();
    const { id } = await ask();
    await owner.query("UPDATE audit_checks SET attempts = 1, started_at = now(), due_at = now() + interval '40 seconds' WHERE ended_at IS NULL"); // prettier-ignore
    const worker = startWorker();
    expect(await read(id)).toMatchObject({ state: 'running' });
    await worker.beforeApplicationShutdown();
    expect(await read(id)).toMatchObject({ state: 'running' });
    await owner.query('UPDATE audit_checks SET due_at = now() WHERE ended_at IS NULL');
    startWorker();
    expect(await ended(id)).toMatchObject({ state: 'whole' });
  });

  it('is killed by it each time ends it as interrupted, which says nothing of the trail', async () => {
    const { id } = await ask();
    await owner.query('UPDATE audit_checks SET attempts = 3, started_at = now() WHERE ended_at IS NULL');
    startWorker();
    expect(await ended(id)).toMatchObject({ state: 'interrupted', events: null, fault: null });
    expect(await metric('yttra_audit_check_broken')).toBe(0);
  });

  it('is told to stop gives it back, and it was no attempt', async () => {
    await nightIsOver();
    const { id } = await ask();
    await held(async () => {
      const worker = startWorker();
      await waits();
      await worker.beforeApplicationShutdown();
      const { rows } = await owner.query('SELECT attempts, started_at, due_at <= clock_timestamp() AS due FROM audit_checks WHERE ended_at IS NULL'); // prettier-ignore
      expect(rows).toEqual([{ attempts: 0, started_at: null, due: true }]);
    });
    startWorker();
    expect(await ended(id)).toMatchObject({ state: 'whole' });
  });

  it('was away for longer than its lease keeps nothing: another has the check', async () => {
    await nightIsOver();
    const { id } = await ask();
    await held(async () => {
      startWorker();
      await waits();
      await service.database.query(
        "UPDATE audit_checks SET attempts = attempts + 1, due_at = now() + interval '1 hour' WHERE ended_at IS NULL",
      );
    });
    await workers.splice(0)[0]!.beforeApplicationShutdown();
    expect(await read(id)).toMatchObject({ state: 'running', endedAt: null });
  });
});

describe('what a check has found', () => {
  it('is neither changed nor removed by the service, which cannot enter a finding either', async () => {
    await nightIsOver();
    for (const [statement, code] of [
      ["UPDATE audit_checks SET outcome = 'broken', broken_kind = 'event-altered'", '23000'],
      ['UPDATE audit_checks SET asked_at = now()', '42501'],
      ['DELETE FROM audit_checks', '42501'],
      ['TRUNCATE audit_checks', '42501'],
      ["INSERT INTO audit_checks (asked_by, outcome, ended_at) VALUES ('admin', 'whole', now())", '42501'],
    ] as const)
      await expect(service.database.query(statement)).rejects.toMatchObject({ code });
  });

  it('is kept for the latest 400, and for good where something was wrong', async () => {
    await owner.query(`INSERT INTO audit_checks (asked_at, asked_by, due_at, ended_at, outcome, events, broken_kind)
      SELECT now() - make_interval(hours => n), 'admin', NULL, now(), CASE n WHEN 450 THEN 'broken' ELSE 'whole' END, 1,
        CASE n WHEN 450 THEN 'event-altered' END FROM generate_series(1, 450) n`);
    await ask();
    const { rows } = await owner.query("SELECT count(*)::int AS kept, count(*) FILTER (WHERE outcome = 'broken')::int AS broken FROM audit_checks"); // prettier-ignore
    expect(rows).toEqual([{ kept: 401, broken: 1 }]);
  });

  it('is told as late after two nights, in the metrics and to administrators, and takes no process away', async () => {
    await nightIsOver();
    const late = () => metric('yttra_late{what="auditChecks"}');
    expect([await late(), await metric('yttra_audit_check_broken')]).toEqual([0, 0]);
    await past("UPDATE audit_checks SET ended_at = now() - interval '47 hours'");
    expect(await late()).toBe(0);
    await past("UPDATE audit_checks SET ended_at = now() - interval '49 hours'");
    expect(await late()).toBe(1);
    expect(await metric('yttra_audit_check_age_seconds')).toBeGreaterThan(48 * 3600);
    await supertest(base).get('/health/ready').expect(200);
    const admin = await Visitor.signedIn(base, 'admin');
    expect((await admin.visit('/forvaltning')).read).toContain(
      'Historiken har inte kontrollerats på två nätter',
    );
    expect((await admin.visit('/forvaltning/drift')).read).toContain('Se till att arbetaren är i gång');
    // Nobody has run a worker yet: nothing is late.
    await owner.query('DELETE FROM audit_checks');
    expect(await late()).toBe(0);
  });
});

describe('a broken trail', () => {
  const told = async (): Promise<object[]> =>
    service.database.query(
      "SELECT recipient_body, recipient_person, case_id FROM deliveries WHERE topic = 'audit-trail-broken'",
    );
  const check = async () => {
    const { id } = await ask();
    return (await ended(id)).state;
  };
  const alter = (kind: string) =>
    past(
      `UPDATE audit_events SET verb = verb || '-x' WHERE id = (SELECT max(id) FROM audit_events WHERE object_type = '${kind}')`,
    );
  const mend = (kind: string) =>
    past(`UPDATE audit_events SET verb = replace(verb, '-x', '') WHERE object_type = '${kind}'`);

  it('is told to each municipal administrator, once, until it is mended or another is found', async () => {
    await given(service).consultation('decided');
    await nightIsOver();
    await past(
      "UPDATE audit_checks SET ended_at = now() - interval '1 hour', started_at = now() - interval '1 hour'",
    );
    startWorker();
    expect([await check(), await told()]).toEqual(['whole', []]);
    await alter('consultation');
    expect(await check()).toBe('broken');
    const once = [{ recipient_body: 'KS', recipient_person: 'admin', case_id: null }];
    expect(await told()).toEqual(once);
    expect([await check(), await told()]).toEqual(['broken', once]);
    await mend('consultation');
    expect([await check(), await told()]).toEqual(['whole', once]);
    await alter('consultation');
    expect([await check(), (await told()).length]).toEqual(['broken', 2]);
    await mend('consultation');
    await alter('referral');
    expect([await check(), (await told()).length]).toEqual(['broken', 3]);
    await mend('referral');
  });

  it('is told once, however many workers there are', async () => {
    await given(service).consultation('decided');
    await nightIsOver();
    await alter('consultation');
    const { id } = await ask();
    for (let started = 0; started < 4; started++) startWorker();
    expect((await ended(id)).state).toBe('broken');
    expect(await told()).toHaveLength(1);
    await mend('consultation');
  });
});

describe('the page of the health', () => {
  const HEALTH = '/forvaltning/drift';

  it('has the trail checked by its button, and shows since when it runs and how it went', async () => {
    await nightIsOver();
    await given(service).consultation('drafting');
    const admin = await Visitor.signedIn(base, 'admin');
    const before = await admin.visit(HEALTH);
    expect(before.read).toContain('Kontrollera nu');
    const fields = Visitor.hidden(before);
    await held(async () => {
      const asked = await admin.send(HEALTH, fields);
      expect([asked.status, asked.path]).toEqual([200, `${HEALTH}#granskning`]);
      expect(asked.read).toContain('En kontroll är begärd och börjar strax.');
      expect(asked.read).not.toContain('Kontrollera nu');
      // A double click.
      await admin.send(HEALTH, fields);
      startWorker();
      await waits();
      expect((await admin.visit(HEALTH)).read).toMatch(/En kontroll pågår sedan\s+\d+ \p{L}+ 20\d\d/u);
    });
    const [check, ...others] = await until(list, ([first]) => first!['endedAt'] !== null);
    expect(others).toHaveLength(1);
    const after = await admin.visit(HEALTH);
    expect(after.read).toContain('Hel');
    expect(after.read).toContain(String(check!['events']));
    expect(after.read).toContain('Kontrollera nu');
    const english = await admin.visit(HEALTH, { 'Accept-Language': 'en' });
    expect(english.read).toContain('Check now');
  });

  it('says what is wrong and what to do, and so does what administrators come to first', async () => {
    await nightIsOver();
    await given(service).consultation('decided');
    const number = await event("verb = 'decide'");
    await past(`UPDATE audit_events SET actor = 'någon-annan' WHERE id = ${number}`);
    const { id } = await ask();
    startWorker();
    await ended(id);
    const admin = await Visitor.signedIn(base, 'admin');
    const page = await admin.visit(HEALTH);
    expect(page.read).toContain(`Händelse ${number}: En händelse är ändrad sedan den skrevs.`);
    expect(page.read).toContain('verify-audit');
    expect(page.read).not.toContain('event-altered');
    expect((await admin.visit('/forvaltning')).read).toContain('Historiken är bruten');
  });

  it('takes nothing without the token of the session, nor of anybody else', async () => {
    const admin = await Visitor.signedIn(base, 'admin');
    const old = await admin.send(HEALTH, { _token: 'x' });
    expect([old.status, old.read.includes('tidigare inloggning')]).toEqual([403, true]);
    const registrar = await Visitor.signedIn(base, 'ks-registrator');
    expect((await registrar.send(HEALTH, Visitor.hidden(await registrar.visit('/mitt')))).status).toBe(404);
    expect(await list()).toEqual([]);
  });
});
