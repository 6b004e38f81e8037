import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** Makes something once in a run, for whichever test file asks first; the others wait, and read what was made. */
export async function once<Made>(name: string, make: () => Promise<Made>): Promise<Made> {
  const file = join(process.env['YTTRA_TEST_FOLDER']!, `${name}.json`);
  const server = new pg.Client({ connectionString: process.env['YTTRA_TEST_POSTGRES'] });
  await server.connect();
  try {
    await server.query('SELECT pg_advisory_lock(hashtext($1))', [file]);
    if (!existsSync(file)) await writeFile(file, JSON.stringify(await make()));
    return JSON.parse(await readFile(file, 'utf8')) as Made;
  } finally {
    await server.end();
  }
}
