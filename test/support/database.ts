import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A fresh copy of the migrated template, or of another database of the run, for one test file. */
export async function createDatabase(
  template = process.env['YTTRA_TEST_TEMPLATE'],
): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `yttra_${randomUUID().replaceAll('-', '')}_demo`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  // PostgreSQL would plan each statement for its values five times on each connection before it keeps a plan, and most
  // statements of a test come less often than that: a third of its time went there.
  await onServer(`ALTER DATABASE ${name} SET plan_cache_mode = force_generic_plan`);
  const url = new URL(process.env['YTTRA_TEST_POSTGRES']!);
  url.pathname = name;
  return { url: url.href, drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function onServer(sql: string): Promise<void> {
  const admin = new pg.Client({ connectionString: process.env['YTTRA_TEST_POSTGRES'] });
  await admin.connect();
  await admin.query(sql).finally(() => admin.end());
}
