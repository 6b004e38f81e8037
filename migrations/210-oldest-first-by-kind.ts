import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What may be disposed of is found from what was entered first of each kind, and nothing that is gone is passed by; nor are the packages that do not hold it. */
export class OldestFirstByKind1794000000210 implements MigrationInterface {
  name = 'OldestFirstByKind1794000000210';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS documents_kept_oldest_of_kind');
    await db.query(
      'CREATE INDEX CONCURRENTLY documents_kept_oldest_of_kind ON documents (body_code, kind, created_at, id) WHERE disposed_at IS NULL',
    );
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS documents_kept_by_kind');
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS archive_packages_holding');
    await db.query(
      'CREATE INDEX CONCURRENTLY archive_packages_holding ON archive_packages USING gin (holds) WHERE removed_at IS NULL',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'CREATE INDEX documents_kept_by_kind ON documents (body_code, kind) WHERE disposed_at IS NULL',
    );
    await db.query('DROP INDEX archive_packages_holding');
    await db.query('DROP INDEX documents_kept_oldest_of_kind');
  }
}
