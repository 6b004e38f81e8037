import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each index, and what it is made of. */
const INDEXES = {
  publications_newest_of_body: 'publications (body_code, kind, published_at DESC, id DESC)',
  documents_newest_in_body: 'documents (body_code, created_at DESC, id DESC)',
  documents_newest_of_kind: 'documents (body_code, kind, created_at DESC, id DESC)',
} as const;

/** Those that PostgreSQL would read from end to end in their place, and what they were made of. */
const BEFORE = {
  publications_latest: 'publications (published_at DESC, id DESC)',
  documents_newest: 'documents (created_at, id)',
  documents_newest_of_body: 'documents (body_code, created_at DESC, id)',
} as const;

/** A page of publications, of another body's documents, or of documents of one kind, read all of them. */
export class PublicationsAndDocuments1794000000088 implements MigrationInterface {
  name = 'PublicationsAndDocuments1794000000088';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    for (const [name, columns] of Object.entries(INDEXES)) {
      await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
      await db.query(`CREATE INDEX CONCURRENTLY ${name} ON ${columns}`);
    }
    for (const name of Object.keys(BEFORE)) await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const [name, columns] of Object.entries(BEFORE))
      await db.query(`CREATE INDEX ${name} ON ${columns}`);
    for (const name of Object.keys(INDEXES)) await db.query(`DROP INDEX IF EXISTS ${name}`);
  }
}
