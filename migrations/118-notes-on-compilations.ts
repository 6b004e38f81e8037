import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the issuer's officers make of the replies: a summary of the answers to a question or of the remarks on a passage,
 * and under which passage remarks that name another stand. The latest of each holds, and the earlier stay.
 */
export class NotesOnCompilations1794000000118 implements MigrationInterface {
  name = 'NotesOnCompilations1794000000118';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE compilation_notes (
        id          uuid PRIMARY KEY,
        referral_id uuid NOT NULL CONSTRAINT compilation_notes_referral REFERENCES referrals,
        kind        text NOT NULL CONSTRAINT compilation_notes_kind CHECK (kind IN ('summary', 'place')),
        question    integer CONSTRAINT compilation_notes_question CHECK (question >= 1),
        passage_key text,
        text        text,
        written_by  text NOT NULL,
        written_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT compilation_notes_of_one CHECK (num_nonnulls(question, passage_key) = 1)
      );
      CREATE INDEX compilation_notes_of_referral ON compilation_notes (referral_id, written_at);
      REVOKE UPDATE, DELETE ON compilation_notes FROM yttra_runtime;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE compilation_notes');
  }
}
