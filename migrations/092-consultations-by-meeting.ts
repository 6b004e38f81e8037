import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An agenda is read by its meeting, and cancelling a meeting looks for what is on it. */
export class ConsultationsByMeeting1794000000092 implements MigrationInterface {
  name = 'ConsultationsByMeeting1794000000092';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS consultations_by_meeting');
    await db.query(
      'CREATE INDEX CONCURRENTLY consultations_by_meeting ON consultations (meeting_id, id) WHERE meeting_id IS NOT NULL',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX consultations_by_meeting');
  }
}
