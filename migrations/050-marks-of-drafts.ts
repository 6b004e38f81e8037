import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A body's drafts are seen by a mark of their own (`TSN/drafts`, `TSN/referrals`), which its staff have and a system only
 * if its scope says so.
 */
export class MarksOfDrafts1794000000050 implements MigrationInterface {
  name = 'MarksOfDrafts1794000000050';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      marksOf(`|| coalesce((SELECT array_agg(DISTINCT body_code || kind) FROM held, unnest(ARRAY['/drafts', '/referrals']) AS kind
        WHERE role NOT IN ('reader', 'administrator')), '{}')`),
    );
    await db.query(`
      CREATE POLICY statement_drafts_by_their_mark ON statement_versions AS RESTRICTIVE TO yttra_runtime USING (
        (SELECT acting_as_the_service())
        OR EXISTS (SELECT FROM consultations asked WHERE asked.id = consultation_id
          AND (asked.state IN ('decided', 'confirmed', 'forwarded', 'received')
            OR asked.consultee_code || '/drafts' = ANY((SELECT acting_for('staff_of'))::text[]))));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP POLICY statement_drafts_by_their_mark ON statement_versions');
    await db.query(marksOf(''));
  }
}

/** As migration 48 has it, and the marks by which drafts are seen. */
const marksOf = (drafts: string): string => `
  CREATE OR REPLACE FUNCTION marks_of(person text, day date) RETURNS text[] LANGUAGE sql STABLE AS $$
    WITH own AS (
      SELECT body_code, role FROM effective_roles WHERE username = person
    ), held AS (
      TABLE own UNION SELECT body_code, role FROM standing_in(day) WHERE username = person
    ), listed AS (
      TABLE own UNION SELECT body_code, role FROM standing_in(day) WHERE username = person AND hands_over_lists
    )
    SELECT ARRAY['@' || person] || coalesce((SELECT array_agg(body_code || ':' || role) FROM listed), '{}')
      || coalesce((SELECT array_agg(DISTINCT body_code) FROM held WHERE role NOT IN ('reader', 'administrator')), '{}')
      ${drafts}
  $$`;
