import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From and to which day there is a body, which one comes after it, and what bodies and people were called before. */
export class NamesAsTheyWere1794000000111 implements MigrationInterface {
  name = 'NamesAsTheyWere1794000000111';

  /** What bodies were called before stands in the audit trail since the beginning; of people too. */
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE bodies
        ADD exists_from date,
        ADD exists_to date,
        ADD successor text CONSTRAINT bodies_successor REFERENCES bodies,
        ADD CONSTRAINT bodies_from_to CHECK (exists_from <= exists_to);
      CREATE TABLE earlier_body_names (
        body_code text NOT NULL CONSTRAINT earlier_body_names_body REFERENCES bodies,
        name      text NOT NULL,
        until     timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (body_code, until)
      );
      CREATE TABLE earlier_person_names (
        username text NOT NULL CONSTRAINT earlier_person_names_person REFERENCES people,
        name     text NOT NULL,
        until    timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (username, until)
      );
      REVOKE UPDATE, DELETE ON earlier_body_names, earlier_person_names FROM yttra_runtime;
      INSERT INTO earlier_body_names SELECT object_id, before->>'name', at FROM audit_events
        WHERE object_type = 'body' AND case_id IS NULL AND before->>'name' IS NOT NULL AND object_id IN (SELECT code FROM bodies);
      INSERT INTO earlier_person_names SELECT object_id, before->>'name', at FROM audit_events
        WHERE object_type = 'person' AND case_id IS NULL AND before->>'name' IS NOT NULL AND object_id IN (SELECT username FROM people);
    `);
  }

  /** Views that ask for a name stay, and are told the one of today. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE OR REPLACE FUNCTION body_name_at(body text, instant timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT name FROM bodies WHERE code = body
      $$;
      CREATE OR REPLACE FUNCTION person_name_at(person text, instant timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT name FROM people WHERE username = person
      $$;
      DROP TABLE earlier_person_names;
      DROP TABLE earlier_body_names;
      ALTER TABLE bodies DROP successor, DROP exists_to, DROP exists_from;
    `);
  }
}
