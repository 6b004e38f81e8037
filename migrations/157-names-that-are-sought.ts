import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A case is found by the name and number of whoever sent it, and a consultation by the name of a party outside. As of
 * cases, what a consultation is searched by is kept by a trigger from here on: computed by the column itself, every row
 * would be written anew under a lock.
 */
export class NamesThatAreSought1794000000157 implements MigrationInterface {
  name = 'NamesThatAreSought1794000000157';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE OR REPLACE FUNCTION case_is_searched_by() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        NEW.search_text := searched(concat_ws(' ', NEW.title, NEW.origin->>'sender'), NEW.number, NEW.classification,
          NEW.origin->>'reference');
        RETURN NEW;
      END
      $$;
      CREATE OR REPLACE TRIGGER case_is_searched_by BEFORE INSERT OR UPDATE OF title, number, classification, origin ON cases
        FOR EACH ROW EXECUTE FUNCTION case_is_searched_by();
      ALTER TABLE cases ENABLE ALWAYS TRIGGER case_is_searched_by;
      UPDATE cases SET origin = origin WHERE origin IS NOT NULL;

      ALTER TABLE consultations ALTER search_text DROP EXPRESSION;
      CREATE FUNCTION consultation_is_searched_by() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        NEW.search_text := searched(concat_ws(' ', NEW.title, NEW.consultee_name, NEW.issuer_name), NEW.case_number, NEW.own_case_number);
        RETURN NEW;
      END
      $$;
      CREATE TRIGGER consultation_is_searched_by
        BEFORE INSERT OR UPDATE OF title, consultee_name, issuer_name, case_number, own_case_number ON consultations
        FOR EACH ROW EXECUTE FUNCTION consultation_is_searched_by();
      ALTER TABLE consultations ENABLE ALWAYS TRIGGER consultation_is_searched_by;
      UPDATE consultations SET title = title WHERE num_nonnulls(consultee_name, issuer_name) > 0;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER consultation_is_searched_by ON consultations;
      DROP FUNCTION consultation_is_searched_by();
      ALTER TABLE consultations DROP search_text, ADD search_text text
        GENERATED ALWAYS AS (searched(title, case_number, own_case_number)) STORED;
      CREATE INDEX consultations_letters ON consultations
        USING gin (consultation_sought_by(search_text, consultee_code, issuer_code, state, reply_by));
      ALTER INDEX consultations_letters ALTER COLUMN 1 SET STATISTICS 0;
      ALTER TABLE consultations ALTER COLUMN search_text SET STATISTICS 1000;

      CREATE OR REPLACE FUNCTION case_is_searched_by() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        NEW.search_text := searched(NEW.title, NEW.number, NEW.classification);
        RETURN NEW;
      END
      $$;
      CREATE OR REPLACE TRIGGER case_is_searched_by BEFORE INSERT OR UPDATE OF title, number, classification ON cases
        FOR EACH ROW EXECUTE FUNCTION case_is_searched_by();
      ALTER TABLE cases ENABLE ALWAYS TRIGGER case_is_searched_by;
      UPDATE cases SET title = title WHERE origin IS NOT NULL;
    `);
  }
}
