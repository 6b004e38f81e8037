import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readSettings } from '../../src/config/settings.js';
import { openDatabase } from '../../src/database/open-database.js';
import { yttra } from '../support/commands.js';
import { query, ScratchDatabases, type ScratchDatabase } from '../support/scratch-databases.js';

jest.setTimeout(120_000);

const LATER = /^Databasen är från en senare version av Yttra \(1 migrering som den här inte känner till\)/;

let folder: string;
let database: ScratchDatabase;
const databases = new ScratchDatabases(() => folder);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yttra-later-version-'));
  database = await databases.create(process.env['YTTRA_TEST_TEMPLATE']);
  // As a later version leaves it: with a migration more, another text of one definition, and one that is not here.
  await query(
    database.url,
    `INSERT INTO migrations (timestamp, name) VALUES (1999999999999, 'Telepathy1999999999999');
     INSERT INTO current_definitions (name, sha256) VALUES ('telepathy', 'x');
     UPDATE current_definitions SET sha256 = 'later' WHERE name = 'publication'`,
  );
});
afterAll(async () => {
  await databases.drop();
  await rm(folder, { recursive: true, force: true });
});

const definitions = () => query(database.url, 'SELECT name, sha256 FROM current_definitions ORDER BY name');

describe('a database of a later version', () => {
  it('is not started on: this one would not know what it has to write', async () => {
    const start = openDatabase(readSettings(database.env), new AbortController().signal);
    await expect(start).rejects.toThrow(LATER);
  });

  it('is not migrated back by an earlier one: its functions, views and policies stay', async () => {
    const before = await definitions();
    const { code, error } = await yttra(['migrate'], database.env);
    expect([code, error]).toEqual([1, expect.stringMatching(LATER)]);
    expect(error.trim().split('\n')).toHaveLength(1);
    expect(await definitions()).toEqual(before);
  });

  it('is told of by doctor', async () => {
    const { code, out } = await yttra(['doctor'], database.env);
    expect(code).toBe(1);
    expect(out).toMatch(/FEL {2}migreringar +databasen är från en senare version av Yttra/);
  });

  it('is one also where it lacks a migration of this one', async () => {
    await query(
      database.url,
      'DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations WHERE timestamp < 1999999999999)',
    );
    const start = openDatabase(readSettings(database.env), new AbortController().signal);
    await expect(start).rejects.toThrow(LATER);
  });
});
