import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ClientsAndStandIns1794000000023 implements MigrationInterface {
  name = 'ClientsAndStandIns1794000000023';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Another system that calls the API. Its row outlives it: the audit trail names it.
      CREATE TABLE api_clients (
        id         uuid PRIMARY KEY,
        body_code  text NOT NULL CONSTRAINT api_clients_body REFERENCES bodies,
        name       text NOT NULL,
        scopes     jsonb NOT NULL, -- [{"body": "TSN", "verbs": ["read", "consultation.register"]}]
        active     boolean NOT NULL DEFAULT true,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        version    integer NOT NULL DEFAULT 1
      );
      CREATE INDEX api_clients_newest_of_body ON api_clients (body_code, created_at DESC, id);

      -- The prefix finds a key, the hash proves it; the key itself is nowhere.
      CREATE TABLE api_client_keys (
        prefix        text PRIMARY KEY CONSTRAINT api_client_keys_prefix CHECK (prefix ~ '^[a-z0-9]{8}$'),
        client_id     uuid NOT NULL CONSTRAINT api_client_keys_client REFERENCES api_clients,
        secret_sha256 text NOT NULL CONSTRAINT api_client_keys_hash CHECK (secret_sha256 ~ '^[0-9a-f]{64}$'),
        created_by    text NOT NULL,
        created_at    timestamptz NOT NULL,
        expires_at    timestamptz NOT NULL,
        revoked_at    timestamptz,
        last_used_at  timestamptz
      );
      CREATE INDEX api_client_keys_of_client ON api_client_keys (client_id, created_at);

      -- Who holds whose roles in a body while they are away.
      CREATE TABLE stand_ins (
        id         uuid PRIMARY KEY,
        body_code  text NOT NULL CONSTRAINT stand_ins_body REFERENCES bodies,
        absent     text NOT NULL CONSTRAINT stand_ins_absent REFERENCES people,
        stand_in   text NOT NULL CONSTRAINT stand_ins_stand_in REFERENCES people,
        from_on    date NOT NULL,
        until_on   date NOT NULL,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        revoked_by text,
        revoked_at timestamptz,
        version    integer NOT NULL DEFAULT 1,
        CONSTRAINT stand_ins_is_another CHECK (stand_in <> absent),
        CONSTRAINT stand_ins_period CHECK (until_on >= from_on),
        CONSTRAINT stand_ins_revoked_by_somebody CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
      );
      CREATE INDEX stand_ins_of_body ON stand_ins (body_code, from_on DESC, id);
      CREATE INDEX stand_ins_of_person ON stand_ins (stand_in, until_on) WHERE revoked_at IS NULL;

      -- How the first administrator comes to be, where there is nobody yet who could appoint one.
      CREATE TABLE first_administrator_links (
        only_one     boolean PRIMARY KEY DEFAULT true CONSTRAINT first_administrator_links_only_one CHECK (only_one),
        token_sha256 text NOT NULL,
        expires_at   timestamptz NOT NULL,
        used_at      timestamptz
      );
    `);
    await db.query(STANDING_IN);
    await db.query(remindersDue(HOLDERS_OR_STAND_INS, 'holder'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(remindersDue(HOLDERS, 'username'));
    await db.query(`
      DROP FUNCTION standing_in(date);
      DROP TABLE first_administrator_links, stand_ins, api_client_keys, api_clients;
    `);
  }
}

/**
 * The roles that people hold for others on a day: those that the absent hold themselves, also where their body
 * keeps another's register. Not the administrator's; and nobody stands in for who has left, or where they have
 * left themselves.
 */
const STANDING_IN = `
  CREATE FUNCTION standing_in(day date)
    RETURNS TABLE (username text, absent text, absent_name text, body_code text, role text) LANGUAGE sql STABLE AS $$
    SELECT DISTINCT stand_ins.stand_in, stand_ins.absent, absent.name, held.body_code, held.role
    FROM stand_ins
    JOIN people absent ON absent.username = stand_ins.absent AND absent.active
    JOIN people present ON present.username = stand_ins.stand_in AND present.active
    JOIN effective_roles held ON held.username = stand_ins.absent AND held.role <> 'administrator'
    JOIN bodies ON bodies.code = held.body_code
    WHERE day BETWEEN from_on AND until_on AND revoked_at IS NULL
      AND stand_ins.body_code = CASE WHEN EXISTS (SELECT FROM roles own WHERE own.username = held.username
          AND own.body_code = held.body_code AND own.role = held.role)
        THEN held.body_code ELSE bodies.register_kept_by END
      AND EXISTS (SELECT FROM roles own WHERE own.username = stand_ins.stand_in AND own.body_code = stand_ins.body_code)
  $$`;

const HOLDERS = `SELECT held.body_code, held.role, held.username FROM effective_roles held JOIN people USING (username)
      WHERE people.active`;

/** Who is away is not told: what nobody reads would look as if somebody had been reminded. */
const HOLDERS_OR_STAND_INS = `SELECT held.body_code, held.role, held.username AS holder,
        coalesce(standing.username, held.username) AS username
      FROM effective_roles held JOIN people USING (username)
      LEFT JOIN standing_in(today) standing ON standing.absent = held.username
        AND standing.body_code = held.body_code AND standing.role = held.role
      WHERE people.active`;

/**
 * As migration 15 has it, but for who holds a role.
 *
 * @param whose the column of who holds it themselves: an officer's matters are reminded of through it.
 */
const remindersDue = (holders: string, whose: 'holder' | 'username'): string => `
  CREATE OR REPLACE FUNCTION reminders_due(today date,
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
      ${holders}
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
        AND (for_role <> 'officer' OR side = 'issuer' OR holders.${whose} = officer)
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
