import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each reading of a consultation asks whether its reply is published, and read all publications for it. */
export class PublicationsByConsultation1794000000065 implements MigrationInterface {
  name = 'PublicationsByConsultation1794000000065';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS publications_of_consultation');
    await db.query(
      'CREATE INDEX CONCURRENTLY publications_of_consultation ON publications (consultation_id) WHERE consultation_id IS NOT NULL',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX publications_of_consultation');
  }
}
