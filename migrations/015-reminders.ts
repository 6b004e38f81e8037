import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Reminders1794000000015 implements MigrationInterface {
  name = 'Reminders1794000000015';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- The day a consultation came to its state. What stands there already counts from now, so that an
      -- upgrade reminds nobody of what was never meant to be reminded of.
      ALTER TABLE consultations ADD COLUMN state_since date NOT NULL
        DEFAULT (now() AT TIME ZONE 'Europe/Stockholm')::date;
      CREATE INDEX consultations_reminded_of ON consultations (id) WHERE state IN
        ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed', 'forwarded');

      -- The database's copy of src/rules/reminder-kinds.ts; a test holds the two together.
      CREATE TABLE reminder_kinds (
        kind           text PRIMARY KEY,
        side           text NOT NULL CONSTRAINT reminder_kinds_side CHECK (side IN ('consultee', 'issuer')),
        seen_by_both   boolean NOT NULL,
        states         text[] NOT NULL,
        days           integer[] NOT NULL,
        recipients     text[] NOT NULL,
        urgent_from    integer,
        escalate_after integer
      );
      INSERT INTO reminder_kinds VALUES
        ('register-it', 'consultee', false, '{sent}', '{2,5}', '{registrar}', NULL, 3),
        ('assign-it', 'consultee', false, '{registered}', '{2,5}', '{manager}', NULL, NULL),
        ('draft-due', 'consultee', false, '{drafting}', '{-5,-1,1}', '{officer}', NULL, 3),
        ('review-due', 'consultee', false, '{in-review}', '{-1,0,2}', '{manager}', NULL, NULL),
        ('agenda-closing', 'consultee', false, '{approved}', '{-5,-1,0}', '{secretary}', -1, 1),
        ('minutes-not-confirmed', 'consultee', false, '{decided}', '{-2,0,3}', '{secretary}', NULL, 3),
        ('decided-not-forwarded', 'consultee', false, '{confirmed}', '{1,3}', '{secretary,registrar}', NULL, 2),
        ('forwarded-not-acknowledged', 'issuer', false, '{forwarded}', '{3,10}', '{registrar}', NULL, 5);
      INSERT INTO reminder_kinds
        SELECT kind, side, seen_by_both, '{sent,registered,drafting,in-review,approved,on-agenda,decided,confirmed}',
          days, recipients, urgent_from, escalate_after
        FROM (VALUES
          ('reply-by', 'consultee', true, '{-14,-7,-1,0}'::int[], '{holder}'::text[], -1, NULL),
          ('overdue', 'consultee', true, '{1,7}', '{holder}', 1, 3),
          ('consultee-late', 'issuer', false, '{1,7}', '{registrar}', NULL, NULL),
          ('consultee-at-risk', 'issuer', false, '{-21,-14,-7}', '{officer}', NULL, NULL),
          ('extension-unanswered', 'issuer', false, '{2,5}', '{officer}', NULL, 3)
        ) AS unanswered (kind, side, seen_by_both, days, recipients, urgent_from, escalate_after);
      REVOKE INSERT, UPDATE, DELETE ON reminder_kinds FROM yttra_runtime;

      -- What a body has changed of the kinds, by kind; all else is the default.
      CREATE TABLE reminder_settings (
        body_code text PRIMARY KEY CONSTRAINT reminder_settings_body REFERENCES bodies,
        kinds     jsonb NOT NULL DEFAULT '{}',
        version   integer NOT NULL DEFAULT 1
      );

      CREATE VIEW reminder_schedules AS
        SELECT bodies.code AS body_code, kind.kind, kind.side, kind.urgent_from,
          coalesce(own.said, true) AS said,
          coalesce(own.days, kind.days) AS days,
          coalesce(own.recipients, kind.recipients) AS recipients,
          CASE WHEN settings.kinds -> kind.kind ? 'escalateAfter' THEN own."escalateAfter" ELSE kind.escalate_after END
            AS escalate_after
        FROM bodies CROSS JOIN reminder_kinds kind
        LEFT JOIN reminder_settings settings ON settings.body_code = bodies.code
        LEFT JOIN LATERAL jsonb_to_record(settings.kinds -> kind.kind)
          AS own (said boolean, days integer[], recipients text[], "escalateAfter" integer) ON true;

      -- What one person does not want to be told for now; a kind left out means all, a day left out for good.
      CREATE TABLE reminder_silences (
        consultation_id uuid NOT NULL CONSTRAINT reminder_silences_consultation REFERENCES consultations,
        username        text NOT NULL CONSTRAINT reminder_silences_person REFERENCES people,
        kind            text CONSTRAINT reminder_silences_kind REFERENCES reminder_kinds,
        until           date,
        reason          text,
        since           timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT reminder_silences_one_each UNIQUE NULLS NOT DISTINCT (consultation_id, username, kind)
      );

      -- What is said together. The digest of a day is gathered first and said when all of it is there; what is
      -- urgent is said at once.
      CREATE TABLE digests (
        id          uuid PRIMARY KEY,
        recipient   text NOT NULL,
        username    text CONSTRAINT digests_person REFERENCES people,
        body_code   text NOT NULL CONSTRAINT digests_body REFERENCES bodies,
        role        text NOT NULL,
        urgent      boolean NOT NULL,
        said_on     date,
        delivery_id uuid CONSTRAINT digests_delivery REFERENCES deliveries DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT digests_said_by_a_delivery CHECK ((said_on IS NULL) = (delivery_id IS NULL))
      );
      CREATE UNIQUE INDEX digests_one_being_gathered ON digests (recipient) WHERE said_on IS NULL;
      CREATE UNIQUE INDEX digests_one_a_day ON digests (recipient, said_on) WHERE NOT urgent;
      CREATE UNIQUE INDEX digests_by_delivery ON digests (delivery_id);

      -- The days whose digests have been said; what turns up later that day waits for the next.
      CREATE TABLE digest_days (day date PRIMARY KEY, said_at timestamptz NOT NULL DEFAULT now());
      REVOKE UPDATE, DELETE ON digest_days FROM yttra_runtime;

      -- After a backup has been restored: what was due up to this day may have been said since the backup was
      -- taken, and is not said before an operator has said so. No row: nothing is held.
      CREATE TABLE reminders_held (
        only_one boolean PRIMARY KEY DEFAULT true CONSTRAINT reminders_held_only_one CHECK (only_one),
        up_to    date NOT NULL
      );
      REVOKE INSERT, UPDATE, DELETE ON reminders_held FROM yttra_runtime;

      ALTER TABLE reminders RENAME TO reminders_of_reply_by;
      ALTER TABLE reminders_of_reply_by RENAME CONSTRAINT reminders_pkey TO reminders_of_reply_by_pkey;
      ALTER TABLE reminders_of_reply_by RENAME CONSTRAINT reminders_consultation TO reminders_of_reply_by_consultation;
      DROP FUNCTION reminders_due(date);

      -- The ledger: what was said to whom, about which date. Whoever may write a row is the one who says it.
      CREATE TABLE reminders (
        id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        consultation_id uuid NOT NULL CONSTRAINT reminders_consultation REFERENCES consultations,
        kind            text NOT NULL CONSTRAINT reminders_kind REFERENCES reminder_kinds,
        about_on        date NOT NULL,
        days            integer, -- null: the escalation
        recipient       text NOT NULL, -- the person's username, or BODY:role where nobody is known
        again           date NOT NULL DEFAULT '-infinity', -- the day a snooze ended, when it is said once more
        username        text CONSTRAINT reminders_person REFERENCES people,
        body_code       text NOT NULL CONSTRAINT reminders_body REFERENCES bodies,
        role            text NOT NULL,
        digest_id       uuid NOT NULL CONSTRAINT reminders_digest REFERENCES digests DEFERRABLE INITIALLY DEFERRED,
        said_on         date NOT NULL,
        said_at         timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT reminders_said_once UNIQUE NULLS NOT DISTINCT
          (consultation_id, kind, about_on, days, recipient, again)
      );
      CREATE INDEX reminders_of_digest ON reminders (digest_id, about_on, id);
      REVOKE UPDATE, DELETE ON reminders FROM yttra_runtime;

      INSERT INTO digests (id, recipient, body_code, role, urgent, said_on, delivery_id)
        SELECT DISTINCT ON (delivery_id) delivery_id, recipient_body || ':' || coalesce(recipient_role, 'registrar'), recipient_body,
          coalesce(recipient_role, 'registrar'), true, said_on, delivery_id
        FROM reminders_of_reply_by JOIN deliveries ON deliveries.id = delivery_id ORDER BY delivery_id, said_on;
      INSERT INTO reminders (consultation_id, kind, about_on, days, recipient, body_code, role, digest_id, said_on, said_at)
        SELECT consultation_id, CASE WHEN days > 0 THEN 'overdue' ELSE 'reply-by' END, reply_by, days, recipient,
          body_code, role, delivery_id, digests.said_on, said_at
        FROM reminders_of_reply_by JOIN digests USING (delivery_id) ORDER BY said_at;
      DROP TABLE reminders_of_reply_by;
      UPDATE deliveries SET topic = CASE WHEN topic LIKE 'reply-due%' THEN 'reminder-reply-by' ELSE 'reminder-overdue' END
        WHERE kind = 'reminder';
      UPDATE inbox_items SET topic = CASE WHEN topic LIKE 'reply-due%' THEN 'reminder-reply-by' ELSE 'reminder-overdue' END
        WHERE kind = 'reminder';
    `);
    await db.query(PLAN);
    await db.query(APPLYING);
    await db.query(DUE);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION reminders_due(date, uuid, uuid);
      DROP FUNCTION reminders_applying(date, uuid, uuid);
      DROP FUNCTION reminder_plan(uuid, date);
      UPDATE inbox_items SET topic = 'reply-due-in-7-days' WHERE kind = 'reminder';
      UPDATE deliveries SET topic = 'reply-due-in-7-days' WHERE kind = 'reminder';

      ALTER TABLE reminders RENAME TO reminders_of_all_kinds;
      ALTER TABLE reminders_of_all_kinds RENAME CONSTRAINT reminders_pkey TO reminders_of_all_kinds_pkey;
      ALTER TABLE reminders_of_all_kinds RENAME CONSTRAINT reminders_consultation TO reminders_of_all_kinds_consultation;
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
      INSERT INTO reminders
        SELECT consultation_id, about_on, days, delivery_id, line.said_on, said_at
        FROM reminders_of_all_kinds line JOIN digests ON digests.id = digest_id
        WHERE kind IN ('reply-by', 'overdue') AND days IS NOT NULL AND delivery_id IS NOT NULL
        ON CONFLICT DO NOTHING;
      DROP TABLE reminders_of_all_kinds, reminders_held, digest_days, digests, reminder_silences;
      DROP VIEW reminder_schedules;
      DROP TABLE reminder_settings, reminder_kinds;
      DROP INDEX consultations_reminded_of;
      ALTER TABLE consultations DROP COLUMN state_since;

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
}

/**
 * What reminders read of the plan. At risk: there is a calendar, and no meeting of it makes the date with
 * minutes that are confirmed in the ordinary way.
 */
const PLAN = `
  CREATE FUNCTION reminder_plan(consultation uuid, today date)
    RETURNS TABLE (draft_by date, approve_by date, agenda_closes_on date, confirm_by date, at_risk boolean)
    LANGUAGE sql STABLE AS $$
    SELECT plan.draft_by, plan.approve_by, plan.agenda_closes_on, plan.confirm_by,
      CASE asked.state
        WHEN 'decided' THEN plan.confirm_by < today
        WHEN 'confirmed' THEN false
        ELSE coalesce(plan.immediate, plan.calendar_ends_on >= today)
      END
    FROM consultations asked
    CROSS JOIN LATERAL plan_of(asked.consultee_code, asked.reply_by, today,
      CASE WHEN asked.state IN ('on-agenda', 'decided', 'confirmed') THEN asked.meeting_id END) plan
    WHERE asked.id = consultation
  $$`;

/**
 * Which kinds apply to each open consultation, about which date, since when that date holds, and whose
 * people they are for. A kind without a date (no meeting, no request) does not apply.
 */
const APPLYING = `
  CREATE FUNCTION reminders_applying(today date,
      first uuid DEFAULT '00000000-0000-0000-0000-000000000000', last uuid DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff')
    RETURNS TABLE (consultation_id uuid, kind text, about_on date, set_on date, body_code text, side text, state text,
      officer text, outside boolean) LANGUAGE sql STABLE AS $$
    WITH open AS MATERIALIZED (
      SELECT consultation.*, greatest(state_since, reply_by_set_on) AS planned_since,
        staffed.code AS consultee,
        -- For a sender outside Yttra the consultee's own staff record what it answers and receives.
        coalesce(issuer_code, consultee_code) AS acting_issuer,
        plan.draft_by, plan.approve_by, plan.agenda_closes_on, plan.confirm_by, plan.at_risk
      FROM consultations consultation
      -- A body without staff here is reminded by the issuer, as one outside Yttra.
      LEFT JOIN (SELECT DISTINCT body_code AS code FROM effective_roles WHERE role NOT IN ('reader', 'administrator'))
        staffed ON staffed.code = consultee_code
      LEFT JOIN LATERAL reminder_plan(consultation.id, today) plan ON staffed.code IS NOT NULL
      WHERE consultation.id BETWEEN first AND last AND consultation.state IN
        ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed', 'forwarded')
    )
    SELECT open.id, applies.kind, applies.about_on, applies.set_on, applies.body_code, reminder_kinds.side, open.state,
      open.officer, open.consultee IS NULL
    FROM open
    LEFT JOIN decisions ON open.state = 'decided' AND decisions.consultation_id = open.id
    LEFT JOIN extensions asked ON asked.consultation_id = open.id AND asked.state = 'requested'
    CROSS JOIN LATERAL (VALUES
      ('register-it', state_since, state_since, consultee),
      ('assign-it', CASE WHEN officer IS NULL THEN state_since END, state_since, consultee),
      ('draft-due', draft_by, planned_since, consultee),
      ('review-due', approve_by, planned_since, consultee),
      ('agenda-closing', agenda_closes_on, planned_since, consultee),
      ('minutes-not-confirmed', CASE WHEN confirm_by > state_since THEN least(confirm_by, decided_on + 14)
        ELSE decided_on + 14 END, planned_since, consultee),
      ('decided-not-forwarded', state_since, state_since, consultee),
      ('reply-by', CASE WHEN reply_by >= today THEN reply_by END, reply_by_set_on,
        coalesce(consultee, issuer_code)),
      ('overdue', CASE WHEN reply_by < today THEN reply_by END, reply_by_set_on, consultee),
      ('consultee-late', CASE WHEN reply_by < today THEN reply_by END, reply_by_set_on, issuer_code),
      ('consultee-at-risk', CASE WHEN reply_by >= today AND at_risk THEN reply_by END, reply_by_set_on,
        issuer_code),
      ('extension-unanswered', (asked.requested_at AT TIME ZONE 'Europe/Stockholm')::date,
        (asked.requested_at AT TIME ZONE 'Europe/Stockholm')::date, acting_issuer),
      ('forwarded-not-acknowledged', state_since, state_since, acting_issuer)
    ) AS applies (kind, about_on, set_on, body_code)
    JOIN reminder_kinds ON reminder_kinds.kind = applies.kind AND open.state = ANY(reminder_kinds.states)
    WHERE applies.about_on IS NOT NULL AND applies.body_code IS NOT NULL
  $$`;

/**
 * Derived, never stored: an extension, an answer or a moved meeting needs no recomputation. The same
 * rule as src/rules/reminder-due.ts, for each person it is for; a role that nobody holds is named itself.
 */
const DUE = `
  CREATE FUNCTION reminders_due(today date,
      first uuid DEFAULT '00000000-0000-0000-0000-000000000000', last uuid DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff')
    RETURNS TABLE (consultation_id uuid, kind text, about_on date, days integer, recipient text, again date,
      username text, body_code text, role text, urgent boolean) LANGUAGE sql STABLE
    -- A plan made while the ledger was empty reads all of it for each line, and lasts until ANALYZE has been there.
    SET enable_seqscan = off AS $$
    WITH applying AS MATERIALIZED (
      SELECT applying.*, schedule.days AS schedule, schedule.recipients, schedule.escalate_after, schedule.urgent_from
      FROM reminders_applying(today, first, last) applying
      JOIN reminder_schedules schedule ON schedule.body_code = applying.body_code AND schedule.kind = applying.kind
      WHERE schedule.said
    ), held AS MATERIALIZED (
      SELECT coalesce(max(up_to), '-infinity') AS up_to FROM reminders_held
    ), steps AS (
      SELECT applying.*, latest.days, named.role, latest.days >= urgent_from AS urgent
      FROM applying
      CROSS JOIN LATERAL (SELECT max(step) AS days FROM unnest(schedule) AS step
        WHERE about_on + step <= today AND about_on + step > greatest(set_on, (SELECT up_to FROM held))) latest
      CROSS JOIN LATERAL unnest(recipients) AS named (role)
      WHERE latest.days IS NOT NULL
      UNION ALL
      SELECT applying.*, NULL, 'manager', urgent_from IS NOT NULL
      FROM applying
      WHERE escalate_after IS NOT NULL AND working_day_after((
          SELECT min(said_on) FROM reminders said WHERE said.consultation_id = applying.consultation_id
            AND said.kind = applying.kind AND said.about_on = applying.about_on AND said.days >= 0
        ), escalate_after) BETWEEN (SELECT up_to + 1 FROM held) AND today
    ), holders AS MATERIALIZED (
      SELECT held.body_code, held.role, held.username FROM effective_roles held JOIN people USING (username)
      WHERE people.active
    ), resolved AS (
      SELECT steps.*, CASE
        WHEN (steps.role = 'officer' OR (steps.role = 'holder' AND state IN ('registered', 'drafting')))
          AND side = 'consultee' AND officer IS NULL AND NOT outside THEN 'registrar'
        WHEN steps.role <> 'holder' THEN steps.role
        WHEN side = 'issuer' OR outside OR state = 'sent' THEN 'registrar'
        WHEN state IN ('registered', 'drafting') THEN 'officer'
        WHEN state = 'in-review' THEN 'manager'
        ELSE 'secretary' END AS for_role
      FROM steps
    ), addressed AS (
      SELECT DISTINCT ON (consultation_id, kind, days, coalesce(holders.username, resolved.body_code || ':' || for_role))
        resolved.consultation_id, resolved.kind, resolved.about_on, resolved.days, resolved.body_code, for_role AS role,
        coalesce(resolved.urgent, false) AS urgent, holders.username,
        coalesce(holders.username, resolved.body_code || ':' || for_role) AS recipient
      FROM resolved LEFT JOIN holders ON holders.body_code = resolved.body_code AND holders.role = for_role
        AND (for_role <> 'officer' OR side = 'issuer' OR holders.username = officer)
    )
    SELECT addressed.consultation_id, addressed.kind, addressed.about_on, addressed.days, addressed.recipient,
      CASE WHEN history.said THEN snooze.ended ELSE '-infinity' END, addressed.username, addressed.body_code,
      addressed.role, addressed.urgent
    FROM addressed
    CROSS JOIN LATERAL (
      SELECT EXISTS (SELECT FROM reminders said WHERE said.consultation_id = addressed.consultation_id
        AND said.kind = addressed.kind AND said.about_on = addressed.about_on
        AND CASE WHEN addressed.days IS NULL THEN said.days IS NULL ELSE said.days >= addressed.days END) AS said
    ) history
    CROSS JOIN LATERAL (
      SELECT max(silence.until) FILTER (WHERE NOT EXISTS (SELECT FROM reminders said
          WHERE said.consultation_id = addressed.consultation_id AND said.kind = addressed.kind
            AND said.about_on = addressed.about_on AND said.recipient = addressed.recipient
            AND said.said_on >= silence.until)) AS ended,
        coalesce(bool_or(silence.until IS NULL OR silence.until > today), false) AS holds
      FROM reminder_silences silence
      WHERE silence.consultation_id = addressed.consultation_id AND silence.username = addressed.recipient
        AND coalesce(silence.kind, addressed.kind) = addressed.kind
    ) snooze
    WHERE NOT snooze.holds AND (NOT history.said OR snooze.ended > (SELECT up_to FROM held))
  $$`;
