import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Deadlines1794000000009 implements MigrationInterface {
  name = 'Deadlines1794000000009';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE extensions (
        id                uuid PRIMARY KEY,
        consultation_id   uuid NOT NULL CONSTRAINT extensions_consultation REFERENCES consultations,
        state             text NOT NULL CONSTRAINT extensions_state CHECK (state IN
          ('requested', 'granted', 'refused', 'cancelled')),
        version           integer NOT NULL DEFAULT 1,
        requested_until   date NOT NULL,
        granted_until     date,
        previous_reply_by date NOT NULL,
        unasked           boolean NOT NULL DEFAULT false,
        reason            text NOT NULL,
        comment           text,
        requested_by      text NOT NULL,
        requested_at      timestamptz NOT NULL DEFAULT now(),
        settled_by        text,
        settled_at        timestamptz
      );
      CREATE INDEX extensions_of_consultation ON extensions (consultation_id, requested_at);
      CREATE UNIQUE INDEX extensions_one_request_at_a_time ON extensions (consultation_id) WHERE state = 'requested';

      CREATE TABLE messages (
        id              uuid PRIMARY KEY,
        consultation_id uuid NOT NULL CONSTRAINT messages_consultation REFERENCES consultations,
        from_body       text NOT NULL CONSTRAINT messages_from REFERENCES bodies,
        author          text NOT NULL,
        text            text NOT NULL,
        written_at      timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX messages_of_consultation ON messages (consultation_id, written_at);
      REVOKE UPDATE, DELETE ON messages FROM yttra_runtime;

      -- What was said, for which reply-by date; what is due is derived and never stored.
      CREATE TABLE reminders (
        consultation_id uuid NOT NULL CONSTRAINT reminders_consultation REFERENCES consultations,
        reply_by        date NOT NULL,
        days            integer NOT NULL,
        delivery_id     uuid NOT NULL CONSTRAINT reminders_delivery REFERENCES deliveries,
        said_on         date NOT NULL,
        said_at         timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consultation_id, reply_by, days)
      );
      REVOKE UPDATE, DELETE ON reminders FROM yttra_runtime;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE reminders, messages, extensions');
  }
}
