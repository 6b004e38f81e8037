import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the headings of a body's own staff reports are, for the import. Without a row it has taught none. */
export class ReportHeadings1794000000149 implements MigrationInterface {
  name = 'ReportHeadings1794000000149';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE report_headings (
        id        uuid PRIMARY KEY,
        body_code text NOT NULL CONSTRAINT report_headings_body REFERENCES bodies
                  CONSTRAINT report_headings_once UNIQUE,
        headings  jsonb NOT NULL DEFAULT '[]',
        version   integer NOT NULL DEFAULT 1
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE report_headings');
  }
}
