import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which meeting was told of a decision that was taken for the board, and a reminder until one is. */
export class DecisionsToReport1794000000113 implements MigrationInterface {
  name = 'DecisionsToReport1794000000113';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE decisions ADD reported_on date, ADD reported_section text;
      INSERT INTO reminder_kinds (kind, side, states, days, recipients, escalate_after, seen_by_both)
      SELECT 'decision-not-reported', side, ARRAY['confirmed', 'forwarded', 'received'], ARRAY[-3, 1, 7], ARRAY['secretary'], 5, false
      FROM reminder_kinds WHERE kind = 'decided-not-forwarded';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE inbox_items SET topic = 'reminder-decided-not-forwarded' WHERE topic = 'reminder-decision-not-reported';
      UPDATE deliveries SET topic = 'reminder-decided-not-forwarded' WHERE topic = 'reminder-decision-not-reported';
      DELETE FROM reminders WHERE kind = 'decision-not-reported';
      DELETE FROM reminder_silences WHERE kind = 'decision-not-reported';
      UPDATE reminder_settings SET kinds = kinds - 'decision-not-reported';
      DELETE FROM reminder_kinds WHERE kind = 'decision-not-reported';
      ALTER TABLE decisions DROP reported_section, DROP reported_on;
    `);
  }
}
