import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a case is searched by is kept also of rows that are restored or filled in past every other trigger. */
export class CasesSearchedAlways1794000000133 implements MigrationInterface {
  name = 'CasesSearchedAlways1794000000133';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE cases ENABLE ALWAYS TRIGGER case_is_searched_by');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE cases ENABLE TRIGGER case_is_searched_by');
  }
}
