import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WarningsOfImports1794000000179 implements MigrationInterface {
  name = 'WarningsOfImports1794000000179';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What the import that made this version warned of, in every language, until somebody has ticked it off. No part of
      -- what is hashed: the version itself is never changed.
      ALTER TABLE statement_versions ADD COLUMN import_warnings jsonb
        CONSTRAINT statement_versions_import_warnings CHECK (jsonb_array_length(import_warnings) <= 100);
      GRANT UPDATE (import_warnings) ON statement_versions TO yttra_runtime;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE statement_versions DROP COLUMN import_warnings');
  }
}
