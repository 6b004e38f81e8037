import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a recorded reply says, and a reply of somebody who was not asked. */
export class WhatCameOnPaper1794000000101 implements MigrationInterface {
  name = 'WhatCameOnPaper1794000000101';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE recorded_replies
        ADD content jsonb NOT NULL DEFAULT '{}',
        DROP CONSTRAINT recorded_replies_from,
        ADD CONSTRAINT recorded_replies_from
          CHECK (recorded_from IN ('sent', 'registered', 'drafting', 'no-reply', 'declined', 'withdrawn')) NOT VALID;
      ALTER TABLE recorded_replies VALIDATE CONSTRAINT recorded_replies_from;
      ALTER TABLE consultations ADD unasked boolean NOT NULL DEFAULT false;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE consultations DROP unasked;
      UPDATE recorded_replies SET recorded_from = 'no-reply' WHERE recorded_from = 'withdrawn';
      SET CONSTRAINTS ALL IMMEDIATE;
      ALTER TABLE recorded_replies
        DROP CONSTRAINT recorded_replies_from,
        ADD CONSTRAINT recorded_replies_from
          CHECK (recorded_from IN ('sent', 'registered', 'drafting', 'no-reply', 'declined')),
        DROP content;
    `);
  }
}
