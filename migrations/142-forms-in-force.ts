import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every shape that a body has given its papers, and since when: a paper has the one that was in force when it was written. */
export class FormsInForce1794000000142 implements MigrationInterface {
  name = 'FormsInForce1794000000142';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE paper_form_versions (
        form_id       uuid NOT NULL CONSTRAINT paper_form_versions_of REFERENCES paper_forms,
        version       integer NOT NULL,
        form          jsonb NOT NULL,
        logotype      text CONSTRAINT paper_form_versions_logotype_size CHECK (length(logotype) <= 66000),
        -- In whole milliseconds, as papers say when they were written.
        in_force_from timestamptz NOT NULL DEFAULT date_trunc('milliseconds', clock_timestamp()),
        PRIMARY KEY (form_id, version)
      );
      REVOKE UPDATE, DELETE, TRUNCATE ON paper_form_versions FROM yttra_runtime;
      INSERT INTO paper_form_versions
        SELECT id, version, form, logotype, coalesce(
          (SELECT date_trunc('milliseconds', max(at)) FROM audit_events WHERE case_id IS NULL
             AND object_type = 'paper-form' AND verb = 'set-paper-form' AND object_id = paper_forms.id::text),
          date_trunc('milliseconds', clock_timestamp()))
        FROM paper_forms;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE paper_form_versions');
  }
}
