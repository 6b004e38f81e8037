import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a document has a newer version is asked each time it is read. */
export class DocumentsByWhatTheyReplace1794000000099 implements MigrationInterface {
  name = 'DocumentsByWhatTheyReplace1794000000099';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS documents_replaced');
    await db.query(
      'CREATE INDEX CONCURRENTLY documents_replaced ON documents (replaces) WHERE replaces IS NOT NULL',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX documents_replaced');
  }
}
