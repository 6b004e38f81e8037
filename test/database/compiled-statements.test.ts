import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { runtimeDataSource } from '../../src/database/data-source.js';
import { migrationDataSource } from '../../src/database/migrate.js';
import { onOwnerDatabase, onServiceDatabase } from '../../src/operating/command-line/on-database.js';
import { createDatabase } from '../support/database.js';

/**
 * The PostgreSQL that tests bring along cannot compile statements; those of Debian and Docker do, unless they are told not
 * to, and take a minute for what is due to be reminded of.
 */
let database: { url: string; drop: () => Promise<void> };
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const ASK = "SELECT current_setting('jit') AS jit";
const asData = async (source: DataSource): Promise<unknown> => {
  const opened = await new DataSource(source.options).initialize();
  return opened.query(ASK).finally(() => opened.destroy());
};
const runtime = (pooled: boolean) =>
  runtimeDataSource({ url: database.url, poolSize: 1, entities: [], pooled });
const env = () => ({ NODE_ENV: 'test', DEMO: 'true', DATABASE_URL: database.url });

describe('PostgreSQL compiles no statement', () => {
  it.each<[who: string, ask: () => Promise<unknown>]>([
    ['the service', () => asData(runtime(false))],
    ['the service, behind a pooler', () => asData(runtime(true))],
    ['a migration', () => asData(migrationDataSource(database.url))],
    [
      'a command, as the owner',
      () => onOwnerDatabase(env(), ({ client }) => client.query(ASK).then(({ rows }) => rows)),
    ],
    [
      'a command, as the service',
      () => onServiceDatabase(env(), ({ client }) => client.query(ASK).then(({ rows }) => rows)),
    ],
  ])('of %s', async (_who, ask) => {
    expect(await ask()).toEqual([{ jit: 'off' }]);
  });
});
