import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Of a confidential matter whoever holds the role is reminded, if the body's list has them; else everyone of the body's
 * people who is on it. Before, nobody was when the list left the role out.
 */
export class RemindersInConfidence1794000000054 implements MigrationInterface {
  name = 'RemindersInConfidence1794000000054';

  async up(db: QueryRunner): Promise<void> {
    await db.query(remindersDue(TO_WHO_MAY_SEE));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(remindersDue(TO_WHO_HOLDS_THE_ROLE));
  }
}

const TO_WHO_HOLDS_THE_ROLE = `addressed AS (
      SELECT DISTINCT ON (consultation_id, kind, days, coalesce(holders.username, resolved.body_code || ':' || for_role))
        resolved.consultation_id, resolved.kind, resolved.about_on, resolved.days, resolved.body_code, for_role AS role,
        coalesce(resolved.urgent, false) AS urgent, holders.username,
        coalesce(holders.username, resolved.body_code || ':' || for_role) AS recipient
      FROM resolved LEFT JOIN holders ON holders.body_code = resolved.body_code AND holders.role = for_role
        AND (for_role <> 'officer' OR side = 'issuer' OR holders.holder = officer)
    )`;

const TO_WHO_MAY_SEE = `judged AS MATERIALIZED (
      SELECT resolved.*, asked, NOT consultation_is_open_at(asked, resolved.body_code, '{}') AS confidential
      FROM resolved JOIN consultations asked ON asked.id = resolved.consultation_id
    ), of_the_role AS MATERIALIZED (
      SELECT judged.*, holders.username, NOT confidential OR holders.username IS NOT NULL
          AND consultation_is_open_at(asked, judged.body_code, marks_of(holders.username, today)) AS may_see
      FROM judged LEFT JOIN holders ON holders.body_code = judged.body_code AND holders.role = for_role
        AND (for_role <> 'officer' OR side = 'issuer' OR holders.holder = officer)
    ), left_out AS (
      SELECT DISTINCT ON (consultation_id, kind, days, for_role) * FROM judged WHERE confidential AND NOT EXISTS (
        SELECT FROM of_the_role WHERE of_the_role.consultation_id = judged.consultation_id
          AND of_the_role.kind = judged.kind AND of_the_role.days IS NOT DISTINCT FROM judged.days AND may_see)
    ), told AS (
      SELECT consultation_id, kind, about_on, days, body_code, for_role, urgent, username FROM of_the_role WHERE may_see
      UNION ALL
      SELECT consultation_id, kind, about_on, days, left_out.body_code, holders.role, urgent, holders.username
      FROM left_out JOIN holders ON holders.body_code = left_out.body_code
        AND holders.role NOT IN ('reader', 'administrator')
        AND consultation_is_open_at(asked, left_out.body_code, marks_of(holders.username, today))
    ), addressed AS (
      SELECT DISTINCT ON (consultation_id, kind, days, coalesce(username, body_code || ':' || for_role))
        consultation_id, kind, about_on, days, body_code, for_role AS role, coalesce(urgent, false) AS urgent, username,
        coalesce(username, body_code || ':' || for_role) AS recipient
      FROM told
      ORDER BY consultation_id, kind, days, coalesce(username, body_code || ':' || for_role), for_role
    )`;

/** As migration 23 has it, but for whom it is addressed to. */
const remindersDue = (addressed: string): string => `
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
      SELECT held.body_code, held.role, held.username AS holder, coalesce(standing.username, held.username) AS username
      FROM effective_roles held JOIN people USING (username)
      LEFT JOIN standing_in(today) standing ON standing.absent = held.username
        AND standing.body_code = held.body_code AND standing.role = held.role
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
    ), ${addressed}
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
