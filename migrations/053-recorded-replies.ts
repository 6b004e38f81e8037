import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An issuer records a reply for a body with people in Yttra only if that body has agreed, and can take it back. Where
 * the referral has been settled since, what is taken back was not answered.
 */
export class RecordedReplies1794000000053 implements MigrationInterface {
  name = 'RecordedReplies1794000000053';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE consultations ADD COLUMN recorded_reply_allowed boolean NOT NULL DEFAULT false;
      ALTER TABLE recorded_replies ADD COLUMN recorded_from text;
      UPDATE recorded_replies SET recorded_from = coalesce((
        SELECT before->>'state' FROM audit_events WHERE object_type = 'consultation' AND verb = 'record-reply'
          AND object_id = recorded_replies.consultation_id::text ORDER BY id DESC LIMIT 1), 'sent');
      ALTER TABLE recorded_replies ALTER COLUMN recorded_from SET NOT NULL, ADD CONSTRAINT recorded_replies_from
        CHECK (recorded_from IN ('sent', 'registered', 'drafting', 'no-reply', 'declined'));

      -- As its owner: whether another body has people is no secret, who they are is.
      CREATE FUNCTION answers_here(consultee text, issuer text) RETURNS boolean LANGUAGE sql STABLE
        SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
        SELECT EXISTS (SELECT FROM bodies
          JOIN roles ON roles.body_code IN (bodies.code, CASE WHEN register_kept_by <> issuer THEN register_kept_by END)
          JOIN people USING (username)
          WHERE bodies.code = consultee AND role NOT IN ('reader', 'administrator') AND people.active)
      $$;

      -- Whether a published statement is one that the issuer recorded: of what is shown to everyone.
      CREATE FUNCTION public_reply_is_recorded(publication uuid) RETURNS boolean LANGUAGE sql STABLE
        SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
        SELECT EXISTS (SELECT FROM publications
          WHERE id = publication AND kind = 'statement' AND state = 'published' AND dispatch_id IS NULL)
      $$;
      REVOKE ALL ON FUNCTION answers_here(text, text), public_reply_is_recorded(uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION answers_here(text, text), public_reply_is_recorded(uuid) TO yttra_runtime;
    `);
    await db.query(facts(RECORDED));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW consultation_facts');
    await db.query(facts(''));
    await db.query(`
      DROP FUNCTION public_reply_is_recorded(uuid);
      DROP FUNCTION answers_here(text, text);
      ALTER TABLE recorded_replies DROP COLUMN recorded_from;
      ALTER TABLE consultations DROP COLUMN recorded_reply_allowed;
    `);
  }
}

const RECORDED = `,
  answers_here(consultations.consultee_code, consultations.issuer_code) AS consultee_answers_here,
  consultations.recorded_reply_allowed AS reply_may_be_recorded,
  (SELECT CASE WHEN referrals.settled_at IS NOT NULL AND recorded_from <> 'declined' THEN 'no-reply' ELSE recorded_from END
   FROM recorded_replies WHERE recorded_replies.consultation_id = consultations.id) AS recorded_from,
  EXISTS (SELECT FROM publications WHERE publications.consultation_id = consultations.id AND publications.state = 'published')
    AS reply_is_published`;

const facts = (more: string): string => `
  CREATE OR REPLACE VIEW consultation_facts WITH (security_invoker = true) AS
    SELECT consultations.id AS consultation_id,
      consultations.own_case_number IS NOT NULL AS ever_registered,
      coalesce(statement_versions.content->>'title', '') <> '' AS statement_has_title,
      coalesce(jsonb_array_length(statement_versions.content->'clauses'), 0) AS statement_clauses,
      coalesce(jsonb_array_length(statement_versions.content->'recipients'), 0) AS statement_recipients,
      meetings.meets_on AS meeting_on,
      coalesce(issuer.kind = 'council', false) OR EXISTS (
        SELECT FROM jsonb_array_elements(statement_versions.content->'recipients') AS recipient
        JOIN bodies ON bodies.code = recipient->>'body' AND bodies.kind = 'council'
      ) AS council_is_issuer_or_recipient,
      referrals.delegation_barred IS NOT NULL AS referral_bars_delegation,
      EXISTS (SELECT FROM decisions WHERE decisions.consultation_id = consultations.id) AS decided${more}
    FROM consultations
    LEFT JOIN statement_versions ON statement_versions.consultation_id = consultations.id
      AND statement_versions.number = consultations.statement_version
    LEFT JOIN meetings ON meetings.id = consultations.meeting_id
    LEFT JOIN bodies issuer ON issuer.code = consultations.issuer_code
    LEFT JOIN referrals ON referrals.id = consultations.referral_id`;
