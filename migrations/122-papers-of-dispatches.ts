import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The paper of each dispatch: promised with it, written once and kept. What was dispatched before this has none: a paper
 * made today would not be what was sent then.
 */
export class PapersOfDispatches1794000000122 implements MigrationInterface {
  name = 'PapersOfDispatches1794000000122';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE dispatch_papers (
        dispatch_id uuid PRIMARY KEY CONSTRAINT dispatch_papers_dispatch REFERENCES dispatches,
        attempts    integer NOT NULL DEFAULT 0,
        due_at      timestamptz NOT NULL DEFAULT now(),
        last_error  text,
        frozen_at   timestamptz,
        sha256      text,
        byte_size   bigint,
        file_name   text,
        CONSTRAINT dispatch_papers_whole CHECK (num_nulls(frozen_at, sha256, byte_size, file_name) IN (0, 4))
      );
      CREATE INDEX dispatch_papers_waiting ON dispatch_papers (due_at) WHERE frozen_at IS NULL;
      CREATE INDEX dispatch_papers_file ON dispatch_papers (sha256);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE dispatch_papers');
  }
}
