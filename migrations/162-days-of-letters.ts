import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a letter of one outside says besides its words: the day it declined or asked for more time, and what one who
 * replied unasked is. Of those who were asked the referral's list has that.
 */
export class DaysOfLetters1794000000162 implements MigrationInterface {
  name = 'DaysOfLetters1794000000162';

  async up(db: QueryRunner): Promise<void> {
    // Not validated: no row has one yet, and to see that PostgreSQL would read all of them while nobody else may (95 s of
    // 2,000,000 that were not in memory).
    await db.query(`
      ALTER TABLE consultations
        ADD COLUMN declined_on date,
        ADD COLUMN consultee_kind text,
        ADD CONSTRAINT consultations_consultee_kind
          CHECK (consultee_kind IS NULL OR consultee_kind IN ('organisation', 'private') AND unasked) NOT VALID;
      ALTER TABLE extensions ADD COLUMN requested_on date;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE extensions DROP COLUMN requested_on;
      ALTER TABLE consultations DROP COLUMN consultee_kind, DROP COLUMN declined_on;
    `);
  }
}
