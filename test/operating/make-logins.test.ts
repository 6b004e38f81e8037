import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { yttra } from '../support/commands.js';
import { one, ScratchDatabases, type ScratchDatabase } from '../support/scratch-databases.js';

jest.setTimeout(180_000);

let folder: string;
let database: ScratchDatabase;
let env: Record<string, string>;
const databases = new ScratchDatabases(() => folder);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yttra-make-logins-'));
  database = await databases.create();
  const as = (name: string): string => {
    const username = `yttra_scratch_${name}_${randomUUID().slice(0, 8)}`;
    databases.dropLater(`ROLE ${username}`);
    return Object.assign(new URL(database.url), { username, password: "hem'ligt" }).href;
  };
  env = {
    ...database.env,
    DATABASE_URL: as('service'),
    MIGRATION_DATABASE_URL: as('migrator'),
    SUPERUSER_DATABASE_URL: database.url,
  };
});
afterAll(async () => {
  await databases.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('a database that was the superuser’s', () => {
  it('gets an owner, a login that migrates and one for the service, none of them a superuser', async () => {
    expect((await yttra(['migrate'], { DATABASE_URL: database.url })).code).toBe(0);
    for (const _again of [1, 2])
      expect(await yttra(['make-logins'], env)).toMatchObject({ code: 0, error: '' });
    const foreign = `SELECT count(*)::int FROM pg_class
      WHERE relnamespace IN ('public'::regnamespace, 'bullmq'::regnamespace) AND relkind IN ('r', 'S', 'v')
        AND relowner <> 'yttra_owner'::regrole`;
    expect(await one(database.url, foreign)).toBe(0);
    for (const name of ['DATABASE_URL', 'MIGRATION_DATABASE_URL'])
      expect(await one(env[name]!, 'SELECT rolsuper FROM pg_roles WHERE rolname = session_user')).toBe(false);
    expect(await one(env['MIGRATION_DATABASE_URL']!, 'SELECT current_user')).toBe('yttra_owner');
    expect(await yttra(['migrate'], env)).toMatchObject({ code: 0, error: '' });
    const { out } = await yttra(['doctor'], env);
    expect(out).not.toMatch(/^(FEL|obs) +rättigheter/m);
  });

  it('is told of by doctor while the service logs in as the superuser', async () => {
    const { out } = await yttra(['doctor'], { ...env, DATABASE_URL: database.url });
    expect(out).toMatch(/^obs +rättigheter +tjänsten loggar in som superanvändare/m);
  });

  it('is the one that is handed over: a superuser elsewhere on the server is refused, and nothing is', async () => {
    const elsewhere = Object.assign(new URL(database.url), { pathname: '/postgres' }).href;
    const owner = () =>
      one(elsewhere, "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'postgres'");
    const before = await owner();
    const { code, error } = await yttra(['make-logins'], { ...env, SUPERUSER_DATABASE_URL: elsewhere });
    expect([code, error]).toEqual([
      1,
      expect.stringMatching(/SUPERUSER_DATABASE_URL: ska leda till samma databas som MIGRATION_DATABASE_URL/),
    ]);
    expect(await owner()).toBe(before);
  });

  it('keeps its superuser: logins that are the same are refused', async () => {
    const { code, error } = await yttra(['make-logins'], { ...env, DATABASE_URL: database.url });
    expect([code, error]).toEqual([1, expect.stringContaining('De tre inloggningarna ska vara olika')]);
  });
});
