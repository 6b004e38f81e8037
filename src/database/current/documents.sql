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

-- The newest documents that are seen, of one body and kind and with words in their title where that is asked. As the owner
-- of the tables, by the second wall's own rules for whom the transaction is told about: asked of every document by functions,
-- of both walls, a count of ten thousand took seconds; and no title was compared before they had answered.
CREATE OR REPLACE FUNCTION documents_listed(question text, of_body text, of_kind text, before timestamptz, before_id uuid,
    most integer, skipped integer)
  RETURNS TABLE(id uuid)
  LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  marks   constant text[] := coalesce(acting_for('staff_of'), '{}');
  readers constant text[] := coalesce(acting_for('reader_of'), '{}');
  words   constant text[] := words_sought(coalesce(question, ''));
  -- Where the page begins, as a condition that an index can be entered by.
  earlier_than constant timestamptz := coalesce(before, 'infinity');
  id_before    constant uuid := coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
BEGIN
  -- Planned once for all values, a kind that may be none could not be looked up.
  IF of_kind IS NULL THEN
    RETURN QUERY {{documents_of_all_kinds}};
  ELSE
    RETURN QUERY {{documents_of_the_kind}};
  END IF;
END
$$;
REVOKE ALL ON FUNCTION documents_listed(text,text,text,timestamptz,uuid,integer,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION documents_listed(text,text,text,timestamptz,uuid,integer,integer) TO yttra_runtime;

-- Their rows, of which the second wall has been asked by then: asked by its functions once more, each cost fifty microseconds.
CREATE OR REPLACE FUNCTION documents_shown(question text, of_body text, of_kind text, before timestamptz, before_id uuid,
    most integer, skipped integer)
  RETURNS SETOF documents
  LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT documents.* FROM documents_listed(question, of_body, of_kind, before, before_id, most, skipped) AS listed
    JOIN documents ON documents.id = listed.id;
END
$$;
REVOKE ALL ON FUNCTION documents_shown(text,text,text,timestamptz,uuid,integer,integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION documents_shown(text,text,text,timestamptz,uuid,integer,integer) TO yttra_runtime;

-- Asked of a paper of a dispatch that is there.
CREATE OR REPLACE FUNCTION paper_stays_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The paper of a dispatch is never changed.' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
