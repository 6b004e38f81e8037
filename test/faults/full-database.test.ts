import { chownSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { room } from '../../src/operating/doctor/database-checks.js';
import { onServiceDatabase } from '../../src/operating/command-line/on-database.js';
import { one, query } from '../support/scratch-databases.js';
import { startService, type Service } from '../support/service.js';
import { disksCanBeMade, smallDisk } from '../support/small-disk.js';

const TABLESPACE = `yttra_tiny_${process.pid}`;

/** What is kept of requests, and temporary tables, lie on a disk of two megabytes. */
(disksCanBeMade() ? describe : describe.skip)('a disk of the database that is full (F-24)', () => {
  let service: Service;
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
    await query(server, `ALTER DATABASE ${name} SET temp_tablespaces = ${TABLESPACE}`);
    await query(service.databaseUrl, `ALTER TABLE idempotency_keys SET TABLESPACE ${TABLESPACE}`);
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

  it('is told of whoever saves, who may try again when there is room; nothing is kept by halves', async () => {
    expect(await doctor()).toMatchObject({ state: 'ok' });
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
    const kept = `SELECT (SELECT count(*)::int FROM cases) AS cases, (SELECT count(*)::int FROM audit_events
      WHERE object_type = 'case') AS events`;
    expect(await service.database.query(kept)).toEqual([{ cases: refused - 1, events: refused - 1 }]);

    rmSync(ballast());
    expect((await register(refused)).status).toBe(201);
    expect((await register(refused)).status).toBe(201);
    expect(await service.database.query(kept)).toEqual([{ cases: refused, events: refused }]);
    expect(await doctor()).toMatchObject({ state: 'ok' });
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
