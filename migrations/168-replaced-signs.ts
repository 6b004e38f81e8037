import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many signs that no font has stand as □ in a frozen paper; unknown of what was frozen before this. */
export class ReplacedSigns1794000000168 implements MigrationInterface {
  name = 'ReplacedSigns1794000000168';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE dispatch_papers ADD COLUMN replaced_signs integer');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE dispatch_papers DROP COLUMN replaced_signs');
  }
}
