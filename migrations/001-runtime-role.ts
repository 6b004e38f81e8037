import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The service always works as `yttra_runtime`, which owns nothing: whoever it logs in as, it cannot
 * alter a table or rewrite the audit trail. Roles belong to the whole server, so `down` leaves it.
 */
export class RuntimeRole1794000000001 implements MigrationInterface {
  name = 'RuntimeRole1794000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      DO $$
      BEGIN
        CREATE ROLE yttra_runtime NOLOGIN;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;
      END $$;
      DO $$
      BEGIN
        IF NOT pg_has_role(current_user, 'yttra_runtime', 'MEMBER') THEN
          EXECUTE format('GRANT yttra_runtime TO %I', current_user);
        END IF;
      END $$;
      GRANT USAGE ON SCHEMA public TO yttra_runtime;
      ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO yttra_runtime;
      ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO yttra_runtime;
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM yttra_runtime;
      ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM yttra_runtime;
      REVOKE USAGE ON SCHEMA public FROM yttra_runtime;
      DROP EXTENSION IF EXISTS pg_trgm;
    `);
  }
}
