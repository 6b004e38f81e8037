import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DispatchesAndDeliveries1794000000008 implements MigrationInterface {
  name = 'DispatchesAndDeliveries1794000000008';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE dispatches (
        id                uuid PRIMARY KEY,
        consultation_id   uuid NOT NULL CONSTRAINT dispatches_consultation REFERENCES consultations,
        number            integer NOT NULL,
        statement_version integer NOT NULL,
        content           jsonb NOT NULL,
        sha256            text NOT NULL,
        replaces          uuid CONSTRAINT dispatches_replaces REFERENCES dispatches,
        reason            text,
        created_by        text NOT NULL,
        created_at        timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT dispatches_numbered UNIQUE (consultation_id, number)
      );
      REVOKE UPDATE, DELETE ON dispatches FROM yttra_runtime;

      CREATE TABLE dispatch_documents (
        dispatch_id uuid NOT NULL CONSTRAINT dispatch_documents_dispatch REFERENCES dispatches,
        document_id uuid NOT NULL CONSTRAINT dispatch_documents_document REFERENCES documents,
        PRIMARY KEY (dispatch_id, document_id)
      );
      CREATE INDEX dispatch_documents_by_document ON dispatch_documents (document_id);

      CREATE TABLE recorded_replies (
        consultation_id uuid PRIMARY KEY CONSTRAINT recorded_replies_consultation REFERENCES consultations,
        document_id     uuid NOT NULL CONSTRAINT recorded_replies_document REFERENCES documents,
        received_on     date NOT NULL,
        stance          text NOT NULL,
        recorded_by     text NOT NULL,
        recorded_at     timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE deliveries (
        id              uuid PRIMARY KEY,
        kind            text NOT NULL CONSTRAINT deliveries_kind CHECK (kind IN ('dispatch', 'packet', 'notice', 'reminder')),
        topic           text NOT NULL,
        sender_body     text CONSTRAINT deliveries_sender REFERENCES bodies,
        case_id         uuid NOT NULL CONSTRAINT deliveries_case REFERENCES cases,
        referral_id     uuid CONSTRAINT deliveries_referral REFERENCES referrals,
        consultation_id uuid CONSTRAINT deliveries_consultation REFERENCES consultations,
        dispatch_id     uuid CONSTRAINT deliveries_dispatch REFERENCES dispatches,
        recipient_body  text CONSTRAINT deliveries_recipient REFERENCES bodies,
        recipient_role  text,
        recipient_name  text,
        recipient_email text,
        channel         text NOT NULL CONSTRAINT deliveries_channel CHECK (channel IN ('inbox', 'manual')),
        state           text NOT NULL CONSTRAINT deliveries_state CHECK (state IN
          ('pending', 'delivering', 'delivered', 'failed', 'cancelled')),
        version         integer NOT NULL DEFAULT 1,
        attempts        integer NOT NULL DEFAULT 0,
        attempt_token   uuid,
        due_at          timestamptz NOT NULL DEFAULT now(),
        last_error      text,
        created_at      timestamptz NOT NULL DEFAULT now(),
        delivered_at    timestamptz,
        CONSTRAINT deliveries_recipient_known CHECK (num_nonnulls(recipient_body, recipient_name, recipient_email) > 0)
      );
      CREATE INDEX deliveries_due ON deliveries (due_at) WHERE state IN ('pending', 'delivering') AND channel <> 'manual';
      CREATE INDEX deliveries_of_consultation ON deliveries (consultation_id, created_at);
      CREATE INDEX deliveries_newest_of_sender ON deliveries (sender_body, created_at DESC, id);

      CREATE TABLE delivery_attempts (
        delivery_id uuid NOT NULL CONSTRAINT delivery_attempts_delivery REFERENCES deliveries,
        number      integer NOT NULL,
        started_at  timestamptz NOT NULL DEFAULT now(),
        ended_at    timestamptz,
        outcome     text CONSTRAINT delivery_attempts_outcome CHECK (outcome IN ('delivered', 'refused', 'busy', 'failed')),
        detail      text,
        PRIMARY KEY (delivery_id, number)
      );

      CREATE TABLE inbox_items (
        id              uuid PRIMARY KEY,
        delivery_id     uuid NOT NULL CONSTRAINT inbox_items_delivery REFERENCES deliveries,
        body_code       text NOT NULL CONSTRAINT inbox_items_body REFERENCES bodies,
        role            text,
        kind            text NOT NULL,
        topic           text NOT NULL,
        case_id         uuid NOT NULL,
        referral_id     uuid,
        consultation_id uuid,
        dispatch_id     uuid,
        arrived_at      timestamptz NOT NULL DEFAULT now(),
        version         integer NOT NULL DEFAULT 1,
        read_by         text,
        read_at         timestamptz,
        CONSTRAINT inbox_items_delivered_once UNIQUE (delivery_id),
        CONSTRAINT inbox_items_dispatch_once UNIQUE (dispatch_id, body_code)
      );
      CREATE INDEX inbox_items_newest_of_body ON inbox_items (body_code, arrived_at DESC, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'DROP TABLE inbox_items, delivery_attempts, deliveries, recorded_replies, dispatch_documents, dispatches',
    );
  }
}
