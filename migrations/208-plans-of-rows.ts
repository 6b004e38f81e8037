import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Plans are worked out for a row that is at hand. Those that looked the row up again by its id were joined, every
 * consultation with every other, where PostgreSQL took the table for empty: reminders of 650 took 55 s instead of 0.3.
 */
export class PlansOfRows1794000000208 implements MigrationInterface {
  name = 'PlansOfRows1794000000208';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP VIEW consultation_plans;
      DROP FUNCTION consultation_plans_on(date);
      DROP FUNCTION reminder_plan(uuid, date);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION IF EXISTS consultation_plan(consultations, date);
      DROP FUNCTION IF EXISTS reminder_plan(consultations, date);

    CREATE OR REPLACE FUNCTION consultation_plans_on(today date)
      RETURNS TABLE(consultation_id uuid, consultee_code text, reply_by date, forward_by date, confirm_by date, meeting_id uuid, meets_on date, immediate boolean, agenda_closes_on date, approve_by date, draft_by date, start_by date, calendar_ends_on date)
      LANGUAGE sql STABLE AS $$
      SELECT asked.id, asked.consultee_code, asked.reply_by, plan.forward_by,
        CASE WHEN asked.state <> 'confirmed' THEN plan.confirm_by END,
        CASE WHEN asked.state NOT IN ('decided', 'confirmed') THEN plan.meeting_id END,
        CASE WHEN asked.state NOT IN ('decided', 'confirmed') THEN plan.meets_on END,
        CASE WHEN asked.state <> 'confirmed' THEN plan.immediate END,
        CASE WHEN asked.state NOT IN ('on-agenda', 'decided', 'confirmed') THEN plan.agenda_closes_on END,
        CASE WHEN asked.state IN ('sent', 'registered', 'drafting', 'in-review') THEN plan.approve_by END,
        CASE WHEN asked.state IN ('sent', 'registered', 'drafting') THEN plan.draft_by END,
        CASE WHEN asked.state IN ('sent', 'registered') THEN plan.start_by END,
        plan.calendar_ends_on
      FROM consultations asked
      CROSS JOIN LATERAL plan_of(asked.consultee_code, asked.reply_by, $1,
        CASE WHEN asked.state IN ('on-agenda', 'decided', 'confirmed') THEN asked.meeting_id END) plan
      WHERE asked.consultee_code IS NOT NULL AND asked.state IN
        ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed')
    $$;

    CREATE OR REPLACE VIEW consultation_plans WITH (security_invoker = true) AS
      SELECT * FROM consultation_plans_on((now() AT TIME ZONE 'Europe/Stockholm')::date);

    CREATE OR REPLACE FUNCTION reminder_plan(consultation uuid, today date)
      RETURNS TABLE(draft_by date, approve_by date, agenda_closes_on date, confirm_by date, at_risk boolean)
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
    $$;
    `);
  }
}
