import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers that are sent for signature: promised in a row, frozen once, and asked about until the request has ended. */
export class SignatureRequests1794000000152 implements MigrationInterface {
  name = 'SignatureRequests1794000000152';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE signature_requests (
        id              uuid PRIMARY KEY,
        consultation_id uuid NOT NULL CONSTRAINT signature_requests_consultation REFERENCES consultations,
        paper           text NOT NULL CONSTRAINT signature_requests_papers CHECK (paper IN ('statement', 'minutes-extract')),
        state           text NOT NULL DEFAULT 'promised' CONSTRAINT signature_requests_states
          CHECK (state IN ('promised', 'waiting', 'signed', 'refused', 'timed-out', 'failed', 'withdrawn')),
        signers         jsonb NOT NULL,
        in_order        boolean NOT NULL,
        last_day        date NOT NULL,
        asked_by        text NOT NULL,
        asked_at        timestamptz NOT NULL DEFAULT now(),
        text_hash       text NOT NULL,
        written         jsonb,
        frozen_at       timestamptz,
        sha256          text,
        byte_size       bigint,
        file_name       text,
        attempts        integer NOT NULL DEFAULT 0,
        failures        integer NOT NULL DEFAULT 0,
        due_at          timestamptz DEFAULT now(),
        last_error      text,
        told_at         timestamptz,
        signed_on       date,
        document_id     uuid CONSTRAINT signature_requests_document REFERENCES documents,
        ended_at        timestamptz,
        ended_because   text,
        CONSTRAINT signature_requests_frozen CHECK (num_nulls(frozen_at, sha256, byte_size, file_name) IN (0, 4)),
        CONSTRAINT signature_requests_written CHECK (written IS NULL OR frozen_at IS NULL),
        CONSTRAINT signature_requests_ended CHECK ((ended_at IS NULL) = (state IN ('promised', 'waiting'))),
        CONSTRAINT signature_requests_signed CHECK (num_nulls(signed_on, document_id) = CASE state WHEN 'signed' THEN 0 ELSE 2 END)
      );
      CREATE UNIQUE INDEX signature_requests_one_open ON signature_requests (consultation_id, paper) WHERE ended_at IS NULL;
      CREATE INDEX signature_requests_of_consultation ON signature_requests (consultation_id, asked_at);
      CREATE INDEX signature_requests_due ON signature_requests (due_at) WHERE due_at IS NOT NULL;
      CREATE INDEX signature_requests_file ON signature_requests (sha256);
      CREATE INDEX signature_requests_document ON signature_requests (document_id);
      REVOKE DELETE ON signature_requests FROM yttra_runtime;

      CREATE FUNCTION signed_paper_stays_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A paper that was sent for signature is never changed.' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
      CREATE TRIGGER signature_requests_stay_frozen BEFORE UPDATE ON signature_requests FOR EACH ROW
        WHEN (OLD.frozen_at IS NOT NULL AND (OLD.frozen_at, OLD.sha256, OLD.byte_size, OLD.file_name)
          IS DISTINCT FROM (NEW.frozen_at, NEW.sha256, NEW.byte_size, NEW.file_name))
        EXECUTE FUNCTION signed_paper_stays_frozen();

      CREATE TABLE signature_providers (
        name    text PRIMARY KEY,
        seen_at timestamptz NOT NULL
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE signature_providers;
      DROP TABLE signature_requests;
      DROP FUNCTION signed_paper_stays_frozen();
    `);
  }
}
