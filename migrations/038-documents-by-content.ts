import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether any document has a file, asked of each file when those without are swept. */
export class DocumentsByContent1794000000038 implements MigrationInterface {
  name = 'DocumentsByContent1794000000038';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    // What an interrupted attempt left behind serves nobody.
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS documents_of_content');
    await db.query('CREATE INDEX CONCURRENTLY documents_of_content ON documents (sha256)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX documents_of_content');
  }
}
