import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * From here on functions, views and policies are not made by migrations: their text of today is in
 * src/database/current, and `migrate` makes what has changed of it. What stood before is kept, for the way back.
 */
export class CurrentDefinitions1794000000069 implements MigrationInterface {
  name = 'CurrentDefinitions1794000000069';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE current_definitions (name text PRIMARY KEY, sha256 text NOT NULL);
      CREATE TABLE earlier_definitions (place integer PRIMARY KEY, name text NOT NULL, made text NOT NULL);
      REVOKE INSERT, UPDATE, DELETE ON current_definitions, earlier_definitions FROM yttra_runtime;
    `);
    await db.query(`
      INSERT INTO earlier_definitions
        SELECT row_number() OVER (ORDER BY kind, oid), name, made FROM (
          SELECT 1 AS kind, oid, oid::regprocedure::text AS name, pg_get_functiondef(oid) AS made FROM (${FUNCTIONS}) functions
          UNION ALL
          SELECT 2, oid, relname, format('CREATE OR REPLACE VIEW %I %s AS %s', relname,
            'WITH (' || nullif(array_to_string(reloptions, ', '), '') || ')', pg_get_viewdef(oid)) FROM (${VIEWS}) views
          UNION ALL
          SELECT 3, polrelid, polname, format('CREATE POLICY %I ON %s AS %s FOR %s TO yttra_runtime%s%s', polname, polrelid::regclass,
            CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
            CASE polcmd WHEN '*' THEN 'ALL' WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' ELSE 'DELETE' END,
            ' USING (' || pg_get_expr(polqual, polrelid) || ')', ' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')')
          FROM pg_policy
        ) standing;
      DROP VIEW register_rows;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    const policies: { drop: string }[] = await db.query(
      "SELECT format('DROP POLICY %I ON %s', polname, polrelid::regclass) AS drop FROM pg_policy",
    );
    for (const { drop } of policies) await db.query(drop);
    const earlier: { made: string }[] = await db.query('SELECT made FROM earlier_definitions ORDER BY place');
    await db.query('SET LOCAL check_function_bodies = off');
    for (const { made } of earlier) await db.query(made);
    const later: { drop: string }[] = await db.query(
      `SELECT 'DROP FUNCTION ' || oid::regprocedure AS drop FROM (${FUNCTIONS}) functions
       WHERE oid::regprocedure::text NOT IN (SELECT name FROM earlier_definitions)`,
    );
    for (const { drop } of later) await db.query(drop);
    await db.query('DROP TABLE earlier_definitions, current_definitions');
  }
}

const FUNCTIONS = `SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')`;
const VIEWS = `SELECT oid, relname, reloptions FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'`;
