import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

export default async function globalTeardown() {
  const { YTTRA_TEST_FOLDER: folder, YTTRA_TEST_POSTGRES, YTTRA_TEST_TEMPLATE } = process.env;
  if (globalThis.yttraPostgres) {
    await globalThis.yttraPostgres.stop();
    const movedTo = await readFile(join(folder, 'postgres', 'moved-to'), 'utf8').catch(() => undefined);
    if (movedTo) await rm(movedTo, { recursive: true });
  } else {
    const admin = new pg.Client({ connectionString: YTTRA_TEST_POSTGRES });
    await admin.connect();
    await admin.query(`DROP DATABASE IF EXISTS ${YTTRA_TEST_TEMPLATE} WITH (FORCE)`);
    await admin.end();
  }
  await rm(folder, { recursive: true, force: true });
}
