import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The day a letter's tick was taken back: from then on it is waited for, and reminded of. */
export class LettersThatWaitAgain1794000000108 implements MigrationInterface {
  name = 'LettersThatWaitAgain1794000000108';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE deliveries ADD taken_back_on date');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE deliveries DROP taken_back_on');
  }
}
