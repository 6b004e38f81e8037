import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a recorded reply says, and a reply of somebody who was not asked. */
export class WhatCameOnPaper1794000000101 implements MigrationInterface {
  name = 'WhatCameOnPaper1794000000101';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE recorded_replies
        ADD IF NOT EXISTS content jsonb NOT NULL DEFAULT '{}',
        DROP CONSTRAINT IF EXISTS recorded_replies_from,
        ADD CONSTRAINT recorded_replies_from
          CHECK (recorded_from IN ('sent', 'registered', 'drafting', 'no-reply', 'declined', 'withdrawn')) NOT VALID;
      ALTER TABLE consultations ADD IF NOT EXISTS unasked boolean NOT NULL DEFAULT false;
    `);
    await db.query('ALTER TABLE recorded_replies VALIDATE CONSTRAINT recorded_replies_from');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      "UPDATE recorded_replies SET recorded_from = 'no-reply' WHERE recorded_from = 'withdrawn'",
    );
    await db.query(`
      ALTER TABLE consultations DROP unasked;
      ALTER TABLE recorded_replies
        DROP CONSTRAINT recorded_replies_from,
        ADD CONSTRAINT recorded_replies_from
          CHECK (recorded_from IN ('sent', 'registered', 'drafting', 'no-reply', 'declined')),
        DROP content;
    `);
  }
}
