import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Compilation1794000000011 implements MigrationInterface {
  name = 'Compilation1794000000011';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What the issuer answers to a remark of a dispatched statement; a later answer replaces an earlier one in
      -- the compilation, and the earlier stays readable.
      CREATE TABLE remark_answers (
        id          uuid PRIMARY KEY,
        dispatch_id uuid NOT NULL CONSTRAINT remark_answers_dispatch REFERENCES dispatches,
        remark      integer NOT NULL CONSTRAINT remark_answers_numbered_from_one CHECK (remark >= 1),
        text        text NOT NULL,
        answered_by text NOT NULL,
        answered_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX remark_answers_of_dispatch ON remark_answers (dispatch_id, remark, answered_at);
      REVOKE UPDATE, DELETE ON remark_answers FROM yttra_runtime;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE remark_answers');
  }
}
