import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was sent is what can be shown later: the database itself changes no paper that is there, and the service deletes none. */
export class PapersStayFrozen1794000000128 implements MigrationInterface {
  name = 'PapersStayFrozen1794000000128';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      REVOKE DELETE ON dispatch_papers FROM yttra_runtime;
      CREATE FUNCTION paper_stays_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The paper of a dispatch is never changed.' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
      CREATE TRIGGER dispatch_papers_stay_frozen BEFORE UPDATE ON dispatch_papers
        FOR EACH ROW WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION paper_stays_frozen();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER dispatch_papers_stay_frozen ON dispatch_papers;
      DROP FUNCTION paper_stays_frozen();
      GRANT DELETE ON dispatch_papers TO yttra_runtime;
    `);
  }
}
