import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Watchdog1794000000019 implements MigrationInterface {
  name = 'Watchdog1794000000019';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- What administrators and metrics look for among millions that arrived.
      CREATE INDEX deliveries_failed ON deliveries (channel) WHERE state = 'failed';
      CREATE INDEX deliveries_told_of_failure ON deliveries (recipient_body) WHERE topic = 'delivery-failed';

      -- When all reminders that were due had last been said: none is unsaid for longer than since then.
      CREATE TABLE reminder_sweep (
        only_one boolean PRIMARY KEY DEFAULT true CONSTRAINT reminder_sweep_only_one CHECK (only_one),
        ended_at timestamptz NOT NULL DEFAULT now()
      );
      INSERT INTO reminder_sweep DEFAULT VALUES;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE reminder_sweep;
      DROP INDEX deliveries_told_of_failure;
      DROP INDEX deliveries_failed;
      DELETE FROM inbox_items WHERE topic = 'delivery-failed';
      DELETE FROM delivery_attempts USING deliveries WHERE delivery_id = deliveries.id AND topic = 'delivery-failed';
      DELETE FROM deliveries WHERE topic = 'delivery-failed';
    `);
  }
}
