import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which version of the form a frozen paper was written in; none where it was the plain one, or was frozen before this. */
export class FormsOfFrozenPapers1794000000148 implements MigrationInterface {
  name = 'FormsOfFrozenPapers1794000000148';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE dispatch_papers ADD COLUMN form_version integer');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE dispatch_papers DROP COLUMN form_version');
  }
}
