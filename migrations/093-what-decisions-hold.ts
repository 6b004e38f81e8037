import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WhatDecisionsHold1794000000093 implements MigrationInterface {
  name = 'WhatDecisionsHold1794000000093';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What minutes hold besides motions, votes, reservations, special statements and recusals (KL 5:65-67, 4:25).
      ALTER TABLE decisions
        ADD COLUMN committee text,
        ADD COLUMN not_taking_part jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN minutes_notes jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN question_stances jsonb NOT NULL DEFAULT '[]';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE decisions DROP COLUMN question_stances, DROP COLUMN minutes_notes,
      DROP COLUMN not_taking_part, DROP COLUMN committee`);
  }
}
