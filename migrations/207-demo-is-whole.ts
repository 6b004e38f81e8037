import type { MigrationInterface, QueryRunner } from 'typeorm';

/** That the demo municipality has been begun, and on which day, so that a start that was cut off is gone on with. */
export class DemoIsWhole1794000000207 implements MigrationInterface {
  name = 'DemoIsWhole1794000000207';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE demo (
        only_one  boolean PRIMARY KEY DEFAULT true CONSTRAINT demo_only_one CHECK (only_one),
        -- The day that its cases are dated from.
        begun_on  date NOT NULL,
        filled_at timestamptz
      );
      REVOKE ALL ON demo FROM yttra_runtime;
      GRANT SELECT, INSERT, UPDATE ON demo TO yttra_runtime;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE demo');
  }
}
