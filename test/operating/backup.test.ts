import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { yttra } from '../support/commands.js';
import { given } from '../support/given.js';
import { publishing } from '../support/published.js';
import { one, query, ScratchDatabases, type ScratchDatabase } from '../support/scratch-databases.js';
import { startService, type Service } from '../support/service.js';
import { disksCanBeMade, smallDisk } from '../support/small-disk.js';

jest.setTimeout(180_000);
const withSmallDisk = disksCanBeMade() ? it : it.skip;

let service: Service;
let folder: string;
let backup: string;
let sha256: string;
const databases = new ScratchDatabases(() => folder);
const env = (): Record<string, string> => ({
  DATABASE_URL: service.databaseUrl,
  DEMO: 'true',
  DOCUMENTS_DIRECTORY: join(
    process.env['YTTRA_TEST_FOLDER']!,
    new URL(service.databaseUrl).pathname.slice(1),
  ),
});

beforeAll(async () => {
  service = await startService({ ROLE: 'api' });
  folder = await mkdtemp(join(tmpdir(), 'yttra-backup-'));
  const { consultation, document } = given(service);
  await publishing(service).publishStatement(await consultation('forwarded'));
  ({ sha256 } = (await document({}, 'x'.repeat(300_000))) as unknown as { sha256: string });
  backup = join(folder, 'backup');
  expect(await yttra(['backup', backup], env())).toMatchObject({ code: 0, error: '' });
});
afterAll(async () => {
  await service.stop();
  await databases.drop();
  await rm(folder, { recursive: true, force: true });
});

/** A copy of the backup with something done to it. */
let harmed = 0;
async function copy(harm: (copied: string) => Promise<void>): Promise<string> {
  const copied = join(folder, `copy-${harmed++}`);
  await cp(backup, copied, { recursive: true });
  await harm(copied);
  return copied;
}
/** As whoever writes a manifest does: what it says is meant. */
const signed = (copied: string): void => {
  execFileSync('sh', ['-c', 'sha256sum manifest.json > manifest.json.sha256'], { cwd: copied });
};
const edit = async (file: string, change: (content: string) => string): Promise<void> =>
  writeFile(file, change(await readFile(file, 'utf8')));

/** What a backup must bring back: all rows of all tables, and where each sequence stands. What is public is derived anew. */
const contents = async (url: string): Promise<object> => {
  const tables = await query<{ name: string }[]>(
    url,
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
       AND relname NOT IN ('outbox', 'migrations', 'deliveries', 'reminders_held', 'reminder_sweep',
         'public_register', 'earlier_definitions') ORDER BY 1`,
  );
  const rows: Record<string, unknown> = {};
  for (const { name } of tables) {
    rows[name] = await one(
      url,
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), ',' ORDER BY md5(t::text))), '') FROM "${name}" t`,
    );
  }
  rows['sequences'] = await query(
    url,
    `SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'
       AND sequencename <> 'migrations_id_seq' ORDER BY 1`,
  );
  return rows;
};

describe('a backup', () => {
  it('brings back every row of every table, and every sequence', async () => {
    const { url, env: restored } = await databases.create();
    expect(await yttra(['restore', backup], restored)).toMatchObject({ code: 0, error: '' });
    expect(await contents(url)).toEqual(await contents(service.databaseUrl));
    // PostgreSQL knows how many they are, and does not plan as for empty tables.
    const counted = await query(
      url,
      "SELECT reltuples::int AS rows FROM pg_class WHERE oid = 'consultations'::regclass",
    );
    expect(counted).toEqual(await query(url, 'SELECT count(*)::int AS rows FROM consultations'));
  });

  it('holds no session: what has ended since would be open again', async () => {
    const { tables } = JSON.parse(await readFile(join(backup, 'manifest.json'), 'utf8')) as {
      tables: { name: string }[];
    };
    const names = tables.map(({ name }) => name);
    expect(names).toContain('people');
    expect(names.filter((name) => ['sessions', 'kept_forms', 'paper_jobs'].includes(name))).toEqual([]);
  });

  it('brings dates back as they were, whatever way the databases write them', async () => {
    const from = await databases.create();
    expect((await yttra(['restore', backup], from.env)).code).toBe(0);
    await query(from.url, `ALTER DATABASE ${from.name} SET datestyle = 'SQL, DMY'`);
    const target = join(folder, 'dmy');
    expect((await yttra(['backup', target], from.env)).code).toBe(0);
    const to = await databases.create();
    await query(to.url, `ALTER DATABASE ${to.name} SET datestyle = 'ISO, MDY'`);
    expect(await yttra(['restore', target], to.env)).toMatchObject({ code: 0, error: '' });
    const dates = 'SELECT min(reply_by)::date - date $$2000-01-01$$ FROM consultations';
    expect(await one(to.url, dates)).toBe(await one(service.databaseUrl, dates));
  });

  it('is not taken with the service’s own login, which sees what its callers may', async () => {
    const login = await databases.login(
      { url: service.databaseUrl },
      (role) => `GRANT yttra_runtime TO ${role}`,
    );
    const target = join(folder, 'by-runtime');
    const { code, error } = await yttra(['backup', target], { ...env(), DATABASE_URL: login });
    expect([code, error]).toEqual([1, expect.stringContaining('MIGRATION_DATABASE_URL')]);
    await expect(stat(target)).rejects.toThrow('ENOENT');
  });

  it('is not taken by a login that may not read everything', async () => {
    const login = await databases.login(
      { url: service.databaseUrl },
      (role) => `GRANT USAGE ON SCHEMA public TO ${role}`,
    );
    const target = join(folder, 'by-nobody');
    const { code, error } = await yttra(['backup', target], { ...env(), DATABASE_URL: login });
    expect(code).toBe(1);
    expect(error.trim().split('\n')).toHaveLength(1);
    expect(error).toContain('MIGRATION_DATABASE_URL');
    await expect(stat(target)).rejects.toThrow('ENOENT');
  });

  withSmallDisk('says in one sentence that the disk is full, and leaves nothing behind', async () => {
    const disk = smallDisk('200k');
    try {
      const { code, error } = await yttra(['backup', join(disk.path, 'backup')], env());
      expect(code).toBe(1);
      expect(error.trim().split('\n')).toHaveLength(1);
      expect(error).toContain('fullt');
      expect(await readdir(disk.path)).toEqual([]);
    } finally {
      disk.remove();
    }
  });
});

describe('restoring', () => {
  let full: ScratchDatabase;
  let before: object;
  beforeAll(async () => {
    full = await databases.create();
    expect((await yttra(['restore', backup], full.env)).code).toBe(0);
    before = await contents(full.url);
  });

  it.each<[string, (copied: string) => Promise<void>, string]>([
    [
      'a document that is altered',
      (copied) => edit(join(copied, 'documents', sha256.slice(0, 2), sha256), (text) => `y${text.slice(1)}`),
      'är skadad',
    ],
    [
      'a document that is cut',
      (copied) => edit(join(copied, 'documents', sha256.slice(0, 2), sha256), (text) => text.slice(1)),
      'är skadad',
    ],
    [
      'a document that is gone',
      (copied) => rm(join(copied, 'documents', sha256.slice(0, 2), sha256)),
      'är skadad',
    ],
    ['a table that is gone', (copied) => rm(join(copied, 'tables', 'cases.copy.gz')), 'är skadad'],
    [
      'a manifest in which one digit is altered',
      (copied) => edit(join(copied, 'manifest.json'), (text) => text.replace(/"value": "\d/, '"value": "7')),
      'är skadad',
    ],
    [
      'a manifest that has lost a table',
      (copied) =>
        edit(join(copied, 'manifest.json'), (text) => {
          const manifest = JSON.parse(text) as { tables: { name: string }[] };
          return JSON.stringify({
            ...manifest,
            tables: manifest.tables.filter(({ name }) => name !== 'audit_events'),
          });
        }),
      'är skadad',
    ],
    [
      'another format',
      (copied) => edit(join(copied, 'manifest.json'), (text) => text.replace('"format": 1', '"format": 99')),
      'annat format',
    ],
    [
      'migrations of a later version',
      (copied) =>
        edit(join(copied, 'manifest.json'), (text) =>
          text.replace('"migrations": [', '"migrations": [ "Telepathy1999999999999", '),
        ).then(() => signed(copied)),
      'senare version',
    ],
  ])('%s is refused before what was there is taken away', async (_, harm, says) => {
    const copied = await copy(harm);
    const { code, error } = await yttra(['restore', copied, '--replace', '--yes'], full.env);
    expect([code, error]).toEqual([1, expect.stringContaining(says)]);
    expect(error.trim().split('\n')).toHaveLength(1);
    expect(await contents(full.url)).toEqual(before);
  });

  it('takes a backup from before manifests had a checksum', async () => {
    const copied = await copy((folderOf) => rm(join(folderOf, 'manifest.json.sha256')));
    const { url, env: restored } = await databases.create();
    expect(await yttra(['restore', copied], restored)).toMatchObject({ code: 0, error: '' });
    expect(await contents(url)).toEqual(before);
  });

  it('in place of what is there asks for --yes, and says what would be lost', async () => {
    const { code, error } = await yttra(['restore', backup, '--replace'], full.env);
    expect([code, error]).toEqual([1, expect.stringMatching(/1 ärenden.*--yes/)]);
    expect(await contents(full.url)).toEqual(before);
  });

  withSmallDisk('keeps what was there when the documents find no room', async () => {
    const disk = smallDisk('100k');
    try {
      const { code, error } = await yttra(['restore', backup, '--replace', '--yes'], {
        ...full.env,
        DOCUMENTS_DIRECTORY: disk.path,
      });
      expect([code, error]).toEqual([1, expect.stringContaining('fullt')]);
      expect(await contents(full.url)).toEqual(before);
    } finally {
      disk.remove();
    }
  });

  it('with the service’s own login is refused in one sentence, and changes nothing', async () => {
    const login = await databases.login(full, (role) => `GRANT yttra_runtime TO ${role}`);
    const { code, error } = await yttra(['restore', backup, '--replace', '--yes'], {
      ...full.env,
      DATABASE_URL: login,
    });
    expect(code).toBe(1);
    expect(error.trim().split('\n')).toHaveLength(1);
    expect(error).toContain('MIGRATION_DATABASE_URL');
    expect(await contents(full.url)).toEqual(before);
  });
});
