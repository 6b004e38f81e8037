-- The consultations that a search finds, each page in its order. PostgreSQL uses no index for LIKE behind a policy, since
-- LIKE might tell of rows that are not shown; so they are found here, by the policy's own rules for whom the transaction
-- is told about. The text of the query is made with the values in it, so that PostgreSQL chooses for each word by how
-- common it is: along the order of the list, or by the index of what is searched.
CREATE OR REPLACE FUNCTION consultations_matching(question text, bodies text[], asked_of text, asked_by text,
    handled_by text, in_states text[], today date, is_overdue boolean, due_before date, in_case uuid, backwards boolean,
    after_date date, after_id uuid, most integer, skipped integer)
  RETURNS TABLE(id uuid, reply_by date)
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
  wanted := wanted || format($wall$ AND (%3$L OR {{consultation_is_visible}})$wall$,
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
END
$$;
REVOKE ALL ON FUNCTION consultations_matching(text,text[],text,text,text,text[],date,boolean,date,uuid,boolean,date,uuid,integer,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION consultations_matching(text,text[],text,text,text,text[],date,boolean,date,uuid,boolean,date,uuid,integer,integer) TO yttra_runtime;
