import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The second wall, should a query ever forget the first (src/identity/visibility.ts, whose rules these are):
 * the service's role sees a row only on behalf of someone who may. Each transaction is told whom:
 * `yttra.staff_of` (bodies, and the person's own mark `@username`), `yttra.reader_of`, `yttra.administrator_of`,
 * or `yttra.service` for what the service does by itself. Told nothing, it sees nothing.
 *
 * Each setting is read once a statement, in a subquery of its own. The tables' owner is not bound by it.
 */
export class RowLevelSecurity1794000000021 implements MigrationInterface {
  name = 'RowLevelSecurity1794000000021';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION acting_for(role text) RETURNS text[] LANGUAGE sql STABLE AS
        $$ SELECT nullif(current_setting('yttra.' || role, true), '')::text[] $$;
      CREATE FUNCTION acting_as_the_service() RETURNS boolean LANGUAGE sql STABLE AS
        $$ SELECT current_setting('yttra.service', true) = 'on' $$;

      ALTER TABLE consultations ENABLE ROW LEVEL SECURITY;
      CREATE POLICY consultations_of_either_side ON consultations TO yttra_runtime USING (
        (SELECT acting_as_the_service())
        OR consultee_code = ANY((SELECT acting_for('staff_of'))::text[])
        OR issuer_code = ANY((SELECT acting_for('staff_of'))::text[])
        OR issuer_code = ANY((SELECT acting_for('reader_of'))::text[])
        OR (consultee_code = ANY((SELECT acting_for('reader_of'))::text[]) AND own_case_number IS NOT NULL));

      -- Work in progress stays with the consultee's staff; its readers see what was decided.
      ALTER TABLE statement_versions ENABLE ROW LEVEL SECURITY;
      CREATE POLICY statement_versions_of_the_consultee ON statement_versions TO yttra_runtime USING (
        (SELECT acting_as_the_service())
        OR EXISTS (SELECT FROM consultations asked WHERE asked.id = consultation_id AND (
          asked.consultee_code = ANY((SELECT acting_for('staff_of'))::text[])
          OR (asked.consultee_code = ANY((SELECT acting_for('reader_of'))::text[])
            AND asked.state IN ('decided', 'confirmed', 'forwarded', 'received')))));

      -- The owner's staff; those a sent packet reached; those a dispatch reached.
      ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
      CREATE POLICY documents_of_owner_and_recipients ON documents TO yttra_runtime USING (
        (SELECT acting_as_the_service())
        OR body_code = ANY((SELECT acting_for('staff_of'))::text[])
        OR EXISTS (SELECT FROM referral_documents packet JOIN referrals ON referrals.id = packet.referral_id
          WHERE packet.document_id = documents.id AND referrals.sent_at IS NOT NULL AND (
            referrals.issuer_code = ANY((SELECT acting_for('staff_of'))::text[])
            OR referrals.issuer_code = ANY((SELECT acting_for('reader_of'))::text[])
            OR EXISTS (SELECT FROM consultations asked WHERE asked.referral_id = referrals.id)))
        OR EXISTS (SELECT FROM dispatch_documents enclosed JOIN dispatches ON dispatches.id = enclosed.dispatch_id
          JOIN consultations asked ON asked.id = dispatches.consultation_id
          WHERE enclosed.document_id = documents.id));

      ALTER TABLE inbox_items ENABLE ROW LEVEL SECURITY;
      CREATE POLICY inbox_items_of_their_body ON inbox_items TO yttra_runtime USING (
        (SELECT acting_as_the_service())
        OR (role IS DISTINCT FROM 'administrator' AND body_code = ANY((SELECT acting_for('staff_of'))::text[])
          AND NOT EXISTS (SELECT FROM digests WHERE digests.delivery_id = inbox_items.delivery_id
            AND '@' || digests.username <> ALL((SELECT acting_for('staff_of'))::text[])))
        OR (role = 'administrator' AND body_code = ANY((SELECT acting_for('administrator_of'))::text[])));

      -- Views ask as whoever reads them.
      ALTER VIEW consultation_facts SET (security_invoker = true);
      ALTER VIEW consultation_plans SET (security_invoker = true);

      -- PostgreSQL cannot use an index for LIKE behind a policy, since LIKE might tell of rows that are not shown. So
      -- the rows of a search are read here, by the same rules.
      CREATE FUNCTION consultations_found(pattern text) RETURNS SETOF consultations
        LANGUAGE sql STABLE SECURITY DEFINER ROWS 1000 SET search_path = pg_catalog, public, pg_temp AS $$
        SELECT * FROM consultations WHERE search_text LIKE pattern AND (
          (SELECT acting_as_the_service())
          OR consultee_code = ANY((SELECT acting_for('staff_of'))::text[])
          OR issuer_code = ANY((SELECT acting_for('staff_of'))::text[])
          OR issuer_code = ANY((SELECT acting_for('reader_of'))::text[])
          OR (consultee_code = ANY((SELECT acting_for('reader_of'))::text[]) AND own_case_number IS NOT NULL))
      $$;
      REVOKE ALL ON FUNCTION consultations_found(text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION consultations_found(text) TO yttra_runtime;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION consultations_found(text);
      ALTER VIEW consultation_plans RESET (security_invoker);
      ALTER VIEW consultation_facts RESET (security_invoker);
      DROP POLICY inbox_items_of_their_body ON inbox_items;
      DROP POLICY documents_of_owner_and_recipients ON documents;
      DROP POLICY statement_versions_of_the_consultee ON statement_versions;
      DROP POLICY consultations_of_either_side ON consultations;
      ALTER TABLE inbox_items DISABLE ROW LEVEL SECURITY;
      ALTER TABLE documents DISABLE ROW LEVEL SECURITY;
      ALTER TABLE statement_versions DISABLE ROW LEVEL SECURITY;
      ALTER TABLE consultations DISABLE ROW LEVEL SECURITY;
      DROP FUNCTION acting_as_the_service();
      DROP FUNCTION acting_for(text);
    `);
  }
}
