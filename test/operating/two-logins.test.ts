import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { yttra } from '../support/commands.js';
import { startProcess, type RunningProcess } from '../support/processes.js';
import { until } from '../support/until.js';
import { one, query, ScratchDatabases, type ScratchDatabase } from '../support/scratch-databases.js';

jest.setTimeout(180_000);

let folder: string;
let database: ScratchDatabase;
let service: RunningProcess | undefined;
const databases = new ScratchDatabases(() => folder);
/** As docs/operating.md has it: an owner that is no superuser, and a login that is only a member of the role. */
let env: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yttra-two-logins-'));
  database = await databases.create();
  const ownerUrl = await databases.login(database, ownerOf);
  const runtimeUrl = await databases.login(database, (role) => `GRANT yttra_runtime TO ${role}`);
  env = { ...database.env, DATABASE_URL: runtimeUrl, MIGRATION_DATABASE_URL: ownerUrl };
});
afterAll(async () => {
  await service?.end('SIGTERM');
  await databases.drop();
  await rm(folder, { recursive: true, force: true });
});

const ownerOf = (role: string): string => `
  ALTER DATABASE ${database.name} OWNER TO ${role};
  ALTER ROLE ${role} CREATEROLE;
  GRANT yttra_runtime TO ${role} WITH ADMIN OPTION`;

describe('with one login that owns the tables and another for the service', () => {
  it('the owner migrates, and the service starts and finds nothing wrong', async () => {
    expect(await yttra(['migrate'], env)).toMatchObject({ code: 0, error: '' });
    service = await startProcess(env['DATABASE_URL']!, { ...env, ROLE: 'all', REDIS_URL: '' });
    const { code, out } = await yttra(['doctor'], env);
    expect(out).not.toMatch(/^FEL/m);
    expect(code).toBe(0);
    await until(
      () => one<number>(database.url, 'SELECT count(*)::int FROM cases'),
      (cases) => cases > 0,
    );
  });

  it('the owner backs up, and restores into a database of its own', async () => {
    const backup = join(folder, 'backup');
    expect(await yttra(['backup', backup], env)).toMatchObject({ code: 0, error: '' });
    const target = await databases.create();
    const { username, password } = new URL(env['MIGRATION_DATABASE_URL']!);
    await query(target.url, `ALTER DATABASE ${target.name} OWNER TO ${username}`);
    const owner = Object.assign(new URL(target.url), { username, password }).href;
    const onTarget = { ...target.env, MIGRATION_DATABASE_URL: owner };
    expect(await yttra(['restore', backup], onTarget)).toMatchObject({ code: 0, error: '' });
    expect(await yttra(['restore', backup, '--replace', '--yes'], onTarget)).toMatchObject({
      code: 0,
      error: '',
    });
    const events = 'SELECT count(*)::int FROM audit_events';
    // The service goes on while it is backed up, so there may be more by now.
    expect(await one(target.url, events)).toBeGreaterThan(0);
  });
});
