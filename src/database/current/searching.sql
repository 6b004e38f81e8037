-- Small letters; one kind of dash, and none between a letter and a digit; no zeros before a number.
CREATE OR REPLACE FUNCTION folded(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(regexp_replace(lower(translate(written, '‐‑‒–—―', '------')),
    '([[:alpha:]])-(?=[0-9])', '\1', 'g'), '(^|[^0-9])0+(?=[0-9])', '\1', 'g')
$$;

-- A case number without its spaces.
CREATE OR REPLACE FUNCTION number_sought(number text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT public.folded(regexp_replace(number, '\s', '', 'g'))
$$;

-- What a search looks into: a title, and numbers.
CREATE OR REPLACE FUNCTION searched(title text, VARIADIC numbers text[])
  RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT public.folded(coalesce(title, '')) || coalesce((
    SELECT string_agg(' ' || public.number_sought(number), '' ORDER BY place)
    FROM unnest(numbers) WITH ORDINALITY AS given (number, place) WHERE number IS NOT NULL), '')
$$;

-- The patterns that a text must match, all of them: a word without its Swedish ending, anywhere in it.
CREATE OR REPLACE FUNCTION words_sought(question text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT '%' || regexp_replace(
    coalesce((ts_lexize('pg_catalog.swedish_stem', word))[1], word), '([\\%_])', '\\\1', 'g') || '%'), '{}')
  FROM regexp_split_to_table(regexp_replace(public.folded(question), '(^|\s)dnr[.:]?(?=\s|$)', ' ', 'g'), '\s+') AS word
  WHERE word <> ''
$$;

-- How many rows PostgreSQL expects of a query, by what it knows of the values in it.
CREATE OR REPLACE FUNCTION rows_expected(query text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  explained json;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO explained;
  RETURN (explained->0->'Plan'->>'Plan Rows')::numeric;
END
$$;
REVOKE ALL ON FUNCTION rows_expected(text) FROM PUBLIC;

-- From here on, to the end of the function that says so: along an index, and no gathering and sorting.
CREATE OR REPLACE FUNCTION read_in_order() RETURNS void LANGUAGE sql AS $$
  SELECT set_config(setting, 'off', true) FROM unnest(ARRAY['enable_bitmapscan', 'enable_seqscan', 'enable_sort',
    'enable_hashjoin', 'enable_mergejoin']) AS setting
$$;
REVOKE ALL ON FUNCTION read_in_order() FROM PUBLIC;
