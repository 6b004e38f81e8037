import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Documents1794000000004 implements MigrationInterface {
  name = 'Documents1794000000004';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE documents (
        id          uuid PRIMARY KEY,
        body_code   text NOT NULL CONSTRAINT documents_body REFERENCES bodies,
        title       text NOT NULL,
        kind        text NOT NULL CONSTRAINT documents_kind CHECK (kind IN
          ('referral-letter', 'proposal', 'attachment', 'staff-report', 'statement', 'minutes-extract', 'reply', 'other')),
        direction   text NOT NULL CONSTRAINT documents_direction CHECK (direction IN ('incoming', 'outgoing', 'internal')),
        file_name   text NOT NULL,
        media_type  text NOT NULL,
        byte_size   bigint NOT NULL,
        sha256      text NOT NULL,
        replaces    uuid CONSTRAINT documents_replaces REFERENCES documents,
        created_by  text NOT NULL,
        created_at  timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX documents_newest_of_body ON documents (body_code, created_at DESC, id);
      REVOKE UPDATE, DELETE ON documents FROM yttra_runtime;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE documents');
  }
}
