import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Answers kept for repeats are encrypted under the caller's own key, of which only the hash is kept, and each is there
 * for whom it was given to alone. Answers that were kept in clear are dropped, there and back: a repeat of a request
 * of before is told that it was carried out.
 */
export class AnswersUnderTheCallersKey1794000000034 implements MigrationInterface {
  name = 'AnswersUnderTheCallersKey1794000000034';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE idempotency_keys
        ADD COLUMN key_hash text,
        ADD COLUMN salt bytea,
        ADD COLUMN answer bytea,
        ADD COLUMN case_id uuid,
        ADD COLUMN referral_id uuid,
        ADD COLUMN consultation_id uuid,
        ADD COLUMN document_id uuid;
      UPDATE idempotency_keys SET key_hash = encode(sha256(convert_to(key, 'UTF8')), 'hex');
      ALTER TABLE idempotency_keys
        DROP CONSTRAINT idempotency_keys_pkey,
        DROP COLUMN key,
        DROP COLUMN request_hash,
        DROP COLUMN response,
        ADD PRIMARY KEY (principal, route, key_hash),
        ADD CONSTRAINT idempotency_keys_salted CHECK ((salt IS NULL) = (answer IS NULL)),
        ENABLE ROW LEVEL SECURITY;
      CREATE POLICY idempotency_keys_of_their_caller ON idempotency_keys TO yttra_runtime USING (
        (SELECT acting_as_the_service()) OR '@' || principal = ANY((SELECT acting_for('staff_of'))::text[]));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM idempotency_keys;
      DROP POLICY idempotency_keys_of_their_caller ON idempotency_keys;
      ALTER TABLE idempotency_keys
        DISABLE ROW LEVEL SECURITY,
        DROP CONSTRAINT idempotency_keys_salted,
        DROP CONSTRAINT idempotency_keys_pkey,
        DROP COLUMN key_hash,
        DROP COLUMN salt,
        DROP COLUMN answer,
        DROP COLUMN case_id,
        DROP COLUMN referral_id,
        DROP COLUMN consultation_id,
        DROP COLUMN document_id,
        ADD COLUMN key text NOT NULL,
        ADD COLUMN request_hash text NOT NULL,
        ADD COLUMN response json NOT NULL,
        ADD PRIMARY KEY (principal, route, key);
    `);
  }
}
