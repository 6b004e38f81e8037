import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The day a document was received (OSL 5:2), which is not always the day somebody typed it in. */
export class DaysOfReceipt1794000000080 implements MigrationInterface {
  name = 'DaysOfReceipt1794000000080';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE documents
        ADD received_on date,
        ADD CONSTRAINT documents_received_on CHECK (received_on IS NULL OR direction = 'incoming');
    `);
    await db.query(linesWith(RECEIVED_ON));
  }

  /** The view as migration 64 has it, for the way back past 69: a view loses no column without being made anew, and the function that lists it with it. */
  async down(db: QueryRunner): Promise<void> {
    const [listed]: { text: string }[] = await db.query(
      `SELECT pg_get_functiondef('register_listed(text, text, timestamptz, text, integer, integer)'::regprocedure) AS text`,
    );
    await db.query('DROP FUNCTION register_listed(text, text, timestamptz, text, integer, integer)');
    await db.query('DROP VIEW register_lines');
    await db.query(linesWith(''));
    await db.query(listed!.text);
    await db.query(`
      REVOKE ALL ON register_lines FROM yttra_runtime;
      REVOKE ALL ON FUNCTION register_listed(text, text, timestamptz, text, integer, integer) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION register_listed(text, text, timestamptz, text, integer, integer) TO yttra_runtime;
      ALTER TABLE documents DROP received_on;
    `);
  }
}

/** What began in the body itself has the day it was registered: the day it was drawn up. */
const RECEIVED_ON = `,
  coalesce(received_on, (registered_at AT TIME ZONE 'Europe/Stockholm')::date) AS received_on`;

const STAFF = "(SELECT acting_for('staff_of'))::text[]";
const READER = "(SELECT acting_for('reader_of'))::text[]";

/** The view of migration 64, and what else of each number. */
const linesWith = (more: string): string => `
  CREATE OR REPLACE VIEW register_lines AS
    WITH entered AS (
      SELECT issuer_code AS body, register_code, number_key, 'case' AS kind, id, origin->>'sender' AS party, title,
        ARRAY[id] AS marked, seen_by AS list, seen_by IS NOT NULL AS confidential,
        (origin->>'receivedOn')::date AS received_on
      FROM cases
      UNION ALL
      SELECT consultee_code, register_code, own_number_key, 'consultation', id, coalesce(issuer_code, issuer_name), title,
        ARRAY[id, CASE WHEN referral_id IS NULL THEN case_id END], own_seen_by,
        num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) > 0, received_on
      FROM consultations WHERE own_number_key IS NOT NULL
    ), judged AS (
      SELECT *, NOT is_open_to(list, ${STAFF}) AS masked FROM entered WHERE body = ANY(${STAFF}) OR body = ANY(${READER})
    )
    SELECT body, register_code, number_key, registered_at, number, kind, md5(id::text) AS place,
      CASE WHEN NOT masked THEN id END AS record, CASE WHEN NOT masked THEN party END AS party,
      CASE WHEN NOT confidential THEN title END AS title, confidential, masked${more}
    FROM judged JOIN register_entries entry USING (register_code, number_key)
    WHERE NOT (masked AND EXISTS (SELECT FROM confidentiality
      WHERE object_type IN ('case', 'referral', 'consultation') AND object_id = ANY(marked) AND others_see = 'nothing'
        AND NOT is_open_to(seen_by, ${STAFF})));
`;
