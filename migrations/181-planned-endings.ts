import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A body that is there and has a last day ends after it: who decided so, and the last day on which it was tried in vain. */
export class PlannedEndings1794000000181 implements MigrationInterface {
  name = 'PlannedEndings1794000000181';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE bodies
        ADD end_planned_by text CONSTRAINT bodies_end_planned_by REFERENCES people,
        ADD end_refused_on date;
    `);
  }

  /** Where there are no plans a body that is there has no last day. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE bodies SET exists_to = NULL, successor = NULL WHERE active;
      ALTER TABLE bodies DROP end_refused_on, DROP end_planned_by;
    `);
  }
}
