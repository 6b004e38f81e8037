import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose number it is, of a matter that was handed over from a body whose register another keeps: the register does not say. */
export class NumbersHandedOver1794000000185 implements MigrationInterface {
  name = 'NumbersHandedOver1794000000185';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE numbers_handed_over (
        -- The case, or the consultation of one that was asked.
        object_id     uuid PRIMARY KEY,
        body_code     text NOT NULL CONSTRAINT numbers_handed_over_body REFERENCES bodies,
        register_code text NOT NULL,
        number_key    text NOT NULL,
        CONSTRAINT numbers_handed_over_entry FOREIGN KEY (register_code, number_key) REFERENCES register_entries
      );
      CREATE INDEX numbers_handed_over_of_body ON numbers_handed_over (body_code);
      REVOKE ALL ON numbers_handed_over FROM yttra_runtime;
      GRANT SELECT, INSERT, UPDATE ON numbers_handed_over TO yttra_runtime;
    `);
  }

  /** What asks whose a number is stays, and is told that nothing was handed over. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DO $$ BEGIN
        IF to_regprocedure('register_line_body(text, text, text, uuid)') IS NOT NULL THEN
          CREATE OR REPLACE FUNCTION register_line_body(register text, body text, key text, object uuid) RETURNS text
            LANGUAGE sql STABLE AS 'SELECT register_body(register, body)';
          CREATE OR REPLACE FUNCTION registers_handed_over_from() RETURNS text[] LANGUAGE sql STABLE AS $sql$ SELECT '{}'::text[] $sql$;
        END IF;
      END $$;
      DROP TABLE numbers_handed_over;
    `);
  }
}
