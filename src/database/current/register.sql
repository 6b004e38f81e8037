-- What a body's register says of each number in it (OSL 5:2), with the number's key, by which one is looked up: masked, or
-- left out, by the body's own markings.
CREATE OR REPLACE VIEW register_lines AS
  WITH entered AS (
    SELECT CASE WHEN register_code = issuer_code AND register_code <> ALL ((SELECT registers_handed_over_from())::text[])
        THEN issuer_code ELSE register_line_body(register_code, issuer_code, number_key, id) END AS body,
      issuer_code AS owner, register_code, number_key, 'case' AS kind, id, origin->>'sender' AS party, title,
      ARRAY[id] AS marked, seen_by AS list, seen_by IS NOT NULL AS confidential,
      (origin->>'receivedOn')::date AS received_on
    FROM cases
    UNION ALL
    SELECT CASE WHEN register_code = consultee_code AND register_code <> ALL ((SELECT registers_handed_over_from())::text[])
        THEN consultee_code ELSE register_line_body(register_code, consultee_code, own_number_key,
          CASE WHEN referral_id IS NULL THEN case_id ELSE id END) END,
      consultee_code, register_code, own_number_key, 'consultation', id, coalesce(issuer_code, issuer_name), title,
      ARRAY[id, CASE WHEN referral_id IS NULL THEN case_id END], own_seen_by,
      num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) > 0, received_on
    FROM consultations WHERE own_number_key IS NOT NULL
  ), judged AS (
    SELECT *, NOT is_open_to(list, (SELECT acting_for('staff_of'))::text[]) AS masked FROM entered WHERE body = ANY((SELECT acting_for('staff_of'))::text[]) OR body = ANY((SELECT acting_for('reader_of'))::text[])
  )
  SELECT body, register_code, number_key, registered_at, number, kind, md5(id::text) AS place,
    CASE WHEN NOT masked THEN id END AS record, CASE WHEN NOT masked THEN party END AS party,
    CASE WHEN NOT confidential THEN title END AS title, confidential, masked,
    -- What began in the body itself has the day it was registered: the day it was drawn up.
    coalesce(received_on, (registered_at AT TIME ZONE 'Europe/Stockholm')::date) AS received_on, owner
  FROM judged LEFT JOIN register_entries entry USING (register_code, number_key)
  WHERE NOT (masked AND EXISTS (SELECT FROM confidentiality
    WHERE object_type IN ('case', 'referral', 'consultation') AND object_id = ANY(marked) AND others_see = 'nothing'
      AND NOT is_open_to(seen_by, (SELECT acting_for('staff_of'))::text[])));
REVOKE ALL ON register_lines FROM yttra_runtime;

-- Numbers stay in the register where they were given, when another body comes to keep it.
CREATE OR REPLACE FUNCTION body_remembers_its_registers()
  RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.earlier_registers := array_remove(array_remove(OLD.earlier_registers, coalesce(OLD.register_kept_by, OLD.code))
    || coalesce(OLD.register_kept_by, OLD.code), coalesce(NEW.register_kept_by, NEW.code));
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION body_remembers_its_registers() FROM PUBLIC;

-- A page of a body's register, the newest first. Common words are found among its first entries, others by the index of
-- their letters. What is a body's own in a register that another keeps, of which most is the other's, is gathered first.
CREATE OR REPLACE FUNCTION register_listed(question text, its_body text, before_instant timestamptz, before_place text,
    most integer, skipped integer)
  RETURNS SETOF register_lines
  LANGUAGE plpgsql SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public, pg_temp
  SET max_parallel_workers_per_gather = 0 SET jit = off SET enable_bitmapscan = on SET enable_seqscan = on
  SET enable_sort = on SET enable_hashjoin = on SET enable_mergejoin = on SET enable_indexscan = on AS $$
DECLARE
  register constant text := (SELECT coalesce(register_kept_by, code) FROM bodies WHERE code = its_body);
  patterns constant text[] := words_sought(coalesce(question, ''));
  needed   constant integer := most + skipped;
  looked   integer := 2000 + needed;
  earlier  constant text[] := (SELECT earlier_registers FROM bodies WHERE code = its_body);
  entries  text := 'SELECT * FROM register_entries WHERE ' || CASE WHEN earlier = '{}' THEN format('register_code = %L', register)
    ELSE format('register_code = ANY (%L::text[])', register || earlier) END;
  cases_in text := format('SELECT register_code, number_key FROM cases WHERE issuer_code = %L', its_body);
  asked_in text := format('SELECT register_code, own_number_key FROM consultations WHERE consultee_code = %L
    AND own_number_key IS NOT NULL', its_body);
  heirs    constant text := (SELECT string_agg(quote_literal(heir), ', ') FROM body_heirs WHERE body_code = its_body);
  page     text := format('SELECT array_agg(line) FROM (SELECT line FROM (%%s) entry CROSS JOIN LATERAL (
      SELECT * FROM register_lines WHERE register_code = entry.register_code AND number_key = entry.number_key
        AND body = %L OFFSET 0) line
    WHERE coalesce((SELECT search_text FROM cases WHERE line.kind = ''case'' AND NOT line.confidential AND cases.id = line.record),
        searched(line.title, line.number)) LIKE ALL ($1) AND %%s
    ORDER BY entry.registered_at DESC, line.place DESC LIMIT %s) page', its_body, needed);
  after    text := 'true';
  handed   text := format(' UNION SELECT register_code, number_key FROM numbers_handed_over WHERE body_code = %L', its_body);
  found    register_lines[];
  seen     bigint;
  oldest   timestamptz;
BEGIN
  IF before_place IS NOT NULL THEN
    entries := entries || format(' AND registered_at <= %L::timestamptz', before_instant);
    after := format('(line.registered_at, line.place) < (%L::timestamptz, %L)', before_instant, before_place);
  END IF;
  IF patterns <> '{}' THEN
    cases_in := cases_in || format(' AND search_text LIKE ALL (%L::text[])', patterns);
    asked_in := asked_in || format(' AND search_text LIKE ALL (%L::text[])', patterns);
    IF heirs IS NOT NULL THEN handed := handed || format(' UNION SELECT register_code, number_key FROM cases
      WHERE issuer_code IN (%1$s) AND register_code = %2$L AND search_text LIKE ALL (%3$L::text[])
      UNION SELECT register_code, own_number_key FROM consultations WHERE consultee_code IN (%1$s)
      AND register_code = %2$L AND own_number_key IS NOT NULL AND search_text LIKE ALL (%3$L::text[])', heirs, its_body, patterns);
    END IF;
    IF rows_expected(cases_in || ' UNION ' || asked_in) <= 5000 THEN looked := 100 + needed; END IF;
    PERFORM read_in_order();
    entries := entries || format(' ORDER BY registered_at DESC LIMIT %s', looked);
    EXECUTE format('SELECT count(*), min(registered_at) FROM (%s) walked', entries) INTO seen, oldest;
    EXECUTE format(page, entries, after) INTO found USING patterns;
    cases_in := cases_in || format(' AND letters_of(search_text) @> %L::text[]', letters_sought(patterns));
    asked_in := asked_in || format(' AND consultation_sought_by(search_text, consultee_code, issuer_code, state, reply_by)
      @> %L::text[]', letters_sought(patterns) || ('to ' || its_body));
  ELSIF register = its_body OR rows_expected(cases_in || ' UNION ' || asked_in) > 1000 THEN
    PERFORM read_in_order();
    EXECUTE format(page, entries, after) INTO found USING patterns;
    seen := 0;
  END IF;
  -- Of entries of the same instant, the last that were looked at need not be the first.
  IF seen IS NULL OR seen = looked AND (found[needed]).registered_at > oldest IS NOT TRUE THEN
    PERFORM read_gathered(), set_config('enable_indexscan', 'on', true);
    EXECUTE format(page, format('SELECT entry.* FROM (%s UNION %s%s) matched JOIN register_entries entry
      USING (register_code, number_key) ORDER BY registered_at DESC', cases_in, asked_in, handed), after) INTO found USING patterns;
  END IF;
  RETURN QUERY SELECT * FROM unnest(found) OFFSET skipped LIMIT most;
END
$$;
REVOKE ALL ON FUNCTION register_listed(text,text,timestamptz,text,integer,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION register_listed(text,text,timestamptz,text,integer,integer) TO yttra_runtime;

-- How many lines `register_listed` has, counted to `most`: by the indexes of who registered them, and without the entries
-- where nothing is asked of their numbers.
CREATE OR REPLACE FUNCTION register_counted(question text, its_body text, most integer)
  RETURNS bigint
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  SET max_parallel_workers_per_gather = 0 SET jit = off SET enable_bitmapscan = on SET enable_seqscan = on AS $$
DECLARE
  owners   constant text[] := its_body || ARRAY(SELECT heir FROM body_heirs WHERE body_code = its_body);
  patterns constant text[] := words_sought(coalesce(question, ''));
BEGIN
  IF patterns = '{}' THEN
    RETURN (SELECT count(*) FROM (
      SELECT FROM register_lines WHERE owner = ANY(owners) AND body = its_body LIMIT most) counted);
  END IF;
  RETURN (SELECT count(*) FROM (
    SELECT FROM (
      SELECT title, number, kind, confidential, record FROM register_lines WHERE owner = ANY(owners) AND body = its_body
        AND (register_code, number_key) IN (
          SELECT register_code, number_key FROM cases WHERE issuer_code = ANY(owners) AND search_text LIKE ALL (patterns)
          UNION ALL
          SELECT register_code, own_number_key FROM consultations
          WHERE consultee_code = ANY(owners) AND search_text LIKE ALL (patterns))
      OFFSET 0) line
    WHERE coalesce((SELECT search_text FROM cases WHERE kind = 'case' AND NOT confidential AND cases.id = record),
      searched(title, number)) LIKE ALL (patterns)
    LIMIT most) counted);
END
$$;
REVOKE ALL ON FUNCTION register_counted(text,text,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION register_counted(text,text,integer) TO yttra_runtime;
