import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each packet that was sent, with its hash: a referral that has gone out is supplemented, and what went out before stays. */
export class PacketVersions1794000000102 implements MigrationInterface {
  name = 'PacketVersions1794000000102';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE referral_packets (
        referral_id uuid NOT NULL CONSTRAINT referral_packets_referral REFERENCES referrals,
        number      integer NOT NULL,
        packet      jsonb NOT NULL,
        sha256      text NOT NULL,
        reason      text,
        made_by     text NOT NULL,
        made_at     timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (referral_id, number)
      );
      REVOKE UPDATE, DELETE ON referral_packets FROM yttra_runtime;
      INSERT INTO referral_packets (referral_id, number, packet, sha256, made_by, made_at)
        SELECT id, 1, packet, packet_sha256, created_by, sent_at FROM referrals
        WHERE packet IS NOT NULL AND packet_sha256 IS NOT NULL AND sent_at IS NOT NULL;

      -- A confidential document that is added to what has gone out is received in confidence, as when it is sent.
      CREATE FUNCTION packet_document_is_received() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO received_confidential
    SELECT consultations.id, documents.id, documents.seen_by FROM consultations JOIN documents ON documents.id = NEW.document_id
    WHERE consultations.referral_id = NEW.referral_id AND documents.seen_by IS NOT NULL
    ON CONFLICT (consultation_id, document_id) DO NOTHING;
  RETURN NULL;
END
$$;
      REVOKE ALL ON FUNCTION packet_document_is_received() FROM PUBLIC;
      CREATE TRIGGER referral_documents_received_in_confidence AFTER INSERT ON referral_documents
        FOR EACH ROW EXECUTE FUNCTION packet_document_is_received();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER referral_documents_received_in_confidence ON referral_documents;
      DROP FUNCTION packet_document_is_received();
      DROP TABLE referral_packets;
    `);
  }
}
