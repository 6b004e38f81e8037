import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A worker works off one receiver at a time, so that one that hangs keeps no other waiting. */
export class Receivers1794000000057 implements MigrationInterface {
  name = 'Receivers1794000000057';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE receivers (
        key              text PRIMARY KEY,
        -- The worker that makes its attempts; another may take over once \`held_until\` has passed.
        holder           uuid,
        held_until       timestamptz,
        -- Counts promises that came while it was held, so that its holder does not leave without seeing them.
        wakes            bigint NOT NULL DEFAULT 0,
        -- When a job in the queue comes back for it.
        wake_at          timestamptz,
        reconciled_at    timestamptz,
        -- Attempts in a row that have failed, and why the latest did; left alone for a while after several.
        failures         integer NOT NULL DEFAULT 0,
        last_error       text,
        left_alone_until timestamptz
      );

      ALTER TABLE deliveries
        -- What is promised under one lock is promised in this order, whenever its transaction began.
        ALTER COLUMN created_at SET DEFAULT clock_timestamp(),
        ADD COLUMN receiver text GENERATED ALWAYS AS (CASE channel
          WHEN 'inbox' THEN 'inbox:' || recipient_body
          WHEN 'webhook' THEN 'webhook:' || coalesce(webhook_id::text, 'removed')
          WHEN 'email' THEN 'mail' END) STORED,
        ADD COLUMN matter uuid NOT NULL GENERATED ALWAYS AS (coalesce(consultation_id, referral_id, case_id, id)) STORED;

      DROP INDEX deliveries_due, deliveries_under_way_to_webhook;
      CREATE INDEX deliveries_waiting ON deliveries (receiver, created_at, id)
        WHERE state IN ('pending', 'delivering') AND channel <> 'manual';
      CREATE INDEX deliveries_waiting_for_their_time ON deliveries (receiver, due_at)
        WHERE state IN ('pending', 'delivering') AND channel <> 'manual';
      CREATE INDEX deliveries_waiting_in_a_matter ON deliveries (receiver, matter, created_at, id)
        WHERE state IN ('pending', 'delivering') AND channel <> 'manual';

      -- What a worker may attempt now, and since when: nothing earlier about the same matter is on its way to the
      -- same recipient, and the receiver is not left alone. A test event is sent all the same.
      CREATE VIEW deliveries_to_attempt WITH (security_invoker = true) AS
        SELECT id, receiver, created_at,
          greatest(due_at, (SELECT left_alone_until FROM receivers WHERE key = waiting.receiver)) AS due_at
        FROM deliveries waiting
        WHERE state IN ('pending', 'delivering') AND channel <> 'manual' AND due_at <= now()
          AND NOT EXISTS (SELECT FROM deliveries earlier
            WHERE earlier.receiver = waiting.receiver AND earlier.matter = waiting.matter
              AND earlier.state IN ('pending', 'delivering') AND earlier.channel <> 'manual'
              AND (earlier.created_at, earlier.id) < (waiting.created_at, waiting.id)
              AND earlier.recipient_email IS NOT DISTINCT FROM waiting.recipient_email)
          AND (kind = 'test'
            OR NOT EXISTS (SELECT FROM receivers WHERE key = waiting.receiver AND left_alone_until > now()));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP VIEW deliveries_to_attempt;
      ALTER TABLE deliveries
        DROP COLUMN matter,
        DROP COLUMN receiver,
        ALTER COLUMN created_at SET DEFAULT now();
      CREATE INDEX deliveries_due ON deliveries (due_at) WHERE state IN ('pending', 'delivering') AND channel <> 'manual';
      CREATE INDEX deliveries_under_way_to_webhook ON deliveries (webhook_id)
        WHERE webhook_id IS NOT NULL AND state = 'delivering';
      DROP TABLE receivers;
    `);
  }
}
