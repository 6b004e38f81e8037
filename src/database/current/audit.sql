CREATE OR REPLACE FUNCTION canonical_json(value jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN CASE jsonb_typeof(value)
    WHEN 'object' THEN (
      SELECT '{' || coalesce(string_agg(to_json(key)::text || ':' || canonical_json(member), ','
        ORDER BY key COLLATE "C"), '') || '}' FROM jsonb_each(value) AS members (key, member))
    WHEN 'array' THEN (
      SELECT '[' || coalesce(string_agg(canonical_json(element), ',' ORDER BY place), '') || ']'
      FROM jsonb_array_elements(value) WITH ORDINALITY AS elements (element, place))
    ELSE value::text
  END;
END
$$;

CREATE OR REPLACE FUNCTION canonical_audit_event(event audit_events, chain text, place integer, previous text)
  RETURNS text
  LANGUAGE sql STABLE AS $$
  SELECT canonical_json(jsonb_build_object(
    'actor', event.actor,
    'after', encode(sha256(convert_to(canonical_json(event.after), 'UTF8')), 'hex'),
    'at', to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'before', encode(sha256(convert_to(canonical_json(event.before), 'UTF8')), 'hex'),
    'body', event.body_code, 'caseId', event.case_id, 'chain', chain, 'consultationId', event.consultation_id,
    'id', event.id, 'objectId', event.object_id, 'objectType', event.object_type,
    'onBehalfOf', event.on_behalf_of, 'position', place, 'previous', previous, 'reason', event.reason,
    'referralId', event.referral_id, 'requestId', event.request_id, 'state', event.state, 'verb', event.verb))
$$;

CREATE OR REPLACE FUNCTION append_audit_link(event audit_events)
  RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  its_chain text := coalesce(event.case_id::text, event.body_code, '-');
  last_one  audit_links;
  its_hash  text;
BEGIN
  -- Held until the commit is visible, which is at once: nothing else happens in this transaction.
  PERFORM pg_advisory_xact_lock(hashtextextended('audit ' || its_chain, 0));
  SELECT * INTO last_one FROM audit_links WHERE chain = its_chain ORDER BY position DESC LIMIT 1;
  its_hash := encode(sha256(convert_to(
    canonical_audit_event(event, its_chain, coalesce(last_one.position, 0) + 1, last_one.hash), 'UTF8')), 'hex');
  INSERT INTO audit_links VALUES (event.id, its_chain, coalesce(last_one.position, 0) + 1, last_one.hash, its_hash);
  INSERT INTO audit_unsealed VALUES (its_chain, coalesce(last_one.position, 0) + 1, its_hash);
END
$$;
REVOKE ALL ON FUNCTION append_audit_link(audit_events) FROM PUBLIC;

CREATE OR REPLACE FUNCTION link_audit_event()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- A restored backup brings its links.
  IF NOT EXISTS (SELECT FROM audit_links WHERE event_id = NEW.id) THEN
    PERFORM append_audit_link(NEW);
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION link_audit_event() FROM PUBLIC;

CREATE OR REPLACE FUNCTION seal_audit()
  RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  moved    jsonb;
  last_one audit_seals;
  its_time timestamptz := clock_timestamp();
  place    integer;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('audit seal', 0)) THEN RETURN NULL; END IF;
  WITH taken AS (DELETE FROM audit_unsealed RETURNING chain, position, hash),
  heads AS (SELECT DISTINCT ON (chain) chain, position, hash FROM taken ORDER BY chain, position DESC)
  SELECT jsonb_agg(jsonb_build_object('chain', chain, 'hash', hash, 'position', position) ORDER BY chain COLLATE "C")
    INTO moved FROM heads;
  IF moved IS NULL THEN RETURN NULL; END IF;
  SELECT * INTO last_one FROM audit_seals ORDER BY number DESC LIMIT 1;
  place := coalesce(last_one.number, 0) + 1;
  INSERT INTO audit_seals VALUES (place, its_time, moved, last_one.hash,
    encode(sha256(convert_to(canonical_json(jsonb_build_object(
      'heads', moved, 'number', place, 'previous', last_one.hash,
      'sealedAt', to_char(its_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))), 'UTF8')), 'hex'));
  RETURN place;
END
$$;
REVOKE ALL ON FUNCTION seal_audit() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION seal_audit() TO yttra_runtime;

-- Wakes up those who tell browsers that something has changed; what, they read themselves.
CREATE OR REPLACE FUNCTION changes_are_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NOTIFY changes;
  RETURN NULL;
END
$$;

-- What a check has found stays as it was written, and a check begins unfinished.
CREATE OR REPLACE FUNCTION audit_check_stays_as_it_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A check of the audit trail that has ended is never changed.' USING ERRCODE = 'integrity_constraint_violation';
END
$$;

-- The latest 400 checks are kept, and every one that found something, so that no number of new checks takes it away. As the
-- table's owner: the service can remove none.
CREATE OR REPLACE FUNCTION old_audit_checks_go()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM audit_checks WHERE outcome <> 'broken' AND asked_at < (
    SELECT asked_at FROM audit_checks ORDER BY asked_at DESC OFFSET 399 LIMIT 1);
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION old_audit_checks_go() FROM PUBLIC;
