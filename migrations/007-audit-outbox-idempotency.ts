import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AuditOutboxIdempotency1794000000007 implements MigrationInterface {
  name = 'AuditOutboxIdempotency1794000000007';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE audit_events (
        id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at              timestamptz NOT NULL DEFAULT clock_timestamp(),
        actor           text NOT NULL,
        body_code       text,
        verb            text NOT NULL,
        object_type     text NOT NULL,
        object_id       text NOT NULL,
        case_id         uuid,
        referral_id     uuid,
        consultation_id uuid,
        state           text,
        before          jsonb,
        after           jsonb,
        reason          text,
        request_id      text
      );
      CREATE INDEX audit_events_of_case ON audit_events (case_id, id);
      REVOKE UPDATE, DELETE, TRUNCATE ON audit_events FROM yttra_runtime;

      CREATE TABLE outbox (
        id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        queue      text NOT NULL,
        payload    jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE FUNCTION outbox_wakes_the_relay() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NOTIFY outbox;
        RETURN NULL;
      END $$;
      CREATE TRIGGER outbox_wakes_the_relay AFTER INSERT ON outbox
        FOR EACH STATEMENT EXECUTE FUNCTION outbox_wakes_the_relay();

      -- json, not jsonb: a replay answers with the same bytes, key order included.
      CREATE TABLE idempotency_keys (
        principal    text NOT NULL,
        route        text NOT NULL,
        key          text NOT NULL,
        request_hash text NOT NULL,
        response     json NOT NULL,
        created_at   timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (principal, route, key)
      );
      CREATE INDEX idempotency_keys_oldest ON idempotency_keys (created_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE idempotency_keys, outbox;
      DROP FUNCTION outbox_wakes_the_relay();
      DROP TABLE audit_events;
    `);
  }
}
