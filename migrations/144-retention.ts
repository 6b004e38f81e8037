import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a body has decided to dispose of and when; and of each document whether that has been done. */
export class Retention1794000000144 implements MigrationInterface {
  name = 'Retention1794000000144';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE retention_rules (
        body_code     text NOT NULL CONSTRAINT retention_rules_body REFERENCES bodies,
        kind          text NOT NULL CONSTRAINT retention_rules_kind CHECK (kind IN
          ('proposal', 'attachment', 'staff-report', 'reply', 'other')),
        years         integer NOT NULL CONSTRAINT retention_rules_years CHECK (years BETWEEN 0 AND 100),
        needs_archive boolean NOT NULL,
        decision      text NOT NULL,
        set_by        text NOT NULL,
        set_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (body_code, kind)
      );
      REVOKE UPDATE ON retention_rules FROM yttra_runtime;
      ALTER TABLE documents
        ADD COLUMN disposed_at timestamptz,
        ADD COLUMN disposed_by text,
        ADD COLUMN disposed_under text,
        ADD COLUMN file_gone_at timestamptz;
      GRANT UPDATE (disposed_at, disposed_by, disposed_under, file_gone_at) ON documents TO yttra_runtime;
      ALTER TABLE archive_packages ADD COLUMN removed_at timestamptz;
      CREATE INDEX documents_disposed ON documents (disposed_at) WHERE disposed_at IS NOT NULL AND file_gone_at IS NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION IF EXISTS disposal_of(uuid);
      ALTER TABLE archive_packages DROP COLUMN removed_at;
      ALTER TABLE documents DROP COLUMN file_gone_at, DROP COLUMN disposed_under, DROP COLUMN disposed_by,
        DROP COLUMN disposed_at;
      DROP TABLE retention_rules;
    `);
  }
}
