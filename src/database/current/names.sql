-- What a body or a person was called at an instant, as far as it was known here.
CREATE OR REPLACE FUNCTION body_name_at(body text, instant timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT earlier.name FROM earlier_body_names earlier WHERE earlier.body_code = body AND earlier.until > instant
     ORDER BY earlier.until LIMIT 1),
    (SELECT bodies.name FROM bodies WHERE bodies.code = body))
$$;

CREATE OR REPLACE FUNCTION person_name_at(person text, instant timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT earlier.name FROM earlier_person_names earlier WHERE earlier.username = person AND earlier.until > instant
     ORDER BY earlier.until LIMIT 1),
    (SELECT people.name FROM people WHERE people.username = person))
$$;

-- Whether a body is another one, or took over from it when that was wound up.
CREATE OR REPLACE FUNCTION took_over(heir text, body text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT heir = body OR EXISTS (SELECT FROM body_heirs WHERE body_heirs.body_code = body AND body_heirs.heir = $1)
$$;

-- In whose register a number of a register stands: what was handed over stays in that of the body that was wound up.
CREATE OR REPLACE FUNCTION register_body(register text, body text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN register <> body AND EXISTS (SELECT FROM body_heirs WHERE body_heirs.body_code = register AND heir = body)
    THEN register ELSE body END
$$;

-- Which registers hold numbers of bodies that they were kept for and that have been wound up since.
CREATE OR REPLACE FUNCTION registers_handed_over_from() RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(DISTINCT register_code), '{}') FROM numbers_handed_over
$$;

-- In whose register a line stands, also of a number in a register that another body keeps.
CREATE OR REPLACE FUNCTION register_line_body(register text, body text, key text, object uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT handed.body_code FROM numbers_handed_over handed
    WHERE handed.object_id = object AND handed.register_code = register AND handed.number_key = key), register_body(register, body))
$$;
