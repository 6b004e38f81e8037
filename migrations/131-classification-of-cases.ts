import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where a case belongs in its body's plan (klassificeringsstruktur, diarieplan), found as its number is. What a case is
 * searched by is kept by a trigger from here on: computed by the column itself, every case would be rewritten under a lock.
 */
export class ClassificationOfCases1794000000131 implements MigrationInterface {
  name = 'ClassificationOfCases1794000000131';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE cases ADD classification text, ALTER search_text DROP EXPRESSION;
      CREATE FUNCTION case_is_searched_by() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
      BEGIN
        NEW.search_text := searched(NEW.title, NEW.number, NEW.classification);
        RETURN NEW;
      END
      $$;
      CREATE TRIGGER case_is_searched_by BEFORE INSERT OR UPDATE OF title, number, classification ON cases
        FOR EACH ROW EXECUTE FUNCTION case_is_searched_by();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER case_is_searched_by ON cases;
      DROP FUNCTION case_is_searched_by();
      ALTER TABLE cases DROP classification, DROP search_text, ADD search_text text
        GENERATED ALWAYS AS (searched(title, number)) STORED;
      CREATE INDEX cases_letters ON cases USING gin (letters_of(search_text));
      ALTER INDEX cases_letters ALTER COLUMN 1 SET STATISTICS 0;
      ALTER TABLE cases ALTER COLUMN search_text SET STATISTICS 1000;
    `);
  }
}
