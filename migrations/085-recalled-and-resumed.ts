import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RecalledAndResumed1794000000085 implements MigrationInterface {
  name = 'RecalledAndResumed1794000000085';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Where a consultation was when its referral was closed: reopening the referral leads back there.
      ALTER TABLE consultations
        ADD COLUMN recalled_because text,
        ADD COLUMN closed_from text CONSTRAINT consultations_closed_from CHECK (closed_from IN
          ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda')),
        ADD COLUMN closed_from_meeting uuid REFERENCES meetings ON DELETE SET NULL;
      CREATE INDEX consultations_closed_from_meeting ON consultations (closed_from_meeting)
        WHERE closed_from_meeting IS NOT NULL;
      UPDATE consultations SET closed_from_meeting = meeting_id, closed_from = (
        SELECT before->>'state' FROM audit_events WHERE object_type = 'consultation' AND verb = 'close'
          AND object_id = consultations.id::text ORDER BY id DESC LIMIT 1)
      WHERE state = 'no-reply';
      -- A matter that nobody waits for any more is on no agenda, and holds no meeting.
      UPDATE consultations SET meeting_id = NULL
      WHERE state IN ('no-reply', 'declined', 'withdrawn') AND meeting_id IS NOT NULL;
      SET CONSTRAINTS ALL IMMEDIATE;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE consultations SET meeting_id = closed_from_meeting WHERE state = 'no-reply';
      SET CONSTRAINTS ALL IMMEDIATE;
      ALTER TABLE consultations DROP COLUMN closed_from_meeting, DROP COLUMN closed_from, DROP COLUMN recalled_because;
    `);
  }
}
