import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The search of worklists takes one more filter; PostgreSQL would keep the function without it beside it. */
export class MeetingsHeldInSearches1794000000133 implements MigrationInterface {
  name = 'MeetingsHeldInSearches1794000000133';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION IF EXISTS consultations_matching(${BEFORE})`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION IF EXISTS consultations_matching(${BEFORE}, boolean);
      DROP FUNCTION IF EXISTS meeting_is_held(consultations, text[], date);
    `);
  }
}

const BEFORE = `text, text[], text, text, text, text[], date, boolean, date, uuid, boolean, date, uuid, integer, integer,
  boolean, boolean, boolean`;
