import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each round of reminders looks up those unreported decisions alone that somebody is reminded of. */
export class DecisionsRemindedOf1794000000130 implements MigrationInterface {
  name = 'DecisionsRemindedOf1794000000130';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS decisions_reminded_of');
    await db.query(
      `CREATE INDEX CONCURRENTLY decisions_reminded_of ON decisions (consultation_id)
       WHERE report_at_next_meeting AND reported_on IS NULL AND NOT predates_reporting`,
    );
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS decisions_unreported');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX decisions_reminded_of;
      CREATE INDEX decisions_unreported ON decisions (consultation_id) WHERE report_at_next_meeting AND reported_on IS NULL;
    `);
  }
}
