import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stands around consultations: words of cases and referrals, and who did what. */
const AROUND = ['cases', 'referrals', 'messages', 'extensions', 'deliveries'];

/** A statement's words, as decided and as dispatched: seen with the consultation, by those on the statement's list. */
const OF_A_STATEMENT = ['decisions', 'decision_corrections', 'dispatches', 'recorded_replies'];

/**
 * The second wall's outer part. Which row of these a caller sees is the first wall's business, but whoever has a
 * connection and is told no caller sees none, and a statement's words are no easier to come by than its drafts.
 */
export class NothingWithoutACaller1794000000029 implements MigrationInterface {
  name = 'NothingWithoutACaller1794000000029';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION acting_for_somebody() RETURNS boolean LANGUAGE sql STABLE AS
        $$ SELECT acting_as_the_service() OR coalesce(current_setting('yttra.staff_of', true), '') NOT IN ('', '{}') $$;
    `);
    for (const table of AROUND) {
      await db.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY ${table}_for_somebody ON ${table} TO yttra_runtime USING ((SELECT acting_for_somebody()))`);
    }
    // Who somebody is, and that nobody may be told so, is remembered before there is a caller.
    await db.query(`
      ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;
      CREATE POLICY audit_events_for_somebody ON audit_events TO yttra_runtime
        USING ((SELECT acting_for_somebody())) WITH CHECK (true)`);
    for (const table of OF_A_STATEMENT) {
      await db.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY ${table}_with_their_consultation ON ${table} TO yttra_runtime USING (
          (SELECT acting_as_the_service()) OR EXISTS (SELECT FROM consultations asked WHERE asked.id = consultation_id
            AND is_open_to(asked.statement_seen_by, (SELECT acting_for('staff_of'))::text[])))`);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of OF_A_STATEMENT) {
      await db.query(`
        DROP POLICY ${table}_with_their_consultation ON ${table};
        ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`);
    }
    for (const table of [...AROUND, 'audit_events']) {
      await db.query(`
        DROP POLICY ${table}_for_somebody ON ${table};
        ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`);
    }
    await db.query('DROP FUNCTION acting_for_somebody()');
  }
}
