-- Who else has written in the last two minutes: that they do, and nothing of what. Asked only for whoever sees the statement.
CREATE OR REPLACE FUNCTION others_writing(its_consultation uuid, me text) RETURNS TABLE (name text, at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT people.name, copy.saved_at FROM statement_working_copies copy JOIN people ON people.username = copy.author
  WHERE copy.consultation_id = its_consultation AND copy.author <> me AND copy.saved_at > now() - interval '2 minutes'
  ORDER BY copy.saved_at DESC
$$;
REVOKE ALL ON FUNCTION others_writing(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION others_writing(uuid, text) TO yttra_runtime;

-- Whoever ends somebody's access sees none of what they wrote.
CREATE OR REPLACE FUNCTION forget_working_copies_of(person text) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DELETE FROM statement_working_copies WHERE author = person
$$;
REVOKE ALL ON FUNCTION forget_working_copies_of(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_working_copies_of(text) TO yttra_runtime;
