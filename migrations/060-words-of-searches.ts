import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One way to search, for staff, registers and the public alike: every word of the question, in any order and also inside
 * words, without its Swedish ending; and a number by its key, however it was written (`dnr KS 2020/01234`).
 */
export class WordsOfSearches1794000000060 implements MigrationInterface {
  name = 'WordsOfSearches1794000000060';

  async up(db: QueryRunner): Promise<void> {
    await db.query(FOLDING);
    await db.query(`
      DROP FUNCTION consultations_found(text);
      ALTER TABLE consultations DROP COLUMN search_text, ADD COLUMN search_text text
        GENERATED ALWAYS AS (searched(title, case_number, own_case_number)) STORED;
      ALTER TABLE cases DROP COLUMN search_text, ADD COLUMN search_text text
        GENERATED ALWAYS AS (searched(title, number)) STORED;
      CREATE INDEX consultations_search ON consultations USING gin (search_text gin_trgm_ops);
      CREATE INDEX cases_search ON cases USING gin (search_text gin_trgm_ops);
    `);
    await db.query(FINDING);
    // How common a word is, is known of the new columns too: PostgreSQL would guess, and search along the wrong index.
    await db.query('ANALYZE consultations, cases');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION consultations_matching(text, text[], text, text, text, text[], date, boolean, date, uuid, boolean, date, uuid, integer, integer);
      ALTER TABLE cases DROP COLUMN search_text, ADD COLUMN search_text text
        GENERATED ALWAYS AS (lower(title || ' ' || number)) STORED;
      ALTER TABLE consultations DROP COLUMN search_text, ADD COLUMN search_text text
        GENERATED ALWAYS AS (lower(title || ' ' || case_number || ' ' || coalesce(own_case_number, ''))) STORED;
      CREATE INDEX consultations_search ON consultations USING gin (search_text gin_trgm_ops);
      CREATE INDEX cases_search ON cases USING gin (search_text gin_trgm_ops);
      DROP FUNCTION searched(text, VARIADIC text[]), words_sought(text), rows_expected(text), read_in_order(), number_sought(text), folded(text);
    `);
    await db.query(FOUND_BEFORE);
  }
}

const FOLDING = `
  -- Small letters; one kind of dash, and none between a letter and a digit; no zeros before a number.
  CREATE FUNCTION folded(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(regexp_replace(lower(translate(written, '‐‑‒–—―', '------')),
      '([[:alpha:]])-(?=[0-9])', '\\1', 'g'), '(^|[^0-9])0+(?=[0-9])', '\\1', 'g')
  $$;
  -- A case number without its spaces.
  CREATE FUNCTION number_sought(number text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT public.folded(regexp_replace(number, '\\s', '', 'g'))
  $$;
  -- What a search looks into: a title, and numbers.
  CREATE FUNCTION searched(title text, VARIADIC numbers text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT public.folded(coalesce(title, '')) || coalesce((
      SELECT string_agg(' ' || public.number_sought(number), '' ORDER BY place)
      FROM unnest(numbers) WITH ORDINALITY AS given (number, place) WHERE number IS NOT NULL), '')
  $$;
  -- The patterns that a text must match, all of them: a word without its Swedish ending, anywhere in it.
  CREATE FUNCTION words_sought(question text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT '%' || regexp_replace(
      coalesce((ts_lexize('pg_catalog.swedish_stem', word))[1], word), '([\\\\%_])', '\\\\\\1', 'g') || '%'), '{}')
    FROM regexp_split_to_table(regexp_replace(public.folded(question), '(^|\\s)dnr[.:]?(?=\\s|$)', ' ', 'g'), '\\s+') AS word
    WHERE word <> ''
  $$;
`;

/**
 * The consultations that a search finds, each page in its order. PostgreSQL uses no index for LIKE behind a policy, since
 * LIKE might tell of rows that are not shown; so they are found here, by the policy's own rules for whom the transaction
 * is told about. The text of the query is made with the values in it, so that PostgreSQL chooses for each word by how
 * common it is: along the order of the list, or by the index of what is searched.
 */
const FINDING = `
  -- How many rows PostgreSQL expects of a query, by what it knows of the values in it.
  CREATE FUNCTION rows_expected(query text) RETURNS bigint LANGUAGE plpgsql AS $$
  DECLARE
    explained json;
  BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO explained;
    RETURN (explained->0->'Plan'->>'Plan Rows')::numeric;
  END $$;
  -- From here on, to the end of the function that says so: along an index, and no gathering and sorting.
  CREATE FUNCTION read_in_order() RETURNS void LANGUAGE sql AS $$
    SELECT set_config(setting, 'off', true) FROM unnest(ARRAY['enable_bitmapscan', 'enable_seqscan', 'enable_sort',
      'enable_hashjoin', 'enable_mergejoin']) AS setting
  $$;
  REVOKE ALL ON FUNCTION rows_expected(text), read_in_order() FROM PUBLIC;

  CREATE FUNCTION consultations_matching(question text, bodies text[], asked_of text, asked_by text, handled_by text,
      in_states text[], today date, is_overdue boolean, due_before date, in_case uuid, backwards boolean,
      after_date date, after_id uuid, most integer, skipped integer)
    RETURNS TABLE (id uuid, reply_by date)
    LANGUAGE plpgsql SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public, pg_temp
    SET max_parallel_workers_per_gather = 0 SET enable_bitmapscan = on SET enable_seqscan = on SET enable_sort = on
    SET enable_hashjoin = on SET enable_mergejoin = on AS $$
  DECLARE
    staff    text[] := coalesce(acting_for('staff_of'), '{}');
    readers  text[] := coalesce(acting_for('reader_of'), '{}');
    unanswered constant text := $unanswered$state IN
      ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed')$unanswered$;
    wanted   text := 'true';
    words    text := 'true';
    pattern  text;
    way      text := CASE WHEN backwards THEN 'DESC' ELSE 'ASC' END;
    branches text[] := '{}';
    body     text;
    side     text;
  BEGIN
    FOREACH pattern IN ARRAY words_sought(question) LOOP
      words := words || format(' AND search_text LIKE %L', pattern);
      wanted := wanted || format($condition$ AND search_text LIKE %1$L
        AND (case_seen_by IS NULL AND referral_seen_by IS NULL AND own_seen_by IS NULL
          OR searched('', case_number, own_case_number) LIKE %1$L)$condition$, pattern);
    END LOOP;
    IF rows_expected('SELECT FROM consultations WHERE ' || words) > 2000 THEN PERFORM read_in_order(); END IF;
    IF asked_of IS NOT NULL THEN wanted := wanted || format(' AND consultee_code = %L', asked_of); END IF;
    IF asked_by IS NOT NULL THEN wanted := wanted || format(' AND issuer_code = %L', asked_by); END IF;
    IF handled_by IS NOT NULL THEN
      wanted := wanted || format(' AND officer = %L AND consultee_code = ANY(%L::text[])', handled_by, bodies);
    END IF;
    IF in_states IS NOT NULL THEN
      wanted := wanted || ' AND state IN (' || (SELECT string_agg(quote_literal(state), ', ') FROM unnest(in_states) AS state) || ')';
    END IF;
    IF is_overdue THEN wanted := wanted || format(' AND %s AND reply_by < %L::date', unanswered, today); END IF;
    IF NOT is_overdue THEN wanted := wanted || format(' AND NOT (%s AND reply_by < %L::date)', unanswered, today); END IF;
    IF due_before IS NOT NULL THEN wanted := wanted || format(' AND reply_by <= %L::date', due_before); END IF;
    IF in_case IS NOT NULL THEN wanted := wanted || format(' AND case_id = %L', in_case); END IF;
    IF after_id IS NOT NULL THEN
      wanted := wanted || format(' AND (reply_by, id) %s (%L::date, %L::uuid)', CASE WHEN backwards THEN '<' ELSE '>' END,
        after_date, after_id);
    END IF;
    wanted := wanted || format($wall$ AND (%3$L
      OR ((case_seen_by IS NULL OR case_seen_by && %1$L::text[]) AND (referral_seen_by IS NULL OR referral_seen_by && %1$L::text[])
        AND (issuer_code = ANY(%1$L::text[]) OR issuer_code = ANY(%2$L::text[])))
      OR ((own_seen_by IS NULL OR own_seen_by && %1$L::text[]) AND (consultee_code = ANY(%1$L::text[])
        OR (consultee_code = ANY(%2$L::text[]) AND own_case_number IS NOT NULL))))$wall$,
      staff, readers, acting_as_the_service());
    FOREACH body IN ARRAY bodies LOOP
      FOREACH side IN ARRAY ARRAY['consultee_code', 'issuer_code'] LOOP
        branches := branches || format('(SELECT id, reply_by FROM consultations WHERE %I = %L AND %s ORDER BY reply_by %s, id %4$s LIMIT %s)',
          side, body, wanted, way, most + skipped);
      END LOOP;
    END LOOP;
    IF branches = '{}' THEN RETURN; END IF;
    RETURN QUERY EXECUTE format('SELECT DISTINCT id, reply_by FROM (%s) found ORDER BY reply_by %s, id %2$s LIMIT %s OFFSET %s',
      array_to_string(branches, ' UNION ALL '), way, most, skipped);
  END $$;
  REVOKE ALL ON FUNCTION consultations_matching(text, text[], text, text, text, text[], date, boolean, date, uuid, boolean, date, uuid, integer, integer) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION consultations_matching(text, text[], text, text, text, text[], date, boolean, date, uuid, boolean, date, uuid, integer, integer) TO yttra_runtime;
`;

const STAFF = "(SELECT acting_for('staff_of'))::text[]";
const READER = "(SELECT acting_for('reader_of'))::text[]";
const open = (...lists: string[]): string =>
  lists.map((list) => `(${list} IS NULL OR ${list} && ${STAFF})`).join(' AND ');

/** As migration 51 made it. */
const FOUND_BEFORE = `
  CREATE FUNCTION consultations_found(pattern text) RETURNS SETOF consultations
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 1000 SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT * FROM consultations WHERE search_text LIKE pattern
      AND (num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) = 0
        OR lower(case_number || ' ' || coalesce(own_case_number, '')) LIKE pattern)
      AND ((SELECT acting_as_the_service())
        OR (${open('case_seen_by', 'referral_seen_by')} AND (issuer_code = ANY(${STAFF}) OR issuer_code = ANY(${READER})))
        OR (${open('own_seen_by')} AND (consultee_code = ANY(${STAFF})
          OR (consultee_code = ANY(${READER}) AND own_case_number IS NOT NULL))))
  $$;
  REVOKE ALL ON FUNCTION consultations_found(text) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION consultations_found(text) TO yttra_runtime;
`;
