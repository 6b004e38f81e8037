import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { DEFINITIONS } from '../../src/database/current/definitions.js';
import { POLICIES } from '../../src/database/current/wall.js';
import { migrate } from '../../src/database/migrate.js';
import { createDatabase } from '../support/database.js';

let url: string;
let drop: () => Promise<void>;
let owner: pg.Client;
beforeAll(async () => {
  ({ url, drop } = await createDatabase());
  owner = new pg.Client({ connectionString: url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await drop();
});

const POLICIES_MADE = `SELECT polrelid::regclass::text || ' ' || polname AS name, polcmd::text || polpermissive::text || ' ' ||
  coalesce(pg_get_expr(polqual, polrelid), '') || ' ' || coalesce(pg_get_expr(polwithcheck, polrelid), '') AS text FROM pg_policy`;
const FUNCTIONS_MADE = `SELECT proname AS name, pg_get_functiondef(oid) || coalesce(proacl::text, '') AS text FROM pg_proc
  WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')`;
const VIEWS_MADE = `SELECT relname AS name, pg_get_viewdef(oid) || coalesce(reloptions::text, '') || relacl::text AS text FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'`;

async function standing(): Promise<{ name: string; text: string }[]> {
  const { rows } = await owner.query<{ name: string; text: string }>(
    `${POLICIES_MADE} UNION ALL ${FUNCTIONS_MADE} UNION ALL ${VIEWS_MADE} ORDER BY 1, 2`,
  );
  return rows;
}

const qualOf = async (table: string): Promise<string> => {
  const { rows } = await owner.query<{ qual: string }>('SELECT qual FROM pg_policies WHERE tablename = $1', [
    table,
  ]);
  return rows[0]!.qual;
};

describe('a migrated database', () => {
  it('has each function, view and policy as the code makes it', async () => {
    const migrated = await standing();
    await owner.query('BEGIN; SET LOCAL check_function_bodies = off');
    for (const { sql } of DEFINITIONS) await owner.query(sql);
    const made = await standing();
    await owner.query('ROLLBACK');
    expect(made).toEqual(migrated);
    expect(migrated.length).toBeGreaterThan(90);
  });

  it('has no function, view or policy besides those', async () => {
    const text = DEFINITIONS.map(({ sql }) => sql).join('\n');
    const made = [...text.matchAll(/CREATE OR REPLACE (?:FUNCTION|VIEW) (\w+)/g)].map(([, name]) => name);
    const { rows } = await owner.query<{ name: string }>(`${FUNCTIONS_MADE} UNION ALL ${VIEWS_MADE}`);
    expect(rows.map(({ name }) => name).filter((name) => !made.includes(name))).toEqual([]);
    const { rows: tables } = await owner.query<{ table: string }>(
      'SELECT DISTINCT polrelid::regclass::text AS table FROM pg_policy ORDER BY 1',
    );
    expect(tables.map(({ table }) => table)).toEqual(POLICIES.map(([table]) => table).toSorted());
  });
});

describe('migrate', () => {
  it('makes anew what has changed, and nothing else, also twice at once', async () => {
    const [cases, referrals] = [await qualOf('cases'), await qualOf('referrals')];
    await owner.query(`ALTER POLICY cases_for_all ON cases USING (true);
      UPDATE current_definitions SET sha256 = 'of an earlier text' WHERE name = 'policies of cases'`);
    const { rows: before } = await owner.query(
      "SELECT oid FROM pg_policy WHERE polname = 'referrals_for_all'",
    );
    await Promise.all([migrate(url), migrate(url)]);
    expect([await qualOf('cases'), await qualOf('referrals')]).toEqual([cases, referrals]);
    const { rows: after } = await owner.query(
      "SELECT oid FROM pg_policy WHERE polname = 'referrals_for_all'",
    );
    expect(after).toEqual(before);
  });

  it('does not stand in everybody’s way while somebody holds a table', async () => {
    await owner.query("UPDATE current_definitions SET sha256 = '' WHERE name = 'policies of messages'");
    await owner.query('BEGIN; LOCK TABLE messages IN ACCESS SHARE MODE');
    const migrated = migrate(url);
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    // Behind a lock that is waited for, everybody waits: never longer than two seconds.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await other.query("SET statement_timeout = '20s'; SELECT count(*) FROM messages");
    await owner.query('COMMIT');
    await migrated;
    await other.end();
    const { rows } = await owner.query("SELECT FROM current_definitions WHERE sha256 = ''");
    expect(rows).toEqual([]);
  });
});
