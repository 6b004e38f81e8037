import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The shape that a body has given one kind of its papers. Without a row it is as it always is. */
export class PaperForms1794000000139 implements MigrationInterface {
  name = 'PaperForms1794000000139';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE paper_forms (
        id        uuid PRIMARY KEY,
        body_code text NOT NULL CONSTRAINT paper_forms_body REFERENCES bodies,
        kind      text NOT NULL,
        form      jsonb NOT NULL,
        -- A picture in base64, beside the form: the audit trail of a change to the form does not repeat it.
        logotype  text CONSTRAINT paper_forms_logotype_size CHECK (length(logotype) <= 66000),
        version   integer NOT NULL DEFAULT 1,
        CONSTRAINT paper_forms_once UNIQUE (body_code, kind)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE paper_forms');
  }
}
