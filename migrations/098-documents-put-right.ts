import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A document's title, kind and day of receipt are corrected, and one that nothing refers to is deleted. Its file stays what it is. */
export class DocumentsPutRight1794000000098 implements MigrationInterface {
  name = 'DocumentsPutRight1794000000098';

  async up(db: QueryRunner): Promise<void> {
    await db.query('GRANT UPDATE (title, kind, received_on), DELETE ON documents TO yttra_runtime');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('REVOKE UPDATE (title, kind, received_on), DELETE ON documents FROM yttra_runtime');
  }
}
