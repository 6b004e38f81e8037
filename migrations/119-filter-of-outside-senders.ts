import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The search of worklists takes two more filters; PostgreSQL would keep the function without them beside it. */
export class FilterOfOutsideSenders1794000000119 implements MigrationInterface {
  name = 'FilterOfOutsideSenders1794000000119';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION IF EXISTS consultations_matching(${BEFORE})`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION IF EXISTS consultations_matching(${BEFORE}, boolean, boolean);
      DROP FUNCTION IF EXISTS meeting_is_held(consultations, text[], date);
    `);
  }
}

const BEFORE =
  'text, text[], text, text, text, text[], date, boolean, date, uuid, boolean, date, uuid, integer, integer, boolean, boolean, boolean';
