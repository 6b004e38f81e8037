import { expect, it } from '@jest/globals';
import pg from 'pg';
import { done, given, NOW } from '../support/given.js';
import { startProcess } from '../support/processes.js';
import { startService } from '../support/service.js';
import { until } from '../support/until.js';

it('a check of the audit trail is done by one of two workers, and by the other when the first is killed at it', async () => {
  const service = await startService({ ROLE: 'api' });
  service.setNow(NOW);
  await given(service).consultation('decided');
  const owner = new pg.Client({ connectionString: service.databaseUrl });
  await owner.connect();
  const checks = () => done(service.as('admin').get('/audit-checks')).then(({ items }) => items);
  const worker = () => startProcess(service.databaseUrl, { ROLE: 'worker', RECONCILE_SECONDS: '0.2' });
  /** Whoever holds the lock that checks wait for keeps them from ending. */
  const waiting = async () => {
    const rows: object[] = await service.database.query(
      "SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'statement_versions'::regclass",
    );
    return rows;
  };
  await owner.query('BEGIN; LOCK statement_versions IN ACCESS EXCLUSIVE MODE');
  const first = await worker();
  try {
    await until(waiting, ({ length }) => length > 0);
    const second = await worker();
    try {
      expect(await waiting()).toHaveLength(1);
      await first.end('SIGKILL');
      expect(await checks()).toMatchObject([{ state: 'running', askedBy: null }]);
      await owner.query('ROLLBACK');
      // Its lease would run out within a minute.
      await owner.query('UPDATE audit_checks SET due_at = now()');
      expect(await until(checks, ([check]) => check.endedAt !== null)).toMatchObject([{ state: 'whole' }]);
      const { rows } = await owner.query('SELECT attempts FROM audit_checks');
      expect(rows).toEqual([{ attempts: 2 }]);
    } finally {
      await second.end('SIGTERM');
    }
  } finally {
    await first.end('SIGKILL');
    await owner.end();
    await service.stop();
  }
});
