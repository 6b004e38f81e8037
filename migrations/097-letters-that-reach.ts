import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which letter takes a statement to whoever asked for it, how a letter was delivered, and a reminder until it is. */
export class LettersThatReach1794000000097 implements MigrationInterface {
  name = 'LettersThatReach1794000000097';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE deliveries
        ADD to_issuer boolean NOT NULL DEFAULT false,
        ADD delivered_how text;
      INSERT INTO reminder_kinds (kind, side, states, days, recipients, escalate_after, seen_by_both)
      SELECT 'letter-not-posted', side, ARRAY['forwarded'], ARRAY[1, 3], ARRAY['secretary', 'registrar'], 2, false
      FROM reminder_kinds WHERE kind = 'decided-not-forwarded';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE inbox_items SET topic = 'reminder-decided-not-forwarded' WHERE topic = 'reminder-letter-not-posted';
      UPDATE deliveries SET topic = 'reminder-decided-not-forwarded' WHERE topic = 'reminder-letter-not-posted';
      DELETE FROM reminders WHERE kind = 'letter-not-posted';
      DELETE FROM reminder_silences WHERE kind = 'letter-not-posted';
      UPDATE reminder_settings SET kinds = kinds - 'letter-not-posted';
      DELETE FROM reminder_kinds WHERE kind = 'letter-not-posted';
      ALTER TABLE deliveries DROP delivered_how, DROP to_issuer;
    `);
  }
}
