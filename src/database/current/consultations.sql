-- What a consultation is searched by, whenever one of these changes.
CREATE OR REPLACE FUNCTION consultation_is_searched_by()
  RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.search_text := searched(concat_ws(' ', NEW.title, NEW.consultee_name, NEW.issuer_name), NEW.case_number, NEW.own_case_number);
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION consultation_is_searched_by() FROM PUBLIC;

CREATE OR REPLACE FUNCTION consultation_has_changed()
  RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.changed_at := now();
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION consultation_has_changed() FROM PUBLIC;

-- Whether the draft of a consultation was sent back, to whoever may see it.
CREATE OR REPLACE FUNCTION is_returned(asked consultations, marks text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT asked.state = 'drafting' AND asked.returned_because IS NOT NULL AND asked.consultee_code = ANY(marks)
    AND asked.consultee_code || '/drafts' = ANY(marks)
    AND (asked.own_seen_by IS NULL OR asked.own_seen_by && marks)
    AND (asked.statement_seen_by IS NULL OR asked.statement_seen_by && marks)
$$;

-- Whether the issuer has a request for more time to settle; seen by both sides.
CREATE OR REPLACE FUNCTION extension_is_requested(asked consultations) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT asked.state IN ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed')
    AND EXISTS (SELECT FROM extensions WHERE consultation_id = asked.id AND state = 'requested')
$$;

-- Whether the meeting has come that the matter is on the agenda of, or was decided at, as those know whose staff one is.
CREATE OR REPLACE FUNCTION meeting_is_held(asked consultations, marks text[], today date) RETURNS boolean
  LANGUAGE sql STABLE AS $$
  SELECT asked.consultee_code = ANY(marks)
    AND EXISTS (SELECT FROM meetings WHERE meetings.id = asked.meeting_id AND meets_on <= today)
$$;

-- The consultations that a search finds, each page in its order. PostgreSQL uses no index for LIKE behind a policy, since
-- LIKE might tell of rows that are not shown; so they are found here, by the policy's own rules for whom the transaction
-- is told about. No index gives both the rows that have some words and their order. So the first rows of the list are
-- looked through, which is enough for common words; then come stretches of days, one after the other, each so long that
-- some thousand matches are expected in it, where an index of letters says what may match: of rare words, all days at
-- once. The queries have the values in their text, so that PostgreSQL knows how common each is.
CREATE OR REPLACE FUNCTION consultations_matching(question text, bodies text[], asked_of text, asked_by text,
    handled_by text, in_states text[], today date, is_overdue boolean, due_before date, in_case uuid, backwards boolean,
    after_date date, after_id uuid, most integer, skipped integer, risky boolean, returned boolean, extending boolean,
    is_held boolean, from_outside boolean)
  RETURNS TABLE(id uuid, reply_by date)
  LANGUAGE plpgsql SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public, pg_temp
  SET max_parallel_workers_per_gather = 0 SET jit = off SET enable_bitmapscan = on SET enable_seqscan = on
  SET enable_sort = on SET enable_hashjoin = on SET enable_mergejoin = on SET enable_indexscan = on AS $$
DECLARE
  unanswered constant text[] := ARRAY['sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided',
    'confirmed'];
  states   constant text[] := CASE WHEN is_overdue
    THEN ARRAY(SELECT unnest(unanswered) INTERSECT SELECT unnest(coalesce(in_states, unanswered))) ELSE in_states END;
  before   constant date := CASE WHEN is_overdue THEN least(due_before, today - 1) ELSE due_before END;
  way      constant text := CASE WHEN backwards THEN 'DESC' ELSE 'ASC' END;
  patterns constant text[] := words_sought(question);
  needed   constant integer := most + skipped;
  at_once  constant integer := greatest(1000, needed);
  theirs   constant text := format('(consultee_code = ANY(%L::text[]) OR issuer_code = ANY(%1$L::text[]))', bodies);
  keys     constant text := 'consultation_sought_by(search_text, consultee_code, issuer_code, state, reply_by)';
  narrowed text := 'true';
  words    text := 'true';
  visible  text;
  pattern  text;
  listed   text;
  after    text := 'true';
  seen     bigint;
  days     bigint;
  growth   bigint := 3;
  last_day date;
  end_day  date;
  to_day   date;
  last_id  uuid;
  found    uuid[];
  found_on date[];
  more     uuid[];
  more_on  date[];
BEGIN
  FOREACH pattern IN ARRAY patterns LOOP
    words := words || format($condition$ AND search_text LIKE %1$L
      AND (case_seen_by IS NULL AND referral_seen_by IS NULL AND own_seen_by IS NULL
        OR searched('', case_number, own_case_number) LIKE %1$L)$condition$, pattern);
  END LOOP;
  IF asked_of IS NOT NULL THEN narrowed := narrowed || format(' AND consultee_code = %L', asked_of); END IF;
  IF asked_by IS NOT NULL THEN narrowed := narrowed || format(' AND issuer_code = %L', asked_by); END IF;
  IF handled_by IS NOT NULL THEN
    narrowed := narrowed || format(' AND officer = %L AND consultee_code = ANY(%L::text[])', handled_by, bodies);
  END IF;
  IF states IS NOT NULL THEN narrowed := narrowed || format(' AND state = ANY(%L::text[])', states); END IF;
  IF NOT is_overdue THEN
    narrowed := narrowed || format(' AND (state <> ALL(%L::text[]) OR reply_by >= %L::date)', unanswered, today);
  END IF;
  IF before IS NOT NULL THEN narrowed := narrowed || format(' AND reply_by <= %L::date', before); END IF;
  IF risky IS NOT NULL THEN
    narrowed := narrowed || format(' AND is_at_risk(consultations, %L::text[], %L::date) = %L::boolean',
      coalesce(acting_for('staff_of'), '{}'), today, risky);
  END IF;
  IF returned IS NOT NULL THEN
    narrowed := narrowed || format(' AND is_returned(consultations, %L::text[]) = %L::boolean',
      coalesce(acting_for('staff_of'), '{}'), returned);
  END IF;
  IF extending IS NOT NULL THEN
    narrowed := narrowed || format(' AND extension_is_requested(consultations) = %L::boolean', extending);
  END IF;
  IF is_held IS NOT NULL THEN
    narrowed := narrowed || format(' AND meeting_is_held(consultations, %L::text[], %L::date) = %L::boolean',
      coalesce(acting_for('staff_of'), '{}'), today, is_held);
  END IF;
  IF from_outside IS NOT NULL THEN
    narrowed := narrowed || format(' AND (issuer_code IS NULL) = %L::boolean', from_outside);
  END IF;
  IF in_case IS NOT NULL THEN narrowed := narrowed || format(' AND case_id = %L', in_case); END IF;
  IF after_id IS NOT NULL THEN after := row_is_after('reply_by', after_date, after_id, backwards); END IF;
  visible := format($wall$(%3$L OR {{consultation_is_visible}})$wall$,
    coalesce(acting_for('staff_of'), '{}'), coalesce(acting_for('reader_of'), '{}'), acting_as_the_service());

  -- Whatever the filters, so many rows and no more. What is dear to find out, a plan, is asked last.
  SELECT string_agg(format('(SELECT id, reply_by, %s AND %s AND %s AS matches FROM consultations WHERE %I = %L AND %s
      ORDER BY reply_by %s, id %7$s LIMIT %s)', words, visible, narrowed, side, body, after, way, 500 + needed), ' UNION ')
    INTO listed FROM unnest(bodies) AS body, unnest(ARRAY['consultee_code', 'issuer_code']) AS side;
  IF listed IS NULL THEN RETURN; END IF;
  PERFORM read_in_order();
  EXECUTE format('SELECT count(*), (array_agg(id))[%1$s], (array_agg(reply_by))[%1$s],
      coalesce(array_agg(id) FILTER (WHERE matches), ''{}''), coalesce(array_agg(reply_by) FILTER (WHERE matches), ''{}'')
    FROM (SELECT * FROM (%2$s) listed ORDER BY reply_by %3$s, id %3$s LIMIT %1$s) walked', 500 + needed, listed, way)
    INTO seen, last_id, last_day, found, found_on;

  IF seen = 500 + needed AND cardinality(found) < needed THEN
    EXECUTE (SELECT format('SELECT %s(reply_by) FROM (%s) ends', CASE WHEN backwards THEN 'min' ELSE 'max' END,
        string_agg(format('(SELECT reply_by FROM consultations WHERE %I = %L ORDER BY reply_by %s, id %3$s LIMIT 1)',
          side, body, CASE WHEN backwards THEN 'ASC' ELSE 'DESC' END), ' UNION ALL '))
      FROM unnest(bodies) AS body, unnest(ARRAY['consultee_code', 'issuer_code']) AS side) INTO end_day;
    days := ceil(least(1, at_once::float / greatest(1, rows_expected(
        format('SELECT FROM consultations WHERE %s AND %s AND %s', narrowed, words, theirs))))
      * (abs(end_day - last_day) + 1));
    listed := 'SELECT id, reply_by FROM consultations WHERE ' || theirs;
    FOREACH pattern IN ARRAY patterns LOOP
      IF is_worth_looking_up('consultations', format('search_text LIKE %L', pattern)) THEN
        listed := listed || format(' AND %s @> %L::text[]', keys, letters_sought(ARRAY[pattern]));
      END IF;
    END LOOP;
    IF is_worth_looking_up('consultations', theirs) THEN
      listed := listed || format(' AND %s && %L::text[]', keys,
        ARRAY(SELECT side || body FROM unnest(bodies) AS body, unnest(ARRAY['to ', 'from ']) AS side));
    END IF;
    IF is_worth_looking_up('consultations', narrowed) AND states IS NOT NULL THEN
      listed := listed || format(' AND %s && %L::text[]', keys, ARRAY(SELECT 'is ' || state FROM unnest(states) AS state));
    END IF;
    PERFORM read_gathered();
    after := row_is_after('reply_by', last_day, last_id, backwards);
    LOOP
      to_day := CASE WHEN backwards THEN last_day - least(days - 1, last_day - end_day)::integer ELSE last_day + least(days - 1, end_day - last_day)::integer END;
      EXECUTE format('SELECT coalesce(array_agg(id), ''{}''), coalesce(array_agg(reply_by), ''{}'') FROM (
          %s AND %s && %L::text[] AND %s AND %s AND %s AND %s ORDER BY reply_by %s, id %8$s LIMIT %s) found',
        listed, keys, stretches_within(least(last_day, to_day), greatest(last_day, to_day)), after, words, visible, narrowed, way,
        needed - cardinality(found)) INTO more, more_on;
      found := found || more;
      found_on := found_on || more_on;
      EXIT WHEN cardinality(found) >= needed OR to_day = end_day;
      last_day := to_day + CASE WHEN backwards THEN -1 ELSE 1 END;
      IF more = '{}' THEN days := days * growth; growth := growth * growth; END IF;
    END LOOP;
  END IF;
  RETURN QUERY SELECT * FROM unnest(found, found_on) OFFSET skipped LIMIT most;
END
$$;
REVOKE ALL ON FUNCTION consultations_matching(text,text[],text,text,text,text[],date,boolean,date,uuid,boolean,date,uuid,integer,integer,boolean,boolean,boolean,boolean,boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION consultations_matching(text,text[],text,text,text,text[],date,boolean,date,uuid,boolean,date,uuid,integer,integer,boolean,boolean,boolean,boolean,boolean) TO yttra_runtime;
