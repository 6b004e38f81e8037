import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReferralsAndConsultations1794000000005 implements MigrationInterface {
  name = 'ReferralsAndConsultations1794000000005';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE referrals (
        id                   uuid PRIMARY KEY,
        case_id              uuid NOT NULL CONSTRAINT referrals_case REFERENCES cases,
        issuer_code          text NOT NULL CONSTRAINT referrals_issuer REFERENCES bodies,
        title                text NOT NULL,
        letter               text,
        questions            jsonb NOT NULL DEFAULT '[]',
        reply_by             date,
        decided_by           jsonb,
        previous_referral_id uuid CONSTRAINT referrals_previous REFERENCES referrals,
        delegation_barred    text,
        state                text NOT NULL CONSTRAINT referrals_state CHECK (state IN
          ('draft', 'sent', 'closed', 'withdrawn')),
        version              integer NOT NULL DEFAULT 1,
        packet               jsonb,
        packet_sha256        text,
        sent_at              timestamptz,
        settled_at           timestamptz,
        settled_because      text,
        created_by           text NOT NULL,
        created_at           timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT referrals_packet_frozen_when_sent CHECK ((sent_at IS NULL) = (packet IS NULL))
      );
      CREATE INDEX referrals_of_case ON referrals (case_id, created_at, id);

      CREATE TABLE referral_documents (
        referral_id uuid NOT NULL CONSTRAINT referral_documents_referral REFERENCES referrals,
        document_id uuid NOT NULL CONSTRAINT referral_documents_document REFERENCES documents,
        position    integer NOT NULL,
        PRIMARY KEY (referral_id, document_id)
      );
      CREATE INDEX referral_documents_by_document ON referral_documents (document_id);

      CREATE TABLE consultations (
        id                uuid PRIMARY KEY,
        case_id           uuid NOT NULL CONSTRAINT consultations_case REFERENCES cases,
        referral_id       uuid CONSTRAINT consultations_referral REFERENCES referrals,
        issuer_code       text CONSTRAINT consultations_issuer REFERENCES bodies,
        issuer_name       text,
        consultee_code    text CONSTRAINT consultations_consultee REFERENCES bodies,
        consultee_name    text,
        consultee_email   text,
        title             text NOT NULL,
        case_number       text NOT NULL,
        state             text NOT NULL CONSTRAINT consultations_state CHECK (state IN
          ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed',
           'forwarded', 'received', 'declined', 'no-reply', 'withdrawn')),
        version           integer NOT NULL DEFAULT 1,
        reply_by          date NOT NULL,
        original_reply_by date NOT NULL,
        reply_by_set_on   date NOT NULL,
        reply_required    boolean NOT NULL,
        register_code     text,
        own_number_key    text,
        own_case_number   text,
        received_on       date,
        officer           text CONSTRAINT consultations_officer REFERENCES people,
        statement_version integer NOT NULL DEFAULT 0,
        meeting_id        uuid CONSTRAINT consultations_meeting REFERENCES meetings,
        returned_because  text,
        declined_because  text,
        decline_basis     text,
        reached_issuer_on date,
        sent_at           timestamptz NOT NULL DEFAULT now(),
        search_text       text GENERATED ALWAYS AS
          (lower(title || ' ' || case_number || ' ' || coalesce(own_case_number, ''))) STORED,
        CONSTRAINT consultations_body_asked_once UNIQUE (referral_id, consultee_code),
        CONSTRAINT consultations_consultee_known CHECK (consultee_code IS NOT NULL OR consultee_name IS NOT NULL),
        CONSTRAINT consultations_issuer_known CHECK (issuer_code IS NOT NULL OR issuer_name IS NOT NULL),
        CONSTRAINT consultations_registered FOREIGN KEY (register_code, own_number_key) REFERENCES register_entries
      );
      -- A worklist asks for what is open; the settled nineteen in twenty must not be read to find it.
      CREATE INDEX consultations_open_of_consultee ON consultations (consultee_code, reply_by, id) WHERE state IN
        ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed');
      CREATE INDEX consultations_open_by_reply_by ON consultations (reply_by, id) WHERE state IN
        ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed');
      CREATE INDEX consultations_of_consultee ON consultations (consultee_code, reply_by, id);
      CREATE INDEX consultations_of_issuer ON consultations (issuer_code, reply_by, id);
      CREATE INDEX consultations_of_case ON consultations (case_id, id);
      CREATE INDEX consultations_of_officer ON consultations (officer, reply_by, id);
      CREATE INDEX consultations_search ON consultations USING gin (search_text gin_trgm_ops);

      CREATE TABLE referral_consultees (
        referral_id     uuid NOT NULL CONSTRAINT referral_consultees_referral REFERENCES referrals,
        position        integer NOT NULL,
        body_code       text CONSTRAINT referral_consultees_body REFERENCES bodies,
        name            text,
        email           text,
        reply_by        date,
        reply_required  boolean NOT NULL,
        decided_by      jsonb,
        consultation_id uuid CONSTRAINT referral_consultees_consultation REFERENCES consultations,
        PRIMARY KEY (referral_id, position),
        CONSTRAINT referral_consultees_body_named_once UNIQUE (referral_id, body_code),
        CONSTRAINT referral_consultees_known CHECK (body_code IS NOT NULL OR name IS NOT NULL)
      );

      CREATE VIEW case_facts AS
        SELECT cases.id AS case_id,
          (SELECT count(*)::int FROM referrals WHERE referrals.case_id = cases.id AND state IN ('draft', 'sent'))
            AS open_referrals
        FROM cases;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP VIEW case_facts;
      DROP TABLE referral_consultees, consultations, referral_documents, referrals;
    `);
  }
}
