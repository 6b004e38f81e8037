import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WorkingCopies1794000000125 implements MigrationInterface {
  name = 'WorkingCopies1794000000125';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Never the same number again, so that whoever holds an old one cannot meet a new copy by it.
      CREATE SEQUENCE working_copy_versions AS integer;
      -- What an author has written of a statement and not yet saved as a version: theirs alone, one each.
      CREATE TABLE statement_working_copies (
        consultation_id uuid NOT NULL CONSTRAINT statement_working_copies_consultation REFERENCES consultations,
        author          text NOT NULL CONSTRAINT statement_working_copies_author REFERENCES people,
        version         integer NOT NULL DEFAULT nextval('working_copy_versions'),
        -- The version of the statement that they began with.
        based_on        integer NOT NULL CONSTRAINT statement_working_copies_based_on CHECK (based_on >= 0),
        content         jsonb NOT NULL,
        saved_at        timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consultation_id, author)
      );
      CREATE INDEX statement_working_copies_of_author ON statement_working_copies (author);
      CREATE INDEX statement_working_copies_by_age ON statement_working_copies (saved_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION IF EXISTS others_writing(uuid, text);
      DROP FUNCTION IF EXISTS forget_working_copies_of(text);
      DROP TABLE statement_working_copies;
      DROP SEQUENCE working_copy_versions;
    `);
  }
}
