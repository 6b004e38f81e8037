import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The Word templates that a body has for a kind of its papers: which one is used, and all that there have been. */
export class WordTemplates1794000000141 implements MigrationInterface {
  name = 'WordTemplates1794000000141';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE word_templates (
        id        uuid PRIMARY KEY,
        body_code text NOT NULL CONSTRAINT word_templates_body REFERENCES bodies,
        kind      text NOT NULL,
        -- The number of the one that is used; none where it was taken away.
        current   integer,
        -- When a paper could last not be written in it, and why.
        failed_at timestamptz,
        failure   text,
        version   integer NOT NULL DEFAULT 1,
        CONSTRAINT word_templates_once UNIQUE (body_code, kind)
      );
      CREATE TABLE word_template_versions (
        template_id uuid NOT NULL CONSTRAINT word_template_versions_of REFERENCES word_templates,
        number      integer NOT NULL,
        file        bytea NOT NULL CONSTRAINT word_template_versions_size CHECK (octet_length(file) <= 2097152),
        sha256      text NOT NULL,
        added_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (template_id, number)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE word_template_versions, word_templates');
  }
}
