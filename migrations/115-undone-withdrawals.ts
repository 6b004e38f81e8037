import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a consultation was when its referral was withdrawn, or it was recalled: undoing it leads back there. */
export class UndoneWithdrawals1794000000115 implements MigrationInterface {
  name = 'UndoneWithdrawals1794000000115';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE consultations SET closed_from = (
        SELECT before->>'state' FROM audit_events WHERE object_type = 'consultation' AND verb IN ('withdraw', 'recall')
          AND case_id = consultations.case_id AND object_id = consultations.id::text ORDER BY id DESC LIMIT 1)
      WHERE state = 'withdrawn' AND closed_from IS NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE consultations SET closed_from = NULL, closed_from_meeting = NULL WHERE state = 'withdrawn';
    `);
  }
}
