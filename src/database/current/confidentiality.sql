CREATE OR REPLACE FUNCTION referral_inherits_lists()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  SELECT seen_by INTO NEW.case_seen_by FROM cases WHERE id = NEW.case_id;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION referral_inherits_lists() FROM PUBLIC;

CREATE OR REPLACE FUNCTION consultation_inherits_lists()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  SELECT seen_by INTO NEW.case_seen_by FROM cases WHERE id = NEW.case_id;
  SELECT seen_by INTO NEW.referral_seen_by FROM referrals WHERE id = NEW.referral_id;
  IF NEW.referral_id IS NULL THEN
    NEW.own_seen_by := NEW.case_seen_by;
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION consultation_inherits_lists() FROM PUBLIC;

CREATE OR REPLACE FUNCTION spread_confidentiality()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  its_type text := coalesce(NEW.object_type, OLD.object_type);
  its_id   uuid := coalesce(NEW.object_id, OLD.object_id);
  list     text[] := NEW.seen_by;
BEGIN
  CASE its_type
    WHEN 'case' THEN
      UPDATE cases SET seen_by = list WHERE id = its_id;
      UPDATE referrals SET case_seen_by = list WHERE case_id = its_id;
      PERFORM FROM consultations WHERE case_id = its_id ORDER BY id FOR NO KEY UPDATE;
      UPDATE consultations SET case_seen_by = list,
        own_seen_by = CASE WHEN referral_id IS NULL THEN list ELSE own_seen_by END WHERE case_id = its_id;
    WHEN 'referral' THEN
      UPDATE referrals SET seen_by = list WHERE id = its_id;
      PERFORM FROM consultations WHERE referral_id = its_id ORDER BY id FOR NO KEY UPDATE;
      UPDATE consultations SET referral_seen_by = list WHERE referral_id = its_id;
    WHEN 'consultation' THEN
      UPDATE consultations SET own_seen_by = list, statement_seen_by = CASE WHEN EXISTS (
          SELECT FROM confidentiality WHERE object_type = 'statement' AND object_id = its_id)
        THEN statement_seen_by ELSE list END WHERE id = its_id;
    WHEN 'statement' THEN
      UPDATE consultations SET statement_seen_by = coalesce(list, CASE WHEN referral_id IS NOT NULL THEN own_seen_by END)
        WHERE id = its_id;
    WHEN 'reply' THEN
      -- Nobody else decides for one outside Yttra, whose reply the issuer has recorded.
      UPDATE consultations SET reply_seen_by = list,
        statement_seen_by = CASE WHEN consultee_code IS NULL THEN list ELSE statement_seen_by END WHERE id = its_id;
    ELSE
      UPDATE documents SET seen_by = list WHERE id = its_id;
  END CASE;
  IF its_type IN ('case', 'referral') AND list IS NOT NULL THEN
    PERFORM receive_in_confidence(asked.id) FROM consultations asked JOIN bodies ON bodies.code = asked.consultee_code
      WHERE its_id IN (asked.case_id, asked.referral_id) AND bodies.register_kept_by = asked.issuer_code
        AND NOT EXISTS (SELECT FROM roles WHERE body_code = bodies.code AND role NOT IN ('reader', 'administrator'));
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION spread_confidentiality() FROM PUBLIC;

-- Whom lists name at a body: its staff, its roles, its people. Nobody: its registrars, who receive what comes to it.
CREATE OR REPLACE FUNCTION list_at(body text, one text[], other text[])
  RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH named AS (
    SELECT mark FROM unnest(coalesce(one, other)) AS mark
    WHERE other IS NULL OR one IS NULL OR mark = ANY(other) OR split_part(mark, ':', 1) = ANY(other)
    UNION
    SELECT mark FROM unnest(other) AS mark WHERE one IS NULL OR mark = ANY(one) OR split_part(mark, ':', 1) = ANY(one)
  )
  SELECT CASE WHEN num_nonnulls(one, other) > 0 THEN coalesce((
    SELECT array_agg(mark ORDER BY mark) FROM named
    WHERE split_part(mark, ':', 1) = body
      OR EXISTS (SELECT FROM effective_roles WHERE '@' || username = mark AND body_code = body)
      OR EXISTS (SELECT FROM api_clients WHERE '@client:' || id = mark AND body_code = body)
  ), ARRAY[body || ':registrar']) END
$$;
REVOKE ALL ON FUNCTION list_at(text,text[],text[]) FROM PUBLIC;

CREATE OR REPLACE FUNCTION receive_in_confidence(consultation uuid)
  RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO confidentiality (object_type, object_id, provision, decided_on, authority, seen_by, others_see)
    SELECT 'consultation', asked.id, provision, decided_on, authority,
      list_at(consultee_code, case_seen_by, referral_seen_by), 'masked'
    FROM consultations asked
    JOIN confidentiality ON (object_type, object_id) IN (('case', asked.case_id), ('referral', asked.referral_id))
    WHERE asked.id = consultation AND referral_id IS NOT NULL AND consultee_code IS NOT NULL
    ORDER BY object_type DESC LIMIT 1
    ON CONFLICT DO NOTHING
$$;
REVOKE ALL ON FUNCTION receive_in_confidence(uuid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION receive_reply_in_confidence(consultation uuid)
  RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO confidentiality (object_type, object_id, provision, decided_on, authority, seen_by, others_see)
    SELECT 'reply', asked.id, provision, decided_on, authority, list_at(issuer_code, seen_by, NULL), 'masked'
    FROM consultations asked JOIN confidentiality ON object_type = 'statement' AND object_id = asked.id
    WHERE asked.id = consultation AND issuer_code IS NOT NULL
    ON CONFLICT DO NOTHING
$$;
REVOKE ALL ON FUNCTION receive_reply_in_confidence(uuid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION consultation_is_received()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF num_nonnulls(NEW.case_seen_by, NEW.referral_seen_by) > 0 THEN
    PERFORM receive_in_confidence(NEW.id);
  END IF;
  INSERT INTO received_confidential
    SELECT NEW.id, documents.id, seen_by FROM referral_documents JOIN documents ON documents.id = document_id
    WHERE referral_id = NEW.referral_id AND seen_by IS NOT NULL;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION consultation_is_received() FROM PUBLIC;

CREATE OR REPLACE FUNCTION dispatch_is_received()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM receive_reply_in_confidence(NEW.consultation_id);
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION dispatch_is_received() FROM PUBLIC;

CREATE OR REPLACE FUNCTION dispatch_document_is_received()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO received_confidential
    SELECT consultation_id, documents.id, seen_by FROM dispatches JOIN documents ON documents.id = NEW.document_id
    WHERE dispatches.id = NEW.dispatch_id AND seen_by IS NOT NULL
    ON CONFLICT (consultation_id, document_id) DO NOTHING;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION dispatch_document_is_received() FROM PUBLIC;

-- Of a referral that has gone out, and is supplemented.
CREATE OR REPLACE FUNCTION packet_document_is_received()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO received_confidential
    SELECT consultations.id, documents.id, documents.seen_by FROM consultations JOIN documents ON documents.id = NEW.document_id
    WHERE consultations.referral_id = NEW.referral_id AND documents.seen_by IS NOT NULL
    ON CONFLICT (consultation_id, document_id) DO NOTHING;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION packet_document_is_received() FROM PUBLIC;

CREATE OR REPLACE FUNCTION note_statement_documents()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO statement_documents
    SELECT NEW.consultation_id, documents.id FROM jsonb_array_elements(NEW.content->'basis') AS named
    JOIN documents ON documents.id = (named->>'documentId')::uuid
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION note_statement_documents() FROM PUBLIC;

CREATE OR REPLACE FUNCTION consultation_is_open_at(asked consultations, body text, marks text[])
  RETURNS boolean
  LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE body
    WHEN asked.consultee_code THEN is_open_to(asked.own_seen_by, marks)
    WHEN asked.issuer_code THEN is_open_to(asked.case_seen_by, marks) AND is_open_to(asked.referral_seen_by, marks)
    ELSE is_open_to(asked.case_seen_by, marks) AND is_open_to(asked.referral_seen_by, marks)
      AND is_open_to(asked.own_seen_by, marks) END
$$;

-- As its owner: the caller does not see a consultation that is kept from them.
CREATE OR REPLACE FUNCTION matter_is_open_at(consultation uuid, body text, marks text[])
  RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT NOT EXISTS (SELECT FROM consultations asked WHERE asked.id = consultation AND took_over(asked.consultee_code, body)
    AND NOT consultation_is_open_at(asked, asked.consultee_code, marks))
$$;
REVOKE ALL ON FUNCTION matter_is_open_at(uuid,text,text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION matter_is_open_at(uuid,text,text[]) TO yttra_runtime;

-- Whether a document came to the other side of a consultation while it was open to the marks.
CREATE OR REPLACE FUNCTION was_received_open(consultation uuid, document uuid, marks text[])
  RETURNS boolean
  LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM received_confidential received
    WHERE received.consultation_id = consultation AND received.document_id = document AND NOT received.seen_by && marks)
$$;

CREATE OR REPLACE FUNCTION suggested_markings(asked consultations, marks text[])
  RETURNS json
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce(json_agg(json_build_object('of', object_type, 'provision', provision, 'decidedOn', decided_on,
    'authority', authority) ORDER BY object_type), '[]')
  FROM confidentiality
  WHERE asked.referral_id IS NOT NULL AND (
    asked.consultee_code = ANY(marks) AND asked.own_seen_by IS NULL
      AND ((object_type, object_id) IN (('case', asked.case_id), ('referral', asked.referral_id))
        OR asked.statement_seen_by IS NULL AND (object_type, object_id) = ('reply', asked.id))
    OR asked.issuer_code = ANY(marks) AND num_nonnulls(asked.case_seen_by, asked.referral_seen_by, asked.reply_seen_by) = 0
      AND object_id = asked.id AND (object_type = 'consultation' OR object_type = 'statement'
        AND EXISTS (SELECT FROM dispatches WHERE dispatches.consultation_id = asked.id)))
$$;
REVOKE ALL ON FUNCTION suggested_markings(consultations,text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION suggested_markings(consultations,text[]) TO yttra_runtime;

CREATE OR REPLACE FUNCTION delivery_may_go_out(delivery deliveries)
  RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT CASE
    WHEN delivery.recipient_role = 'administrator' OR num_nonnulls(of_case, of_referral, of_statement) = 0 THEN true
    WHEN delivery.kind = 'reminder' THEN coalesce((
      SELECT is_open_to(of_case, own) AND is_open_to(of_referral, own)
      FROM digests CROSS JOIN LATERAL marks_of(username, (now() AT TIME ZONE 'Europe/Stockholm')::date) AS own
      WHERE digests.delivery_id IN (delivery.id, delivery.digest_id)), false)
    WHEN delivery.channel = 'inbox' THEN somebody_sees(delivery.recipient_body, of_case, of_referral, of_statement)
    ELSE is_open_to(of_case, all_staff) AND is_open_to(of_referral, all_staff) AND is_open_to(of_statement, all_staff)
  END
  FROM (SELECT ARRAY[delivery.recipient_body] AS all_staff,
      CASE side WHEN 'issuer' THEN cases.seen_by ELSE asked.own_seen_by END AS of_case,
      CASE side WHEN 'issuer' THEN referrals.seen_by END AS of_referral,
      CASE WHEN delivery.dispatch_id IS NULL THEN NULL WHEN side = 'issuer' THEN asked.reply_seen_by
        WHEN side = 'other' THEN asked.statement_seen_by END AS of_statement
    FROM (VALUES (1)) one
    LEFT JOIN cases ON cases.id = delivery.case_id
    LEFT JOIN referrals ON referrals.id = delivery.referral_id
    LEFT JOIN consultations asked ON asked.id = delivery.consultation_id
    CROSS JOIN LATERAL (SELECT CASE WHEN delivery.recipient_body = asked.consultee_code THEN 'consultee'
      WHEN delivery.recipient_body IS DISTINCT FROM asked.issuer_code AND delivery.sender_body = asked.consultee_code
      THEN 'other' ELSE 'issuer' END AS side) sides
  ) lists
$$;
REVOKE ALL ON FUNCTION delivery_may_go_out(deliveries) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION delivery_may_go_out(deliveries) TO yttra_runtime;
