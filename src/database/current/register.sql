-- What a body's register says of each number in it (OSL 5:2), with the number's key, by which one is looked up: masked, or
-- left out, by the body's own markings.
CREATE OR REPLACE VIEW register_lines AS
  WITH entered AS (
    SELECT issuer_code AS body, register_code, number_key, 'case' AS kind, id, origin->>'sender' AS party, title,
      ARRAY[id] AS marked, seen_by AS list, seen_by IS NOT NULL AS confidential
    FROM cases
    UNION ALL
    SELECT consultee_code, register_code, own_number_key, 'consultation', id, coalesce(issuer_code, issuer_name), title,
      ARRAY[id, CASE WHEN referral_id IS NULL THEN case_id END], own_seen_by,
      num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) > 0
    FROM consultations WHERE own_number_key IS NOT NULL
  ), judged AS (
    SELECT *, NOT is_open_to(list, (SELECT acting_for('staff_of'))::text[]) AS masked FROM entered WHERE body = ANY((SELECT acting_for('staff_of'))::text[]) OR body = ANY((SELECT acting_for('reader_of'))::text[])
  )
  SELECT body, register_code, number_key, registered_at, number, kind, md5(id::text) AS place,
    CASE WHEN NOT masked THEN id END AS record, CASE WHEN NOT masked THEN party END AS party,
    CASE WHEN NOT confidential THEN title END AS title, confidential, masked
  FROM judged JOIN register_entries entry USING (register_code, number_key)
  WHERE NOT (masked AND EXISTS (SELECT FROM confidentiality
    WHERE object_type IN ('case', 'referral', 'consultation') AND object_id = ANY(marked) AND others_see = 'nothing'
      AND NOT is_open_to(seen_by, (SELECT acting_for('staff_of'))::text[])));
REVOKE ALL ON register_lines FROM yttra_runtime;

-- A page of a body's register, the newest first. What holds rare words is gathered by the index of what is searched and
-- then put in order; of common ones, the page is soon full along the register itself.
CREATE OR REPLACE FUNCTION register_listed(question text, its_body text, before_instant timestamptz, before_place text,
    most integer, skipped integer)
  RETURNS SETOF register_lines
  LANGUAGE plpgsql SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public, pg_temp
  SET max_parallel_workers_per_gather = 0 SET enable_bitmapscan = on SET enable_seqscan = on SET enable_sort = on
  SET enable_hashjoin = on SET enable_mergejoin = on AS $$
DECLARE
  register text := (SELECT coalesce(register_kept_by, code) FROM bodies WHERE code = its_body);
  within   text := 'true';
  wanted   text := 'true';
  pattern  text;
  rare     text;
  entries  text := 'register_entries entry';
BEGIN
  FOREACH pattern IN ARRAY words_sought(coalesce(question, '')) LOOP
    within := within || format(' AND search_text LIKE %L', pattern);
    wanted := wanted || format(' AND searched(line.title, line.number) LIKE %L', pattern);
  END LOOP;
  rare := format('SELECT register_code, number_key FROM cases WHERE issuer_code = %1$L AND %2$s
    UNION SELECT register_code, own_number_key FROM consultations
    WHERE consultee_code = %1$L AND own_number_key IS NOT NULL AND %2$s', its_body, within);
  -- Of a body whose register another keeps, most entries are the other's.
  IF (within <> 'true' OR register <> its_body) AND rows_expected(rare) <= 1000 THEN
    entries := format('(%s) matched JOIN register_entries entry USING (register_code, number_key)', rare);
  ELSE
    PERFORM read_in_order();
  END IF;
  IF before_place IS NOT NULL THEN
    wanted := wanted || format(' AND entry.registered_at <= %1$L::timestamptz
      AND (line.registered_at, line.place) < (%1$L::timestamptz, %2$L)', before_instant, before_place);
  END IF;
  RETURN QUERY EXECUTE format('SELECT line.* FROM %s CROSS JOIN LATERAL (
      SELECT * FROM register_lines WHERE register_code = entry.register_code AND number_key = entry.number_key AND body = %L OFFSET 0) line
    WHERE entry.register_code = %L AND %s ORDER BY entry.registered_at DESC, line.place DESC LIMIT %s OFFSET %s',
    entries, its_body, register, wanted, most, skipped);
END
$$;
REVOKE ALL ON FUNCTION register_listed(text,text,timestamptz,text,integer,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION register_listed(text,text,timestamptz,text,integer,integer) TO yttra_runtime;
