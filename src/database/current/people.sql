-- Who holds which role for a body, and in which body they have it. The staff of a body that keeps another's register act
-- for it while it has no staff of its own (KS for KF); those of a body that took over from one that was wound up, or who keep
-- its register, for that.
CREATE OR REPLACE VIEW held_roles AS
  SELECT username, body_code, role, body_code AS held_in FROM roles
  UNION ALL
  SELECT roles.username, bodies.code, roles.role, roles.body_code
  FROM bodies JOIN roles ON roles.body_code = bodies.register_kept_by
  WHERE NOT EXISTS (
    SELECT FROM roles own_role WHERE own_role.body_code = bodies.code AND own_role.role NOT IN ('reader', 'administrator')
  )
  UNION ALL
  SELECT roles.username, body_heirs.body_code, roles.role, roles.body_code
  FROM body_heirs JOIN roles ON roles.body_code = body_heirs.heir
  UNION ALL
  SELECT roles.username, body_heirs.body_code, roles.role, roles.body_code
  FROM body_heirs JOIN bodies ON bodies.code = body_heirs.heir JOIN roles ON roles.body_code = bodies.register_kept_by
  WHERE NOT EXISTS (
    SELECT FROM roles own_role WHERE own_role.body_code = bodies.code AND own_role.role NOT IN ('reader', 'administrator')
  );

CREATE OR REPLACE VIEW effective_roles AS
  SELECT DISTINCT username, body_code, role FROM held_roles;

CREATE OR REPLACE FUNCTION standing_in(day date)
  RETURNS TABLE(username text, absent text, absent_name text, body_code text, role text, hands_over_lists boolean)
  LANGUAGE sql STABLE AS $$
  SELECT stand_ins.stand_in, stand_ins.absent, absent.name, held.body_code, held.role, bool_or(stand_ins.hands_over_lists)
  FROM stand_ins
  JOIN people absent ON absent.username = stand_ins.absent AND absent.active
  JOIN people present ON present.username = stand_ins.stand_in AND present.active
  JOIN held_roles held ON held.username = stand_ins.absent AND held.role <> 'administrator'
    AND held.held_in = stand_ins.body_code
  WHERE day BETWEEN from_on AND until_on AND revoked_at IS NULL
    -- What somebody has in the body itself is handed over there.
    AND (held.held_in = held.body_code OR NOT EXISTS (SELECT FROM roles own_role WHERE own_role.username = held.username
      AND own_role.body_code = held.body_code AND own_role.role = held.role))
    AND EXISTS (SELECT FROM roles own_role WHERE own_role.username = stand_ins.stand_in AND own_role.body_code = stand_ins.body_code
      AND (held.role = 'reader' OR own_role.role IN ('registrar', 'officer', 'manager', 'secretary')))
  GROUP BY 1, 2, 3, 4, 5
$$;

CREATE OR REPLACE FUNCTION is_open_to(list text[], marks text[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT list IS NULL OR list && marks $$;

CREATE OR REPLACE FUNCTION marks_of(person text, day date) RETURNS text[] LANGUAGE sql STABLE AS $$
  WITH own AS (
    SELECT body_code, role FROM effective_roles WHERE username = person
  ), held AS (
    TABLE own UNION SELECT body_code, role FROM standing_in(day) WHERE username = person
  ), listed AS (
    TABLE own UNION SELECT body_code, role FROM standing_in(day) WHERE username = person AND hands_over_lists
  )
  SELECT ARRAY['@' || person] || coalesce((SELECT array_agg(body_code || ':' || role) FROM listed), '{}')
    || coalesce((SELECT array_agg(DISTINCT body_code) FROM held WHERE role NOT IN ('reader', 'administrator')), '{}')
    || coalesce((SELECT array_agg(DISTINCT body_code || kind) FROM held, unnest(ARRAY['/drafts', '/referrals']) AS kind
      WHERE role NOT IN ('reader', 'administrator')), '{}')
$$;

CREATE OR REPLACE FUNCTION somebody_sees(body text, case_list text[], referral_list text[], statement_list text[])
  RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT num_nonnulls(case_list, referral_list, statement_list) = 0 OR EXISTS (
    SELECT FROM (SELECT DISTINCT username FROM effective_roles JOIN people USING (username)
      WHERE body_code = body AND role NOT IN ('reader', 'administrator') AND active) reading
    CROSS JOIN LATERAL marks_of(reading.username, (now() AT TIME ZONE 'Europe/Stockholm')::date) AS marks
    WHERE is_open_to(case_list, marks) AND is_open_to(referral_list, marks) AND is_open_to(statement_list, marks))
$$;
REVOKE ALL ON FUNCTION somebody_sees(text,text[],text[],text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION somebody_sees(text,text[],text[],text[]) TO yttra_runtime;

-- As its owner: whether another body has people is no secret, who they are is.
CREATE OR REPLACE FUNCTION answers_here(consultee text, issuer text)
  RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM bodies
    JOIN roles ON roles.body_code IN (bodies.code, CASE WHEN register_kept_by <> issuer THEN register_kept_by END)
    JOIN people USING (username)
    WHERE bodies.code = consultee AND role NOT IN ('reader', 'administrator') AND people.active)
$$;
REVOKE ALL ON FUNCTION answers_here(text,text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION answers_here(text,text) TO yttra_runtime;
