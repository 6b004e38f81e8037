-- NULL: there is room. Else until the newest upload that is in the way is a day old.
CREATE OR REPLACE FUNCTION seconds_until_room_for_upload(uploader text, bytes bigint, most bigint)
  RETURNS integer
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT greatest(1, ceil(extract(epoch FROM max(created_at) + interval '24 hours' - now())))::integer
  FROM (SELECT created_at, sum(byte_size) OVER (ORDER BY created_at DESC) AS bytes_since FROM documents
    WHERE created_by = uploader AND created_at > now() - interval '24 hours') uploads
  WHERE bytes_since + bytes > most
  HAVING max(created_at) IS NOT NULL
$$;
REVOKE ALL ON FUNCTION seconds_until_room_for_upload(text,bigint,bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION seconds_until_room_for_upload(text,bigint,bigint) TO yttra_runtime;

-- Whether anything names the document, also what the caller may not see: then it is not deleted.
CREATE OR REPLACE FUNCTION document_is_referred_to(document uuid)
  RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM referral_documents WHERE document_id = document)
    OR EXISTS (SELECT FROM statement_documents WHERE document_id = document)
    OR EXISTS (SELECT FROM dispatch_documents WHERE document_id = document)
    OR EXISTS (SELECT FROM message_documents WHERE document_id = document)
    OR EXISTS (SELECT FROM recorded_replies WHERE document_id = document)
    OR EXISTS (SELECT FROM recorded_replies WHERE attachments @> ARRAY[document])
    OR EXISTS (SELECT FROM received_confidential WHERE document_id = document)
    OR EXISTS (SELECT FROM signature_requests WHERE document_id = document)
    OR EXISTS (SELECT FROM documents WHERE replaces = document)
    -- That it was disposed of is told by its row.
    OR EXISTS (SELECT FROM documents WHERE id = document AND disposed_at IS NOT NULL)
$$;
REVOKE ALL ON FUNCTION document_is_referred_to(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION document_is_referred_to(uuid) TO yttra_runtime;

-- Asked of a paper of a dispatch that is there.
CREATE OR REPLACE FUNCTION paper_stays_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The paper of a dispatch is never changed.' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
