import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which of the committees that prepared the matter the board decided as: its place among the `postponements`, from 1. */
export class AdoptedPreparations1794000000161 implements MigrationInterface {
  name = 'AdoptedPreparations1794000000161';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE decisions ADD COLUMN adopted_preparation integer
        CONSTRAINT decisions_adopted_preparation CHECK (adopted_preparation > 0);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE decisions DROP COLUMN adopted_preparation');
  }
}
