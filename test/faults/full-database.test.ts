import { chownSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { room } from '../../src/operating/doctor/database-checks.js';
import { onServiceDatabase } from '../../src/operating/command-line/on-database.js';
import { one, query } from '../support/scratch-databases.js';
import { startService, type Service } from '../support/service.js';
import { disksCanBeMade, smallDisk } from '../support/small-disk.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

const TABLESPACE = `yttra_tiny_${process.pid}`;

/** What is kept of requests, and temporary files, lie on a disk of two megabytes. */
(disksCanBeMade() ? describe : describe.skip)('a disk of the database that is full (F-24)', () => {
  let service: Service;
  let admin: Visitor;
  let disk: ReturnType<typeof smallDisk>;
  const server = process.env['YTTRA_TEST_POSTGRES']!;
  const ballast = () => join(disk.path, 'ballast');

  beforeAll(async () => {
    service = await startService({ ROLE: 'api' });
    disk = smallDisk('2m');
    const { uid, gid } = statSync(await one<string>(server, 'SHOW data_directory'));
    const place = join(disk.path, 'tables');
    mkdirSync(place);
    for (const folder of [disk.path, place]) chownSync(folder, uid, gid);
    const name = new URL(service.databaseUrl).pathname.slice(1);
    await query(server, `CREATE TABLESPACE ${TABLESPACE} LOCATION '${place}'`);
    // A role that may not make anything there keeps its temporary files with the database.
    await query(server, `GRANT CREATE ON TABLESPACE ${TABLESPACE} TO yttra_runtime`);
    await query(server, `ALTER DATABASE ${name} SET temp_tablespaces = ${TABLESPACE}`);
    await query(service.databaseUrl, `ALTER TABLE idempotency_keys SET TABLESPACE ${TABLESPACE}`);
    // Connections from before know nothing of it.
    await query(
      server,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND application_name = 'yttra'`,
    );
    await until(
      async () => (await fetch(`${service.base}/health/ready`)).status,
      (status) => status === 200,
    );
    admin = await Visitor.signedIn(service.base, 'admin');
  });
  afterAll(async () => {
    await service.stop();
    await query(server, `DROP TABLESPACE ${TABLESPACE}`);
    disk.remove();
  });

  const register = (number: number) =>
    service
      .as('ks-registrator')
      .post('/cases', { issuer: 'KS', title: `Ärende ${number}` }, { key: `full-disk-case-${number}` });
  const doctor = () =>
    onServiceDatabase({ NODE_ENV: 'test', DEMO: 'true', DATABASE_URL: service.databaseUrl }, room);

  /** What `/health/ready`, `/metrics` and the page of the service's health say: that it is full, or not. */
  const told = async () => {
    const ready = await fetch(`${service.base}/health/ready`);
    const { details } = (await ready.json()) as { details: Record<string, unknown> };
    const metrics = await (await fetch(`${service.base}/metrics`)).text();
    const page = await admin.visit('/forvaltning/drift');
    const overview = await admin.visit('/forvaltning');
    return {
      ready: [ready.status, details['room']],
      metric: /^yttra_database_disk_full (\S+)$/m.exec(metrics)?.[1],
      pages: [page, overview].map(
        ({ read }) => /Databasens disk:?\s+(?:Fungerar inte\s+)?(Är full|Bra)/.exec(read)?.[1],
      ),
    };
  };
  const HAS_ROOM = { ready: [200, { status: 'up', full: false }], metric: '0', pages: ['Bra', undefined] };
  const IS_FULL = { ready: [200, { status: 'up', full: true }], metric: '1', pages: ['Är full', 'Är full'] };

  it('is told of whoever saves, who may try again when there is room; nothing is kept by halves', async () => {
    expect(await doctor()).toMatchObject({ state: 'ok' });
    expect(await told()).toEqual(HAS_ROOM);
    fill(ballast());
    let refused = 0;
    for (let number = 1; refused === 0 && number < 100; number += 1) {
      const { status } = await register(number);
      if (status !== 201) refused = number;
    }

    const { status, headers, body } = await register(refused);
    expect([status, headers['retry-after']]).toEqual([503, '2']);
    expect(body).toMatchObject({
      type: '/problems/unavailable',
      detail: expect.stringMatching(/disk är full/),
    });
    await service.as('ks-registrator').get('/cases').expect(200);
    expect(await doctor()).toMatchObject({ state: 'error', advice: expect.stringMatching(/^Gör plats/) });
    expect(await told()).toEqual(IS_FULL);
    const kept = `SELECT (SELECT count(*)::int FROM cases) AS cases, (SELECT count(*)::int FROM audit_events
      WHERE object_type = 'case') AS events`;
    expect(await service.database.query(kept)).toEqual([{ cases: refused - 1, events: refused - 1 }]);

    rmSync(ballast());
    expect((await register(refused)).status).toBe(201);
    expect((await register(refused)).status).toBe(201);
    expect(await service.database.query(kept)).toEqual([{ cases: refused, events: refused }]);
    expect(await doctor()).toMatchObject({ state: 'ok' });
    expect(await told()).toEqual(HAS_ROOM);
  });
});

/** Until not a byte more goes in. */
function fill(file: string): void {
  for (let kilobytes = 2048; kilobytes >= 1; kilobytes = Math.floor(kilobytes / 2)) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(kilobytes * 1024), { flag: 'a' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
}
