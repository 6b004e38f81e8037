import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeptForms1794000000068 implements MigrationInterface {
  name = 'KeptForms1794000000068';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A form that was sent after its session had ended, until the same person has signed in again. It is encrypted
      -- under a key that only their browser has.
      CREATE TABLE kept_forms (
        key_sha256 text PRIMARY KEY CONSTRAINT kept_forms_hash CHECK (key_sha256 ~ '^[0-9a-f]{64}$'),
        username   text NOT NULL CONSTRAINT kept_forms_person REFERENCES people,
        content    bytea NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX kept_forms_by_expiry ON kept_forms (expires_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE kept_forms');
  }
}
