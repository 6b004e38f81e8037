import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The day a referral was sent, a statement forwarded and a letter delivered, which may be entered afterwards. */
export class DaysGivenAfterwards1794000000081 implements MigrationInterface {
  name = 'DaysGivenAfterwards1794000000081';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE referrals ADD sent_on date;
      UPDATE referrals SET sent_on = (sent_at AT TIME ZONE 'Europe/Stockholm')::date WHERE sent_at IS NOT NULL;

      -- The day its consultee was asked; null for a body's own reply.
      ALTER TABLE consultations ADD sent_on date;
      UPDATE consultations SET sent_on = referrals.sent_on FROM referrals WHERE referrals.id = referral_id;

      ALTER TABLE dispatches ADD forwarded_on date;
      UPDATE dispatches SET forwarded_on = (created_at AT TIME ZONE 'Europe/Stockholm')::date;
      ALTER TABLE dispatches ALTER forwarded_on SET NOT NULL,
        ALTER forwarded_on SET DEFAULT (now() AT TIME ZONE 'Europe/Stockholm')::date;

      -- Only where somebody has said it: else it is the day of delivered_at.
      ALTER TABLE deliveries ADD delivered_on date;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE deliveries DROP delivered_on;
      ALTER TABLE dispatches DROP forwarded_on;
      ALTER TABLE consultations DROP sent_on;
      ALTER TABLE referrals DROP sent_on;
    `);
  }
}
