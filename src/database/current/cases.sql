-- In which bodies' lists a case is (case_places): its issuer's and its consultees', with what lists are narrowed by.
CREATE OR REPLACE FUNCTION case_is_placed()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO case_places VALUES (NEW.issuer_code, NEW.id, NEW.issuer_code, NEW.state, NEW.created_at);
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION case_is_placed() FROM PUBLIC;

CREATE OR REPLACE FUNCTION case_moves_its_places()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE case_places SET state = NEW.state, created_at = NEW.created_at, issuer_code = NEW.issuer_code
    WHERE case_id = NEW.id;
  IF NEW.issuer_code <> OLD.issuer_code THEN
    INSERT INTO case_places VALUES (NEW.issuer_code, NEW.id, NEW.issuer_code, NEW.state, NEW.created_at)
      ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION case_moves_its_places() FROM PUBLIC;

CREATE OR REPLACE FUNCTION consultation_places_its_case()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO case_places
    SELECT NEW.consultee_code, id, issuer_code, state, created_at FROM cases WHERE id = NEW.case_id
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION consultation_places_its_case() FROM PUBLIC;

-- What a case is searched by, whenever one of these changes.
CREATE OR REPLACE FUNCTION case_is_searched_by()
  RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.search_text := searched(concat_ws(' ', NEW.title, NEW.origin->>'sender'), NEW.number, NEW.classification,
    NEW.origin->>'reference');
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION case_is_searched_by() FROM PUBLIC;

-- A page of the cases of some bodies, the newest first, found by words where those are given, as consultations are.
CREATE OR REPLACE FUNCTION cases_listed(question text, bodies text[], asked_by text, in_state text,
    before_instant timestamptz, before_id uuid, most integer, skipped integer)
  RETURNS TABLE(id uuid)
  LANGUAGE plpgsql SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public, pg_temp
  SET max_parallel_workers_per_gather = 0 SET enable_bitmapscan = on SET enable_seqscan = on SET enable_sort = on
  SET enable_hashjoin = on SET enable_mergejoin = on AS $$
DECLARE
  staff    text[] := coalesce(acting_for('staff_of'), '{}');
  readers  text[] := coalesce(acting_for('reader_of'), '{}');
  patterns constant text[] := words_sought(coalesce(question, ''));
  wanted   text := 'true';
  words    text := 'true';
  pattern  text;
  branches text[] := '{}';
  body     text;
BEGIN
  FOREACH pattern IN ARRAY patterns LOOP
    words := words || format(' AND search_text LIKE %L', pattern);
    wanted := wanted || format($condition$ AND search_text LIKE %1$L
      AND (number_sought(cases.number) LIKE %1$L OR cases.seen_by IS NULL AND (num_nonnulls(cases.classification, cases.origin) = 0
        OR cases.issuer_code = place.body_code OR searched(cases.title, cases.number) LIKE %1$L))$condition$, pattern);
  END LOOP;
  IF patterns = '{}' OR rows_expected('SELECT FROM cases WHERE ' || words) > 5000 THEN PERFORM read_in_order();
    ELSE wanted := wanted || format(' AND letters_of(search_text) @> %L::text[]', letters_sought(patterns));
  END IF;
  IF asked_by IS NOT NULL THEN wanted := wanted || format(' AND place.issuer_code = %L', asked_by); END IF;
  IF in_state IS NOT NULL THEN wanted := wanted || format(' AND place.state = %L', in_state); END IF;
  IF before_id IS NOT NULL THEN
    wanted := wanted || format(' AND (place.created_at, place.case_id) < (%L::timestamptz, %L::uuid)', before_instant, before_id);
  END IF;
  FOREACH body IN ARRAY bodies LOOP
    CONTINUE WHEN NOT (body = ANY(staff) OR body = ANY(readers) OR acting_as_the_service());
    branches := branches || format($branch$(
      SELECT place.created_at, place.case_id FROM case_places place JOIN cases ON cases.id = place.case_id
      WHERE place.body_code = %1$L AND %2$s AND (
        cases.issuer_code = %1$L AND (cases.seen_by IS NULL OR cases.seen_by && %3$L::text[])
        OR EXISTS (SELECT FROM consultations asked WHERE asked.case_id = place.case_id AND asked.consultee_code = %1$L
          AND (asked.own_seen_by IS NULL OR asked.own_seen_by && %3$L::text[])
          AND (%4$L OR asked.own_case_number IS NOT NULL)))
      ORDER BY place.created_at DESC, place.case_id DESC LIMIT %5$s)$branch$,
      body, wanted, staff, body = ANY(staff), most + skipped);
  END LOOP;
  IF branches = '{}' THEN RETURN; END IF;
  RETURN QUERY EXECUTE format('SELECT case_id FROM (SELECT DISTINCT created_at, case_id FROM (%s) found
      ORDER BY created_at DESC, case_id DESC LIMIT %s OFFSET %s) page',
    array_to_string(branches, ' UNION ALL '), most, skipped);
END
$$;
REVOKE ALL ON FUNCTION cases_listed(text,text[],text,text,timestamptz,uuid,integer,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_listed(text,text[],text,text,timestamptz,uuid,integer,integer) TO yttra_runtime;
