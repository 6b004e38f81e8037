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

-- A question as texts are kept: each letter one sign, each space a space, and nothing that is not seen.
CREATE OR REPLACE FUNCTION as_kept(question text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(translate(normalize(question, NFC), E'\u00a0\u2007\u2009\u202f', '    '), E'[\u00ad\u200b-\u200f\u2060\ufeff]', '', 'g')
$$;

-- The patterns that a text must match, all of them: a word without its Swedish ending, anywhere in it.
CREATE OR REPLACE FUNCTION words_sought(question text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT '%' || regexp_replace(
    coalesce((ts_lexize('pg_catalog.swedish_stem', word))[1], word), '([\\%_])', '\\\1', 'g') || '%'), '{}')
  FROM regexp_split_to_table(regexp_replace(public.folded(public.as_kept(question)), '(^|\s)dnr[.:]?(?=\s|$)', ' ', 'g'), '\s+') AS word
  WHERE word <> ''
$$;

-- What a search is looked up by, in an index that keeps each of these with the rows that have it: the letters of each word,
-- one, two and three at a time.
CREATE OR REPLACE FUNCTION letters_of(search_text text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  word    text;
  place   integer;
  letters text[] := '{}';
BEGIN
  FOREACH word IN ARRAY regexp_split_to_array(search_text, '\s+') LOOP
    FOR place IN 1..length(word) LOOP
      letters := letters || ARRAY[substr(word, place, 1), substr(word, place, 2), substr(word, place, 3)];
    END LOOP;
  END LOOP;
  RETURN letters;
END
$$;

-- Of patterns that were sought, as few of those letters as tell most rows apart: of a long word its first three and three in
-- its middle, where compounds are joined; of others and of numbers all. What has them is yet to be compared.
CREATE OR REPLACE FUNCTION letters_sought(patterns text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT substr(word, least(place, greatest(length(word) - 2, 1)), 3)), '{}')
  FROM unnest(patterns) AS pattern, regexp_replace(substr(pattern, 2, length(pattern) - 2), '\\(.)', '\1', 'g') AS word,
    generate_series(1, length(word), CASE WHEN length(word) <= 6 OR word ~ '[0-9]' THEN 3 ELSE length(word) / 2 END) AS place
  WHERE place <= greatest(length(word) - 2, 1) OR length(word) <= 6 OR word ~ '[0-9]'
$$;

-- A day, and the stretches of 16, 256 and 4,096 days that it is in, each with a name of its own.
CREATE OR REPLACE FUNCTION stretches_of(day date) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_agg(long || ' days ' || (day - date '0001-01-01') / long) FROM unnest(ARRAY[1, 16, 256, 4096]) AS long
$$;

-- The fewest of them that days are made of, from the first to the last.
CREATE OR REPLACE FUNCTION stretches_within(first date, last date) RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  day       integer := first - date '0001-01-01';
  end_day   constant integer := last - date '0001-01-01';
  long      integer;
  stretches text[] := '{}';
BEGIN
  WHILE day <= end_day LOOP
    SELECT max(fits) INTO long FROM unnest(ARRAY[1, 16, 256, 4096]) AS fits
      WHERE day % fits = 0 AND day + fits - 1 <= end_day;
    stretches := stretches || (long || ' days ' || day / long);
    day := day + long;
  END LOOP;
  RETURN stretches;
END
$$;

-- What consultations are searched by: letters, whose they are, their state, and when a reply is due.
CREATE OR REPLACE FUNCTION consultation_sought_by(search_text text, consultee text, issuer text, state text, reply_by date)
  RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
  SELECT array_remove(public.letters_of(search_text) || public.stretches_of(reply_by)
    || ARRAY['to ' || consultee, 'from ' || issuer, 'is ' || state], NULL)
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

-- Whether a condition on a table is looked up in an index: what holds for more than a fifth of the rows is sooner compared
-- with the rows that the other conditions leave.
CREATE OR REPLACE FUNCTION is_worth_looking_up(of_table text, condition text) RETURNS boolean LANGUAGE sql AS $$
  SELECT rows_expected(format('SELECT FROM %I WHERE %s', of_table, condition)) <= reltuples / 5
  FROM pg_class WHERE oid = of_table::regclass
$$;
REVOKE ALL ON FUNCTION is_worth_looking_up(text, text) FROM PUBLIC;

-- From here on, to the end of the function that says so: along an index, and no gathering and sorting.
CREATE OR REPLACE FUNCTION read_in_order() RETURNS void LANGUAGE sql AS $$
  SELECT set_config(setting, 'off', true) FROM unnest(ARRAY['enable_bitmapscan', 'enable_seqscan', 'enable_sort',
    'enable_hashjoin', 'enable_mergejoin']) AS setting
$$;
REVOKE ALL ON FUNCTION read_in_order() FROM PUBLIC;

-- To the end of the function that says so: by an index that gathers what has each of several things, put in order then.
CREATE OR REPLACE FUNCTION read_gathered() RETURNS void LANGUAGE sql AS $$
  SELECT set_config('enable_bitmapscan', 'on', true), set_config('enable_sort', 'on', true),
    set_config('enable_indexscan', 'off', true), set_config('enable_seqscan', 'off', true)
$$;
REVOKE ALL ON FUNCTION read_gathered() FROM PUBLIC;

-- That a row comes after another in a list by a day and the row's id, as a condition with the values in it.
CREATE OR REPLACE FUNCTION row_is_after(column_name text, day date, id uuid, backwards boolean) RETURNS text
  LANGUAGE sql IMMUTABLE AS $$
  SELECT format('(%I, id) %s (%L::date, %L::uuid)', column_name, CASE WHEN backwards THEN '<' ELSE '>' END, day, id)
$$;
