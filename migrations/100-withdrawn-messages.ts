import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A message that was wrong is marked as withdrawn: that it was written stays, what it said is shown to nobody. */
export class WithdrawnMessages1794000000100 implements MigrationInterface {
  name = 'WithdrawnMessages1794000000100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE messages
        ADD withdrawn_at timestamptz,
        ADD withdrawn_because text,
        ADD CONSTRAINT messages_withdrawn_with_reason CHECK ((withdrawn_at IS NULL) = (withdrawn_because IS NULL));
      GRANT UPDATE (withdrawn_at, withdrawn_because) ON messages TO yttra_runtime;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      REVOKE UPDATE (withdrawn_at, withdrawn_because) ON messages FROM yttra_runtime;
      ALTER TABLE messages DROP withdrawn_because, DROP withdrawn_at;
    `);
  }
}
