import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A reply that came on paper or by mail may be of several documents. */
export class AttachmentsOfRecordedReplies1794000000120 implements MigrationInterface {
  name = 'AttachmentsOfRecordedReplies1794000000120';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      "ALTER TABLE recorded_replies ADD COLUMN IF NOT EXISTS attachments uuid[] NOT NULL DEFAULT '{}'",
    );
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS recorded_replies_attachments');
    await db.query(
      'CREATE INDEX CONCURRENTLY recorded_replies_attachments ON recorded_replies USING gin (attachments)',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE recorded_replies DROP COLUMN attachments');
  }
}
