import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the registrar was told that a paper cannot be written, so that they are told once, whoever tries it and how often. */
export class ToldOfMissingPapers1794000000127 implements MigrationInterface {
  name = 'ToldOfMissingPapers1794000000127';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE dispatch_papers ADD COLUMN told_at timestamptz;
      UPDATE dispatch_papers SET told_at = now() WHERE frozen_at IS NULL AND attempts >= 5;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE dispatch_papers DROP COLUMN told_at');
  }
}
