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

      -- What was said, for which reply-by date; what is due is derived and never stored. The row is written
      -- before its delivery: whoever may write it is the one who says it.
      CREATE TABLE reminders (
        consultation_id uuid NOT NULL CONSTRAINT reminders_consultation REFERENCES consultations,
        reply_by        date NOT NULL,
        days            integer NOT NULL,
        delivery_id     uuid NOT NULL CONSTRAINT reminders_delivery REFERENCES deliveries
                          DEFERRABLE INITIALLY DEFERRED,
        said_on         date NOT NULL,
        said_at         timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consultation_id, reply_by, days)
      );
      REVOKE UPDATE, DELETE ON reminders FROM yttra_runtime;

      -- Derived, never stored: an extension or an answer needs no recomputation. The same rule as
      -- src/rules/reminder-days.ts: the latest reminder whose day has come, unless it or a later one was said.
      CREATE FUNCTION reminders_due(today date)
        RETURNS TABLE (consultation_id uuid, reply_by date, days integer) LANGUAGE sql STABLE AS $$
        SELECT consultation.id, consultation.reply_by, due.days
        FROM consultations consultation
        CROSS JOIN LATERAL (
          SELECT max(offset_days) AS days FROM unnest(ARRAY[-14, -7, -1, 0, 1, 7]) AS offset_days
          WHERE consultation.reply_by + offset_days <= today
            AND consultation.reply_by + offset_days > consultation.reply_by_set_on
        ) due
        WHERE consultation.state IN
            ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed')
          AND consultation.reply_by <= today + 14 AND due.days IS NOT NULL
          AND NOT EXISTS (SELECT FROM reminders said WHERE said.consultation_id = consultation.id
                            AND said.reply_by = consultation.reply_by AND said.days >= due.days)
        ORDER BY consultation.reply_by, consultation.id
      $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION reminders_due(date);
      DROP TABLE reminders, messages, extensions;
    `);
  }
}
