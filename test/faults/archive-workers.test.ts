import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import pg from 'pg';
import { done, given, NOW } from '../support/given.js';
import { startProcess } from '../support/processes.js';
import { startService } from '../support/service.js';
import { until } from '../support/until.js';

it('a package whose worker is killed each time is said to fail, and is written by one that is not', async () => {
  const service = await startService({ ROLE: 'api' });
  service.setNow(NOW);
  const { id } = await given(service).referralCase();
  const registrar = service.as('ks-registrator');
  await done(registrar.post(`/cases/${id}/close`, {}, { ifMatch: '*' }));
  const { archivePackage } = await done(registrar.post(`/cases/${id}/archive`, {}, { ifMatch: '*' }), 202);
  const read = () => done(registrar.get(`/archive-packages/${archivePackage.id}`));
  const owner = new pg.Client({ connectionString: service.databaseUrl });
  await owner.connect();
  const attempts = async (): Promise<number> =>
    (await owner.query<{ attempts: number }>('SELECT attempts FROM archive_packages')).rows[0]!.attempts;
  const worker = () =>
    startProcess(service.databaseUrl, {
      ROLE: 'worker',
      RECONCILE_SECONDS: '0.2',
      DOCUMENTS_DIRECTORY: join(
        process.env['YTTRA_TEST_FOLDER']!,
        new URL(service.databaseUrl).pathname.slice(1),
      ),
    });
  try {
    for (const attempt of [1, 2]) {
      // Whoever writes it waits for the audit trail until it is killed.
      await owner.query('BEGIN; LOCK audit_events IN ACCESS EXCLUSIVE MODE');
      const killed = await worker();
      await until(attempts, (made) => made === attempt);
      await killed.end('SIGKILL');
      await owner.query('ROLLBACK');
      // Its lease would run out within a minute.
      await owner.query('UPDATE archive_packages SET due_at = now()');
    }
    expect(await read()).toMatchObject({ state: 'failing', lastError: 'interrupted' });

    const last = await worker();
    try {
      const found = await until(read, ({ state }) => state === 'written');
      expect(found).toMatchObject({ lastError: null });
      expect(await attempts()).toBe(3);
    } finally {
      await last.end('SIGTERM');
    }
  } finally {
    await owner.end();
    await service.stop();
  }
});
