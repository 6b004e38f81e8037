import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the indexes are made of; today's text is in src/database/current/searching.sql. */
const LETTERS = `
  CREATE OR REPLACE FUNCTION letters_of(search_text text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
  DECLARE
    word    text;
    place   integer;
    letters text[] := '{}';
  BEGIN
    FOREACH word IN ARRAY regexp_split_to_array(search_text, '\\s+') LOOP
      FOR place IN 1..length(word) LOOP
        letters := letters || ARRAY[substr(word, place, 1), substr(word, place, 2), substr(word, place, 3)];
      END LOOP;
    END LOOP;
    RETURN letters;
  END
  $$;
  CREATE OR REPLACE FUNCTION stretches_of(day date) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_agg(long || ' days ' || (day - date '0001-01-01') / long) FROM unnest(ARRAY[1, 16, 256, 4096]) AS long
  $$;
  CREATE OR REPLACE FUNCTION consultation_sought_by(search_text text, consultee text, issuer text, state text, reply_by date)
    RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
    SELECT array_remove(public.letters_of(search_text) || public.stretches_of(reply_by)
      || ARRAY['to ' || consultee, 'from ' || issuer, 'is ' || state], NULL)
  $$;
`;

/** The index of each table's letters, and the one of three letters each that it replaces. */
const INDEXES = [
  [
    'consultations',
    'consultation_sought_by(search_text, consultee_code, issuer_code, state, reply_by)',
    'consultations_search',
  ],
  ['cases', 'letters_of(search_text)', 'cases_search'],
  ['public_entries', 'letters_of(search_text)', 'public_entries_search'],
] as const;

/**
 * Common words that are rare together, or far from the beginning of a list, were found by reading the whole list; words of
 * one or two letters had no index at all.
 */
export class SearchingByLetters1794000000087 implements MigrationInterface {
  name = 'SearchingByLetters1794000000087';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query(LETTERS);
    for (const [table, letters, before] of INDEXES) {
      await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${table}_letters`);
      await db.query(`CREATE INDEX CONCURRENTLY ${table}_letters ON ${table} USING gin (${letters})`);
      await db.query(`
        ALTER INDEX ${table}_letters ALTER COLUMN 1 SET STATISTICS 0;
        ALTER TABLE ${table} ALTER COLUMN search_text SET STATISTICS 1000;
      `);
      await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${before}`);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    for (const [table, , before] of INDEXES) {
      await db.query(`DROP INDEX IF EXISTS ${before}`);
      await db.query(`CREATE INDEX ${before} ON ${table} USING gin (search_text gin_trgm_ops)`);
      await db.query(`ALTER TABLE ${table} ALTER COLUMN search_text SET STATISTICS -1`);
      await db.query(`DROP INDEX IF EXISTS ${table}_letters`);
    }
    await db.query(`
      DROP FUNCTION IF EXISTS letters_of(text), stretches_of(date),
        consultation_sought_by(text, text, text, text, date);
    `);
  }
}
