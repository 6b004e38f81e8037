import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A message that was wrong is marked as withdrawn: that it was written stays, what it said is shown to nobody. */
export class WithdrawnMessages1794000000100 implements MigrationInterface {
  name = 'WithdrawnMessages1794000000100';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE messages
        ADD IF NOT EXISTS withdrawn_at timestamptz,
        ADD IF NOT EXISTS withdrawn_because text,
        DROP CONSTRAINT IF EXISTS messages_withdrawn_with_reason,
        ADD CONSTRAINT messages_withdrawn_with_reason
          CHECK ((withdrawn_at IS NULL) = (withdrawn_because IS NULL)) NOT VALID;
      GRANT UPDATE (withdrawn_at, withdrawn_because) ON messages TO yttra_runtime;
    `);
    await db.query('ALTER TABLE messages VALIDATE CONSTRAINT messages_withdrawn_with_reason');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      REVOKE UPDATE (withdrawn_at, withdrawn_because) ON messages FROM yttra_runtime;
      ALTER TABLE messages DROP withdrawn_because, DROP withdrawn_at;
    `);
  }
}
