import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of all decisions, those that a meeting has still to be told of are looked up at each round of reminders. */
export class DecisionsUnreported1794000000114 implements MigrationInterface {
  name = 'DecisionsUnreported1794000000114';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS decisions_unreported');
    await db.query(
      'CREATE INDEX CONCURRENTLY decisions_unreported ON decisions (consultation_id) WHERE report_at_next_meeting AND reported_on IS NULL',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX decisions_unreported');
  }
}
