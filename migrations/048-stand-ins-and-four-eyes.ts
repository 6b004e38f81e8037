import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StandInsAndFourEyes1794000000048 implements MigrationInterface {
  name = 'StandInsAndFourEyes1794000000048';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- An arrangement of before hands over nothing: it is revoked and arranged anew where it should.
      ALTER TABLE stand_ins ADD COLUMN hands_over_lists boolean NOT NULL DEFAULT false;
      ALTER TABLE bodies ADD COLUMN four_eyes boolean NOT NULL DEFAULT true;
      ALTER TABLE consultations ADD COLUMN submitted_by text, ADD COLUMN approved_by text;

      -- Of what is under way, as the audit trail has it: the latest draft, and its approval if that came later.
      UPDATE consultations SET submitted_by = submitted.actor, approved_by = (
          SELECT approved.actor FROM audit_events approved
          WHERE approved.case_id = consultations.case_id AND approved.consultation_id = consultations.id
            AND approved.object_type = 'consultation' AND approved.verb = 'approve' AND approved.id > submitted.id
          ORDER BY approved.id DESC LIMIT 1)
      FROM (
        SELECT DISTINCT ON (consultation_id) id, consultation_id, actor FROM audit_events
        WHERE object_type = 'consultation' AND verb = 'submit' ORDER BY consultation_id, id DESC
      ) submitted
      WHERE submitted.consultation_id = consultations.id AND consultations.state IN ('in-review', 'approved', 'on-agenda');

      DROP FUNCTION standing_in(date);
    `);
    await db.query(STANDING_IN);
    await db.query(marksOf('WHERE hands_over_lists'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION standing_in(date);
      ALTER TABLE consultations DROP COLUMN submitted_by, DROP COLUMN approved_by;
      ALTER TABLE bodies DROP COLUMN four_eyes;
      ALTER TABLE stand_ins DROP COLUMN hands_over_lists;
    `);
    await db.query(STANDING_IN_OF_MIGRATION_23);
    await db.query(marksOf(''));
  }
}

/**
 * As migration 23 has it, but that only staff hold the roles of staff for another – also once whoever stands in has
 * become a reader – and with whether the absent person's lists were handed over.
 */
const STANDING_IN = `
  CREATE FUNCTION standing_in(day date)
    RETURNS TABLE (username text, absent text, absent_name text, body_code text, role text, hands_over_lists boolean)
    LANGUAGE sql STABLE AS $$
    SELECT stand_ins.stand_in, stand_ins.absent, absent.name, held.body_code, held.role, bool_or(stand_ins.hands_over_lists)
    FROM stand_ins
    JOIN people absent ON absent.username = stand_ins.absent AND absent.active
    JOIN people present ON present.username = stand_ins.stand_in AND present.active
    JOIN effective_roles held ON held.username = stand_ins.absent AND held.role <> 'administrator'
    JOIN bodies ON bodies.code = held.body_code
    WHERE day BETWEEN from_on AND until_on AND revoked_at IS NULL
      AND stand_ins.body_code = CASE WHEN EXISTS (SELECT FROM roles own WHERE own.username = held.username
          AND own.body_code = held.body_code AND own.role = held.role)
        THEN held.body_code ELSE bodies.register_kept_by END
      AND EXISTS (SELECT FROM roles own WHERE own.username = stand_ins.stand_in AND own.body_code = stand_ins.body_code
        AND (held.role = 'reader' OR own.role IN ('registrar', 'officer', 'manager', 'secretary')))
    GROUP BY 1, 2, 3, 4, 5
  $$`;

const STANDING_IN_OF_MIGRATION_23 = `
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

/** As migration 26 has it, but that what is held for another is on a list only where its lists were handed over. */
const marksOf = (handedOver: string): string => `
  CREATE OR REPLACE FUNCTION marks_of(person text, day date) RETURNS text[] LANGUAGE sql STABLE AS $$
    WITH own AS (
      SELECT body_code, role FROM effective_roles WHERE username = person
    ), held AS (
      TABLE own UNION SELECT body_code, role FROM standing_in(day) WHERE username = person
    ), listed AS (
      TABLE own UNION SELECT body_code, role FROM (SELECT * FROM standing_in(day) ${handedOver}) standing WHERE username = person
    )
    SELECT ARRAY['@' || person] || coalesce((SELECT array_agg(body_code || ':' || role) FROM listed), '{}')
      || coalesce((SELECT array_agg(DISTINCT body_code) FROM held WHERE role NOT IN ('reader', 'administrator')), '{}')
  $$`;
