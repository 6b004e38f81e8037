import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When each consultation was last changed, so that lists can go by it. Saving a draft is no change of the consultation
 * (`version` stays), and so touches no index.
 */
export class ChangesOfConsultations1794000000199 implements MigrationInterface {
  name = 'ChangesOfConsultations1794000000199';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE consultations ADD COLUMN IF NOT EXISTS changed_at timestamptz NOT NULL DEFAULT now();
      -- Earlier ones: the beginning of the day on which each came to its state.
      UPDATE consultations SET changed_at = state_since AT TIME ZONE 'Europe/Stockholm';
      CREATE OR REPLACE FUNCTION consultation_has_changed() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        NEW.changed_at := now();
        RETURN NEW;
      END
      $$;
      REVOKE ALL ON FUNCTION consultation_has_changed() FROM PUBLIC;
      CREATE OR REPLACE TRIGGER consultation_has_changed BEFORE UPDATE OF version ON consultations
        FOR EACH ROW WHEN (OLD.version IS DISTINCT FROM NEW.version) EXECUTE FUNCTION consultation_has_changed();
    `);
    for (const [side, column] of SIDES) {
      await db.query(`DROP INDEX CONCURRENTLY IF EXISTS consultations_changed_${side}`);
      await db.query(
        `CREATE INDEX CONCURRENTLY consultations_changed_${side} ON consultations (${column}, changed_at, id)`,
      );
    }
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER consultation_has_changed ON consultations;
      DROP FUNCTION consultation_has_changed();
      ALTER TABLE consultations DROP COLUMN changed_at;
    `);
  }
}

const SIDES = [
  ['of_consultee', 'consultee_code'],
  ['of_issuer', 'issuer_code'],
] as const;
