import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Webhooks1794000000014 implements MigrationInterface {
  name = 'Webhooks1794000000014';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE webhooks (
        id               uuid PRIMARY KEY,
        body_code        text NOT NULL CONSTRAINT webhooks_body REFERENCES bodies,
        url              text NOT NULL,
        events           text[] NOT NULL CONSTRAINT webhooks_asks_for_something CHECK (cardinality(events) > 0),
        description      text,
        state            text NOT NULL CONSTRAINT webhooks_state CHECK (state IN ('enabled', 'disabled')),
        disabled_because text CONSTRAINT webhooks_disabled_because CHECK (disabled_because IN ('by-hand', 'gone', 'failing')),
        disabled_at      timestamptz,
        enabled_at       timestamptz NOT NULL DEFAULT now(),
        created_by       text NOT NULL,
        created_at       timestamptz NOT NULL DEFAULT now(),
        version          integer NOT NULL DEFAULT 1,
        CONSTRAINT webhooks_disabled_says_why CHECK ((state = 'disabled') = (disabled_because IS NOT NULL))
      );
      CREATE INDEX webhooks_newest_of_body ON webhooks (body_code, created_at DESC, id);

      -- Apart from the webhook, so that no list, audit event or view of it can hold a secret.
      CREATE TABLE webhook_secrets (
        id          uuid PRIMARY KEY,
        webhook_id  uuid NOT NULL CONSTRAINT webhook_secrets_webhook REFERENCES webhooks ON DELETE CASCADE,
        sealed      bytea NOT NULL,
        created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
        valid_until timestamptz
      );
      CREATE UNIQUE INDEX webhook_secrets_one_current ON webhook_secrets (webhook_id) WHERE valid_until IS NULL;
      CREATE INDEX webhook_secrets_of_webhook ON webhook_secrets (webhook_id);

      -- A test event is about no case.
      ALTER TABLE deliveries
        ALTER COLUMN case_id DROP NOT NULL,
        DROP CONSTRAINT deliveries_kind,
        ADD CONSTRAINT deliveries_kind CHECK (kind IN ('dispatch', 'packet', 'notice', 'reminder', 'test')),
        DROP CONSTRAINT deliveries_channel,
        ADD CONSTRAINT deliveries_channel CHECK (channel IN ('inbox', 'webhook', 'manual')),
        ADD CONSTRAINT deliveries_about_a_case CHECK (case_id IS NOT NULL OR kind = 'test'),
        ADD COLUMN attempts_before integer NOT NULL DEFAULT 0,
        ADD COLUMN webhook_id uuid CONSTRAINT deliveries_webhook REFERENCES webhooks ON DELETE SET NULL;
      CREATE INDEX deliveries_newest_of_webhook ON deliveries (webhook_id, created_at DESC, id)
        WHERE webhook_id IS NOT NULL;
      CREATE INDEX deliveries_under_way_to_webhook ON deliveries (webhook_id)
        WHERE webhook_id IS NOT NULL AND state = 'delivering';

      CREATE TABLE demo_webhook_key (
        only_one boolean PRIMARY KEY DEFAULT true CONSTRAINT demo_webhook_key_only_one CHECK (only_one),
        key      text NOT NULL
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM delivery_attempts USING deliveries
        WHERE delivery_id = deliveries.id AND deliveries.channel = 'webhook';
      DELETE FROM deliveries WHERE channel = 'webhook';
      ALTER TABLE deliveries
        DROP COLUMN webhook_id,
        DROP COLUMN attempts_before,
        DROP CONSTRAINT deliveries_about_a_case,
        DROP CONSTRAINT deliveries_kind,
        ADD CONSTRAINT deliveries_kind CHECK (kind IN ('dispatch', 'packet', 'notice', 'reminder')),
        DROP CONSTRAINT deliveries_channel,
        ADD CONSTRAINT deliveries_channel CHECK (channel IN ('inbox', 'manual')),
        ALTER COLUMN case_id SET NOT NULL;
      DROP TABLE demo_webhook_key, webhook_secrets, webhooks;
    `);
  }
}
