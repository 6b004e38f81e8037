import { rm } from 'node:fs/promises';
import pg from 'pg';

export default async function globalTeardown() {
  const admin = new pg.Client({ connectionString: process.env.YTTRA_TEST_POSTGRES });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${process.env.YTTRA_TEST_TEMPLATE} WITH (FORCE)`);
  await admin.end();
  await globalThis.yttraPostgres?.stop();
  await rm(process.env.YTTRA_TEST_FOLDER, { recursive: true, force: true });
}
