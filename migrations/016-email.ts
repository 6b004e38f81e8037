import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Email1794000000016 implements MigrationInterface {
  name = 'Email1794000000016';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Addresses of functions that are told by e-mail of what comes to the body's inbox.
      ALTER TABLE bodies ADD COLUMN notice_emails text[] NOT NULL DEFAULT '{}';
      ALTER TABLE deliveries
        DROP CONSTRAINT deliveries_channel,
        ADD CONSTRAINT deliveries_channel CHECK (channel IN ('inbox', 'email', 'webhook', 'manual')),
        ADD COLUMN digest_id uuid CONSTRAINT deliveries_digest REFERENCES digests;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM delivery_attempts USING deliveries
        WHERE delivery_id = deliveries.id AND deliveries.channel = 'email';
      DELETE FROM deliveries WHERE channel = 'email';
      ALTER TABLE deliveries
        DROP COLUMN digest_id,
        DROP CONSTRAINT deliveries_channel,
        ADD CONSTRAINT deliveries_channel CHECK (channel IN ('inbox', 'webhook', 'manual'));
      ALTER TABLE bodies DROP COLUMN notice_emails;
    `);
  }
}
