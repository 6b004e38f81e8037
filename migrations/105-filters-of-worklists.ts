import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The search of worklists takes three more filters; PostgreSQL would keep the function without them beside it. */
export class FiltersOfWorklists1794000000105 implements MigrationInterface {
  name = 'FiltersOfWorklists1794000000105';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION IF EXISTS consultations_matching(${BEFORE})`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION IF EXISTS consultations_matching(${BEFORE}, boolean, boolean, boolean);
      DROP FUNCTION IF EXISTS is_at_risk(consultations, text[], date);
      DROP FUNCTION IF EXISTS is_returned(consultations, text[]);
      DROP FUNCTION IF EXISTS extension_is_requested(consultations);
    `);
  }
}

const BEFORE =
  'text, text[], text, text, text, text[], date, boolean, date, uuid, boolean, date, uuid, integer, integer';
