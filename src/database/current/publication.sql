-- Whether a published statement is one that the issuer recorded: of what is shown to everyone.
CREATE OR REPLACE FUNCTION public_reply_is_recorded(publication uuid)
  RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM publications
    WHERE id = publication AND kind = 'statement' AND state = 'published' AND dispatch_id IS NULL)
$$;
REVOKE ALL ON FUNCTION public_reply_is_recorded(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_reply_is_recorded(uuid) TO yttra_runtime;

-- The wall of the public register: its views read as the owner, and show of a confidential record its number
-- and date, or nothing. The public is on no list of those who may see one, so any list at all hides it.
CREATE OR REPLACE VIEW published_cases AS
  SELECT published.id, number, dated_on, remove_on, published_at, updated_at, masked,
    CASE WHEN NOT masked THEN title END AS title,
    CASE WHEN NOT masked THEN body_code END AS body,
    CASE WHEN NOT masked THEN body_name_at(body_code, published_at) END AS body_name,
    CASE WHEN NOT masked THEN cases_state END AS state,
    CASE WHEN NOT masked AND sender = ANY(parties) THEN sender END AS sender,
    lower(CASE WHEN masked THEN number ELSE number || ' ' || title END) AS search_text,
    CASE WHEN NOT masked THEN words END AS words
  FROM (
    SELECT publications.*, cases.state AS cases_state, cases.origin->>'sender' AS sender,
      cases.seen_by IS NOT NULL AS masked, publications.published_at AS updated_at
    FROM publications JOIN cases ON cases.id = publications.case_id
    WHERE publications.kind = 'case' AND publications.state = 'published'
      AND (cases.seen_by IS NULL OR NOT EXISTS (SELECT FROM confidentiality
        WHERE others_see = 'nothing' AND object_type = 'case' AND object_id = cases.id))
  ) published;

CREATE OR REPLACE VIEW published_referrals AS
  SELECT published.id, number, coalesce(sent_on, dated_on) AS dated_on, remove_on, published_at, updated_at, masked,
    CASE WHEN NOT masked THEN title END AS title,
    CASE WHEN NOT masked THEN body_code END AS body,
    CASE WHEN NOT masked THEN body_name_at(body_code, published_at) END AS body_name,
    CASE WHEN NOT masked THEN CASE referrals_state WHEN 'sent' THEN 'open' ELSE referrals_state END END AS state,
    CASE WHEN NOT masked THEN reply_by END AS reply_by,
    CASE WHEN NOT masked THEN (
      SELECT coalesce(jsonb_agg(jsonb_build_object('body', coalesce(named.body_code, asked.consultee_code),
          'name', coalesce(body_name_at(coalesce(named.body_code, asked.consultee_code), published_at), CASE WHEN asked.consultee_name = ANY(parties) THEN asked.consultee_name END),
          'replyBy', asked.reply_by)
        ORDER BY coalesce(consultee.name, asked.consultee_name) COLLATE sv_numbers, asked.id), '[]')
      -- Who was asked, whoever has taken over from it since.
      FROM consultations asked LEFT JOIN referral_consultees named ON named.consultation_id = asked.id
      LEFT JOIN bodies consultee ON consultee.code = coalesce(named.body_code, asked.consultee_code)
      WHERE asked.referral_id = published.referral_id AND NOT asked.unasked AND asked.recalled_because IS NULL) END AS consultees,
    CASE WHEN NOT masked THEN (SELECT id FROM publications ours
      WHERE ours.kind = 'case' AND ours.case_id = published.case_id) END AS case_publication,
    lower(CASE WHEN masked THEN number ELSE number || ' ' || title END) AS search_text,
    CASE WHEN NOT masked THEN words END AS words
  FROM (
    SELECT publications.*, referrals.state AS referrals_state, referrals.sent_on, referrals.reply_by,
      num_nonnulls(referrals.seen_by, referrals.case_seen_by) > 0 AS masked,
      greatest(publications.published_at, referrals.settled_at) AS updated_at
    FROM publications JOIN referrals ON referrals.id = publications.referral_id
    WHERE publications.kind = 'referral' AND publications.state = 'published'
      AND (num_nonnulls(referrals.seen_by, referrals.case_seen_by) = 0 OR NOT EXISTS (SELECT FROM confidentiality
        WHERE others_see = 'nothing' AND (object_type, object_id) IN
          (('case', referrals.case_id), ('referral', referrals.id))))
  ) published;

CREATE OR REPLACE VIEW published_statements AS
  SELECT published.id, number, dated_on, remove_on, published_at, updated_at, masked,
    CASE WHEN NOT masked THEN title END AS title,
    CASE WHEN NOT masked THEN consultee_code END AS body,
    CASE WHEN NOT masked THEN coalesce(body_name_at(consultee_code, published_at), CASE WHEN consultee_name = ANY(parties) THEN consultee_name END) END
      AS body_name,
    CASE WHEN NOT masked THEN coalesce(body_name_at(issuer_code, published_at), CASE WHEN issuer_name = ANY(parties) THEN issuer_name END) END
      AS issuer_name,
    CASE WHEN NOT masked THEN case_number END AS case_number,
    CASE WHEN NOT masked THEN coalesce(content->'statement'->>'stance', recorded_stance) END AS stance,
    CASE WHEN NOT masked THEN content->'decision'->>'route' END AS route,
    CASE WHEN NOT masked THEN content->'decision'->>'outcome' END AS outcome,
    CASE WHEN NOT masked THEN content->'decision'->>'decidedOn' END AS decided_on,
    CASE WHEN NOT masked THEN content->'decision'->>'section' END AS section,
    CASE WHEN NOT masked THEN coalesce(
      jsonb_path_query_array(content->'decision', '$.clauses[*].text'), '[]') END AS clauses,
    CASE WHEN NOT masked THEN (SELECT id FROM publications theirs
      WHERE theirs.kind = 'referral' AND theirs.referral_id = published.referral_id) END AS referral_publication,
    lower(CASE WHEN masked THEN number ELSE concat_ws(' ', number, case_number, title) END) AS search_text,
    CASE WHEN NOT masked THEN words END AS words
  FROM (
    SELECT publications.*, asked.consultee_code, asked.consultee_name, asked.issuer_code, asked.issuer_name,
      asked.case_number, dispatches.content, recorded_replies.stance AS recorded_stance,
      num_nonnulls(asked.statement_seen_by, asked.referral_seen_by, asked.case_seen_by) > 0 AS masked,
      publications.published_at AS updated_at
    FROM publications
    JOIN consultations asked ON asked.id = publications.consultation_id
    LEFT JOIN dispatches ON dispatches.id = publications.dispatch_id
    LEFT JOIN recorded_replies ON recorded_replies.consultation_id = asked.id
    WHERE publications.kind = 'statement' AND publications.state = 'published'
      AND (num_nonnulls(asked.statement_seen_by, asked.referral_seen_by, asked.case_seen_by) = 0
        OR NOT EXISTS (SELECT FROM confidentiality WHERE others_see = 'nothing' AND (object_type, object_id) IN
          (('case', asked.case_id), ('referral', asked.referral_id), ('statement', asked.id))))
  ) published;

-- Ten digits with a date, whose day is counted up by 60 in a coordination number, and the Luhn algorithm's check digit.
CREATE OR REPLACE FUNCTION is_personal_number(digits text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT substr(digits, 3, 2)::int BETWEEN 1 AND 12 AND substr(digits, 5, 2)::int % 60 BETWEEN 1 AND 31
    AND (SELECT sum(product / 10 + product % 10) % 10 = 0
      FROM (SELECT substr(digits, place, 1)::int * (1 + place % 2) AS product FROM generate_series(1, 10) AS place) digit)
$$;

-- What was published before its number or clause was looked at shows everything but the identity number.
CREATE OR REPLACE FUNCTION without_personal_numbers(shown text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  found text[];
  rest  text := shown;
BEGIN
  IF shown IS NULL OR shown !~ '[0-9]{6}[-+ ]?[0-9]{4}' THEN RETURN shown; END IF;
  FOR found IN SELECT regexp_matches(shown,
      '((?<![0-9])(?:19|20)?([0-9]{6})[-+ ]?([0-9]{4})(?![0-9]))', 'g') LOOP
    IF is_personal_number(found[2] || found[3]) THEN rest := replace(rest, found[1], '[personnummer]'); END IF;
  END LOOP;
  RETURN rest;
END
$$;

CREATE OR REPLACE FUNCTION derived_public_entries(ids uuid[]) RETURNS SETOF public_entries LANGUAGE sql STABLE AS $$
  SELECT id, list, without_personal_numbers(number), dated_on, masked, without_personal_numbers(title), body, body_name,
    state, sender, reply_by, consultees, issuer_name, without_personal_numbers(case_number), stance, route, outcome,
    decided_on, section, without_personal_numbers(clauses::text)::jsonb, belongs_to, remove_on, published_at, updated_at,
    searched(without_personal_numbers(title), without_personal_numbers(number), without_personal_numbers(case_number)),
    CASE WHEN NOT masked THEN to_tsvector('swedish', without_personal_numbers(title || ' ' || number)) END
  FROM (
    SELECT id, 'cases' AS list, number, dated_on, masked, title, body, body_name, state, sender, NULL::date AS reply_by,
      NULL::jsonb AS consultees, NULL AS issuer_name, NULL AS case_number, NULL AS stance, NULL AS route,
      NULL AS outcome, NULL AS decided_on, NULL AS section, NULL::jsonb AS clauses, NULL::uuid AS belongs_to, remove_on,
      published_at, updated_at, search_text
    FROM published_cases
    UNION ALL
    SELECT id, 'referrals', number, dated_on, masked, title, body, body_name, state, NULL, reply_by, consultees, NULL,
      NULL, NULL, NULL, NULL, NULL, NULL, NULL, case_publication, remove_on, published_at, updated_at, search_text
    FROM published_referrals
    UNION ALL
    SELECT id, 'statements', number, dated_on, masked, title, body, body_name, NULL, NULL, NULL, NULL, issuer_name,
      case_number, stance, route, outcome, decided_on, section, clauses, referral_publication, remove_on, published_at,
      updated_at, search_text
    FROM published_statements
  ) published
  WHERE id = ANY(ids)
$$;
REVOKE ALL ON FUNCTION derived_public_entries(uuid[]) FROM PUBLIC;

-- One transaction at a time, so that each sees what the one before it did. A row that is as it was is left alone, and
-- where all are, the register keeps its name.
CREATE OR REPLACE FUNCTION derive_public_entries(cases uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  ids     uuid[];
  derived public_entries[];
  changed boolean;
BEGIN
  PERFORM FROM public_register FOR UPDATE;
  ids := ARRAY(SELECT id FROM publications WHERE case_id = ANY(cases));
  derived := ARRAY(SELECT entry FROM derived_public_entries(ids) entry);
  DELETE FROM public_entries USING (
    SELECT kept.id FROM public_entries kept LEFT JOIN unnest(derived) entry ON entry.id = kept.id
    WHERE kept.id = ANY(ids) AND entry IS DISTINCT FROM kept
  ) stale WHERE public_entries.id = stale.id;
  changed := FOUND;
  INSERT INTO public_entries SELECT * FROM unnest(derived) ON CONFLICT (id) DO NOTHING;
  IF changed OR FOUND THEN UPDATE public_register SET revision = gen_random_uuid(), changed_at = now(); END IF;
END
$$;
REVOKE ALL ON FUNCTION derive_public_entries(uuid[]) FROM PUBLIC;

-- Runs when a change of a row commits. Whatever it was that changed, the entries of the row's case are derived
-- anew: a list of columns that matter would be one to forget something on.
CREATE OR REPLACE FUNCTION public_entries_follow()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  its_case uuid;
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'cases' THEN its_case := coalesce(NEW.id, OLD.id);
    WHEN 'recorded_replies' THEN
      SELECT case_id INTO its_case FROM consultations WHERE id = coalesce(NEW.consultation_id, OLD.consultation_id);
    WHEN 'confidentiality' THEN
      SELECT case_id INTO its_case FROM publications
        WHERE coalesce(NEW.object_id, OLD.object_id) IN (case_id, referral_id, consultation_id) LIMIT 1;
    ELSE its_case := coalesce(NEW.case_id, OLD.case_id);
  END CASE;
  INSERT INTO public_entries_due (case_id)
    SELECT its_case WHERE EXISTS (SELECT FROM publications WHERE case_id = its_case) ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION public_entries_follow() FROM PUBLIC;

CREATE OR REPLACE FUNCTION public_entries_follow_names()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO public_entries_due (case_id)
    SELECT DISTINCT case_id FROM publications WHERE body_code = NEW.code
      OR EXISTS (SELECT FROM consultations asked WHERE asked.case_id = publications.case_id
        AND NEW.code IN (asked.consultee_code, asked.issuer_code))
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION public_entries_follow_names() FROM PUBLIC;

-- Queued by triggers that are deferred themselves, so it runs last of all in a transaction, once all rows have changed
-- and every other lock is held: whoever waits here for the register is waited for by nobody who has it.
CREATE OR REPLACE FUNCTION derive_due_entries()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  due uuid[];
BEGIN
  WITH taken AS (DELETE FROM public_entries_due WHERE changed_in = pg_current_xact_id() RETURNING case_id)
    SELECT array_agg(case_id) INTO due FROM taken;
  IF due IS NOT NULL THEN PERFORM derive_public_entries(due); END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION derive_due_entries() FROM PUBLIC;

-- Only ever by hand or when a database is emptied: what is not published any more is not public.
CREATE OR REPLACE FUNCTION public_entries_are_emptied()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM public_entries WHERE NOT EXISTS (SELECT FROM publications WHERE publications.id = public_entries.id);
  UPDATE public_register SET revision = gen_random_uuid(), changed_at = now();
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION public_entries_are_emptied() FROM PUBLIC;

-- What is public on a day: everything that lists, reads, searches, counts, feeds or exports asks these. That a
-- publication ends is so derived, and needs no job. Plain SQL, so that PostgreSQL sees through to the indexes.
CREATE OR REPLACE FUNCTION public_cases(today date)
  RETURNS TABLE(id uuid, number text, date date, masked boolean, title text, body text, body_name text, state text, sender text, published_at timestamptz, updated_at timestamptz, search_text text, words tsvector)
  LANGUAGE sql STABLE AS $$
  SELECT id, number, dated_on, masked, title, body, body_name, state, sender, published_at, updated_at,
    search_text, words
  FROM public_entries entry WHERE entry.list = 'cases' AND remove_on >= $1
$$;

CREATE OR REPLACE FUNCTION public_referrals(today date)
  RETURNS TABLE(id uuid, number text, date date, masked boolean, title text, body text, body_name text, state text, reply_by date, consultees jsonb, case_id uuid, published_at timestamptz, updated_at timestamptz, search_text text, words tsvector)
  LANGUAGE sql STABLE AS $$
  SELECT id, number, dated_on, masked, title, body, body_name, state, reply_by, consultees,
    (SELECT linked.id FROM public_entries linked WHERE linked.list = 'cases' AND linked.id = entry.belongs_to
     AND linked.remove_on >= $1),
    published_at, updated_at, search_text, words
  FROM public_entries entry WHERE entry.list = 'referrals' AND remove_on >= $1
$$;

CREATE OR REPLACE FUNCTION public_statements(today date)
  RETURNS TABLE(id uuid, number text, date date, masked boolean, title text, body text, body_name text, issuer_name text, case_number text, stance text, route text, outcome text, decided_on text, section text, clauses jsonb, referral_id uuid, published_at timestamptz, updated_at timestamptz, search_text text, words tsvector)
  LANGUAGE sql STABLE AS $$
  SELECT id, number, dated_on, masked, title, body, body_name, issuer_name, case_number, stance, route,
    outcome, decided_on, section, clauses,
    (SELECT linked.id FROM public_entries linked WHERE linked.list = 'referrals' AND linked.id = entry.belongs_to
     AND linked.remove_on >= $1),
    published_at, updated_at, search_text, words
  FROM public_entries entry WHERE entry.list = 'statements' AND remove_on >= $1
$$;

-- The entries of a list of the public register that a search finds, each page in its order: common words among the first
-- entries of the list, others by the index of their letters.
CREATE OR REPLACE FUNCTION public_entries_matching(question text, its_list text, today date, of_body text, first_day date,
    last_day date, in_state text, within uuid, after_day date, after_number text, after_id uuid, most integer,
    skipped integer)
  RETURNS TABLE(id uuid)
  LANGUAGE plpgsql SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public, pg_temp
  SET max_parallel_workers_per_gather = 0 SET jit = off SET enable_bitmapscan = on SET enable_seqscan = on
  SET enable_sort = on SET enable_hashjoin = on SET enable_mergejoin = on SET enable_indexscan = on AS $$
DECLARE
  patterns constant text[] := words_sought(question);
  looked   constant integer := 2000 + most + skipped;
  newest   constant text := 'ORDER BY dated_on DESC, number COLLATE sv_numbers DESC, id DESC';
  beyond   text := '';
  wanted   constant text := concat_ws(' AND ', format('search_text LIKE ALL (%L::text[])', patterns),
    format('remove_on >= %L::date', today), 'body = ' || quote_literal(of_body),
    'dated_on >= ' || quote_literal(first_day) || '::date', 'dated_on <= ' || quote_literal(last_day) || '::date',
    'state = ' || quote_literal(in_state), 'belongs_to = ' || quote_literal(within) || '::uuid');
  found    uuid[];
  seen     bigint;
BEGIN
  IF after_id IS NOT NULL THEN
    beyond := format(' AND (dated_on, number COLLATE sv_numbers, id) < (%L::date, %L, %L::uuid)', after_day,
      after_number, after_id);
  END IF;
  PERFORM read_in_order();
  EXECUTE format('SELECT count(*), array_agg(id) FILTER (WHERE %s) FROM (
      SELECT * FROM public_entries WHERE list = %L%s %s LIMIT %s) walked', wanted, its_list, beyond, newest, looked)
    INTO seen, found;
  IF seen = looked AND coalesce(cardinality(found), 0) < most + skipped THEN
    PERFORM read_gathered();
    -- By the letters alone: PostgreSQL would read all of the list's own index beside them.
    EXECUTE format('SELECT array_agg(id) FROM (SELECT * FROM public_entries WHERE list || '''' = %L%s
      AND letters_of(search_text) @> %L::text[] AND %s %s LIMIT %s) gathered', its_list, beyond,
      letters_sought(patterns), wanted, newest, most + skipped) INTO found;
  END IF;
  RETURN QUERY SELECT * FROM unnest(found) OFFSET skipped LIMIT most;
END
$$;
REVOKE ALL ON FUNCTION public_entries_matching(text,text,date,text,date,date,text,uuid,date,text,uuid,integer,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_entries_matching(text,text,date,text,date,date,text,uuid,date,text,uuid,integer,integer) TO yttra_runtime;
