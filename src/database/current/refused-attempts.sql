CREATE OR REPLACE FUNCTION bodies_of_record(collection text, record uuid)
  RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT array_remove(bodies, NULL) FROM (
    SELECT ARRAY[issuer_code] AS bodies FROM cases WHERE collection = 'cases' AND id = record
    UNION ALL
    SELECT ARRAY[issuer_code] FROM referrals WHERE collection = 'referrals' AND id = record
    UNION ALL
    SELECT ARRAY[consultee_code, issuer_code] FROM consultations
      WHERE id = CASE collection WHEN 'consultations' THEN record
        WHEN 'dispatches' THEN (SELECT consultation_id FROM dispatches WHERE id = record)
        WHEN 'extensions' THEN (SELECT consultation_id FROM extensions WHERE id = record) END
    UNION ALL
    SELECT ARRAY[body_code] FROM documents WHERE collection = 'documents' AND id = record
    UNION ALL
    SELECT ARRAY[sender_body] FROM deliveries WHERE collection = 'deliveries' AND id = record
    UNION ALL
    SELECT ARRAY[body_code] FROM webhooks WHERE collection = 'webhooks' AND id = record
  ) owned
$$;
REVOKE ALL ON FUNCTION bodies_of_record(text,uuid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION note_refused_attempt(its_actor text, its_status integer, its_action text, its_route text, its_object_type text, its_object_id text, its_bodies text[], its_request text, its_trace text)
  RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  its_uuid uuid := CASE WHEN its_object_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN its_object_id::uuid END;
  concerned text[] := bodies_of_record(its_object_type, its_uuid);
BEGIN
  -- Waiting for the disk would take longer where there is a record: that could be told from outside.
  PERFORM set_config('synchronous_commit', 'off', true);
  -- What is not there was not refused.
  IF its_status = 404 AND concerned IS NULL THEN RETURN; END IF;
  IF (SELECT count(*) FROM (SELECT FROM refused_attempts
        WHERE actor = its_actor AND at > now() - interval '24 hours' LIMIT 1000) latest) >= 1000 THEN RETURN; END IF;
  INSERT INTO refused_attempts (actor, status, action, route, object_type, object_id, bodies, request_id, trace_id)
  VALUES (its_actor, its_status, its_action, its_route, its_object_type, its_object_id,
    coalesce(concerned, ARRAY(SELECT code FROM bodies WHERE code = ANY(its_bodies) ORDER BY code)), its_request, its_trace);
END
$$;
REVOKE ALL ON FUNCTION note_refused_attempt(text,integer,text,text,text,text,text[],text,text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION note_refused_attempt(text,integer,text,text,text,text,text[],text,text) TO yttra_runtime;

CREATE OR REPLACE FUNCTION forget_refused_attempts(days integer)
  RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DELETE FROM refused_attempts WHERE at < now() - make_interval(days => greatest(days, 30))
$$;
REVOKE ALL ON FUNCTION forget_refused_attempts(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_refused_attempts(integer) TO yttra_runtime;
