import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StatementsAndDecisions1794000000006 implements MigrationInterface {
  name = 'StatementsAndDecisions1794000000006';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE statement_versions (
        consultation_id uuid NOT NULL CONSTRAINT statement_versions_consultation REFERENCES consultations,
        number          integer NOT NULL,
        content         jsonb NOT NULL,
        origin          text NOT NULL CONSTRAINT statement_versions_origin CHECK (origin IN
          ('draft', 'import', 'decision', 'correction')),
        author          text NOT NULL,
        created_at      timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consultation_id, number)
      );
      REVOKE UPDATE, DELETE ON statement_versions FROM yttra_runtime;

      CREATE TABLE decisions (
        consultation_id        uuid PRIMARY KEY CONSTRAINT decisions_consultation REFERENCES consultations,
        route                  text NOT NULL CONSTRAINT decisions_route CHECK (route IN
          ('board', 'committee', 'officer', 'administration', 'chair-urgent')),
        outcome                text NOT NULL CONSTRAINT decisions_outcome CHECK (outcome IN
          ('as-proposed', 'amended', 'own-text')),
        statement_version      integer NOT NULL,
        clauses                jsonb NOT NULL,
        decided_on             date NOT NULL,
        section                text,
        decided_by             text,
        basis                  text,
        motions                jsonb NOT NULL DEFAULT '[]',
        votes                  jsonb NOT NULL DEFAULT '[]',
        reservations           jsonb NOT NULL DEFAULT '[]',
        special_statements     jsonb NOT NULL DEFAULT '[]',
        recusals               jsonb NOT NULL DEFAULT '[]',
        confirmed_on           date,
        confirmed_immediately  boolean NOT NULL DEFAULT false,
        report_at_next_meeting boolean NOT NULL DEFAULT false,
        CONSTRAINT decisions_of_a_version FOREIGN KEY (consultation_id, statement_version) REFERENCES statement_versions
      );

      -- The wording a correction replaced stays readable.
      CREATE TABLE decision_corrections (
        consultation_id uuid NOT NULL CONSTRAINT decision_corrections_decision REFERENCES decisions,
        number          integer NOT NULL,
        reason          text NOT NULL,
        earlier         jsonb NOT NULL,
        corrected_by    text NOT NULL,
        corrected_at    timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consultation_id, number)
      );
      REVOKE UPDATE, DELETE ON decision_corrections FROM yttra_runtime;

      -- Late facts that early rules ask for: one row a consultation.
      CREATE VIEW consultation_facts AS
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
          EXISTS (SELECT FROM decisions WHERE decisions.consultation_id = consultations.id) AS decided
        FROM consultations
        LEFT JOIN statement_versions ON statement_versions.consultation_id = consultations.id
          AND statement_versions.number = consultations.statement_version
        LEFT JOIN meetings ON meetings.id = consultations.meeting_id
        LEFT JOIN bodies issuer ON issuer.code = consultations.issuer_code
        LEFT JOIN referrals ON referrals.id = consultations.referral_id;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP VIEW consultation_facts;
      DROP TABLE decision_corrections, decisions, statement_versions;
    `);
  }
}
