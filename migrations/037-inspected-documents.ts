import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How much of a document could be looked into; of those that were received before this, nobody can say. */
export class InspectedDocuments1794000000037 implements MigrationInterface {
  name = 'InspectedDocuments1794000000037';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE documents
        ADD inspected text NOT NULL DEFAULT 'not'
          CONSTRAINT documents_inspected CHECK (inspected IN ('whole', 'partly', 'not')),
        ADD not_inspected_for text DEFAULT 'received-before'
          CONSTRAINT documents_not_inspected_for CHECK (not_inspected_for IN ('encrypted', 'too-large', 'received-before')),
        ADD CONSTRAINT documents_inspected_or_why CHECK ((inspected = 'whole') = (not_inspected_for IS NULL));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE documents DROP inspected, DROP not_inspected_for');
  }
}
