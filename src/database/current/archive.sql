-- The documents that belong to a case at its issuer: what it sent, what came in as replies, also those that were taken back or
-- put right, what messages carry that were not withdrawn, and what its own reply names.
CREATE OR REPLACE FUNCTION documents_of_case(its_case uuid)
  RETURNS TABLE(document_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT packet.document_id FROM referrals JOIN referral_documents packet ON packet.referral_id = referrals.id
    WHERE referrals.case_id = its_case
  UNION
  SELECT documents.id FROM referrals JOIN referral_packets ON referral_packets.referral_id = referrals.id
    CROSS JOIN LATERAL jsonb_array_elements(referral_packets.packet->'documents') AS named
    JOIN documents ON documents.id = (named->>'id')::uuid
    WHERE referrals.case_id = its_case
  UNION
  SELECT enclosed.document_id FROM consultations
    JOIN dispatches ON dispatches.consultation_id = consultations.id
    JOIN dispatch_documents enclosed ON enclosed.dispatch_id = dispatches.id
    WHERE consultations.case_id = its_case
  UNION
  SELECT replied.document_id FROM consultations JOIN reply_documents replied ON replied.consultation_id = consultations.id
    WHERE consultations.case_id = its_case
  UNION
  SELECT carried.document_id FROM consultations JOIN messages ON messages.consultation_id = consultations.id
    JOIN message_documents carried ON carried.message_id = messages.id
    WHERE consultations.case_id = its_case AND messages.withdrawn_at IS NULL
  UNION
  SELECT named.document_id FROM consultations
    JOIN statement_documents named ON named.consultation_id = consultations.id
    WHERE consultations.case_id = its_case AND consultations.referral_id IS NULL
  UNION
  SELECT request.document_id FROM consultations JOIN signature_requests request ON request.consultation_id = consultations.id
    CROSS JOIN LATERAL signed_papers_of(request.document_id) signed
    WHERE consultations.case_id = its_case AND (consultations.referral_id IS NULL OR signed.dispatched)
$$;
REVOKE ALL ON FUNCTION documents_of_case(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION documents_of_case(uuid) TO yttra_runtime;

-- Whether some of a case at its issuer is kept from someone of its staff, who then neither packs nor fetches the whole. As
-- the tables' owner: a row that they may not see must be able to say so.
CREATE OR REPLACE FUNCTION case_is_kept_from(its_case uuid, marks text[])
  RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM cases WHERE id = its_case AND NOT is_open_to(seen_by, marks))
    OR EXISTS (SELECT FROM referrals WHERE case_id = its_case AND NOT is_open_to(seen_by, marks))
    OR EXISTS (SELECT FROM consultations WHERE case_id = its_case AND (NOT is_open_to(reply_seen_by, marks)
      OR referral_id IS NULL AND NOT (is_open_to(own_seen_by, marks) AND is_open_to(statement_seen_by, marks))))
    OR EXISTS (SELECT FROM documents_of_case(its_case) part JOIN documents ON documents.id = part.document_id
      WHERE NOT is_open_to(documents.seen_by, marks) AND NOT document_has_reached(documents.id, marks, '{}'))
$$;
REVOKE ALL ON FUNCTION case_is_kept_from(uuid, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION case_is_kept_from(uuid, text[]) TO yttra_runtime;

-- The documents that a body that was asked has of its own consultation: the packet as it came, until it was recalled, what its
-- statement names in any version, what it dispatched, what messages carry that were not withdrawn, and what was signed. No row
-- for a consultation that is not of a referral: its documents are its own case's.
CREATE OR REPLACE FUNCTION documents_of_consultation(its_consultation uuid)
  RETURNS TABLE(document_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT documents.id FROM consultations asked JOIN referral_packets sent ON sent.referral_id = asked.referral_id
      AND sent.number <= coalesce(asked.recalled_after_packet, sent.number)
    CROSS JOIN LATERAL jsonb_array_elements(sent.packet->'documents') AS named
    JOIN documents ON documents.id = (named->>'id')::uuid
    WHERE asked.id = its_consultation
  UNION
  SELECT named.document_id FROM statement_documents named JOIN consultations asked ON asked.id = named.consultation_id
    WHERE asked.id = its_consultation AND asked.referral_id IS NOT NULL
  UNION
  SELECT enclosed.document_id FROM consultations asked JOIN dispatches ON dispatches.consultation_id = asked.id
    JOIN dispatch_documents enclosed ON enclosed.dispatch_id = dispatches.id
    WHERE asked.id = its_consultation AND asked.referral_id IS NOT NULL
  UNION
  SELECT carried.document_id FROM consultations asked JOIN messages ON messages.consultation_id = asked.id
    JOIN message_documents carried ON carried.message_id = messages.id
    WHERE asked.id = its_consultation AND asked.referral_id IS NOT NULL AND messages.withdrawn_at IS NULL
  UNION
  SELECT request.document_id FROM consultations asked JOIN signature_requests request ON request.consultation_id = asked.id
    WHERE asked.id = its_consultation AND asked.referral_id IS NOT NULL AND request.document_id IS NOT NULL
$$;
REVOKE ALL ON FUNCTION documents_of_consultation(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION documents_of_consultation(uuid) TO yttra_runtime;

-- Whether some of what a body has of its own consultation is kept from someone of its staff; as `case_is_kept_from`.
CREATE OR REPLACE FUNCTION consultation_is_kept_from(its_consultation uuid, marks text[])
  RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM consultations WHERE id = its_consultation
      AND NOT (is_open_to(own_seen_by, marks) AND is_open_to(statement_seen_by, marks)))
    OR EXISTS (SELECT FROM documents_of_consultation(its_consultation) part JOIN documents ON documents.id = part.document_id
      WHERE NOT is_open_to(documents.seen_by, marks) AND NOT document_has_reached(documents.id, marks, '{}'))
$$;
REVOKE ALL ON FUNCTION consultation_is_kept_from(uuid, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION consultation_is_kept_from(uuid, text[]) TO yttra_runtime;

-- The cases that a document belongs to, on either side. A message that was withdrawn keeps what it carried too. As
-- `signed_papers_by_the_tables`: for queries of the tables' owner, which take it in as their own text.
CREATE OR REPLACE FUNCTION cases_of_document_by_the_tables(its_document uuid)
  RETURNS TABLE(case_id uuid)
  LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT referrals.case_id FROM referral_documents JOIN referrals ON referrals.id = referral_id
    WHERE document_id = its_document
  UNION
  SELECT consultations.case_id FROM reply_documents JOIN consultations ON consultations.id = consultation_id
    WHERE document_id = its_document
  UNION
  SELECT consultations.case_id FROM message_documents JOIN messages ON messages.id = message_id
    JOIN consultations ON consultations.id = messages.consultation_id
    WHERE document_id = its_document
  UNION
  SELECT consultations.case_id FROM statement_documents JOIN consultations ON consultations.id = consultation_id
    WHERE document_id = its_document
  UNION
  SELECT consultations.case_id FROM signed_papers_by_the_tables(its_document) signed JOIN consultations ON consultations.id = signed.consultation_id
$$;
REVOKE ALL ON FUNCTION cases_of_document_by_the_tables(uuid) FROM PUBLIC;

-- The same, for whoever asks of rows that they may not see.
CREATE OR REPLACE FUNCTION cases_of_document(its_document uuid)
  RETURNS TABLE(case_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT * FROM cases_of_document_by_the_tables(its_document)
$$;
REVOKE ALL ON FUNCTION cases_of_document(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_of_document(uuid) TO yttra_runtime;

-- The consultations of a referral in whose file a body that was asked has a document of its own. Taken in as text too.
CREATE OR REPLACE FUNCTION own_files_of_document_by_the_tables(its_document uuid)
  RETURNS TABLE(consultation_id uuid)
  LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT asked.id FROM documents JOIN consultations asked ON asked.consultee_code = documents.body_code AND asked.referral_id IS NOT NULL
  WHERE documents.id = its_document AND asked.id IN (
    SELECT consultation_id FROM statement_documents WHERE document_id = its_document
    UNION ALL SELECT consultation_id FROM dispatch_documents JOIN dispatches ON dispatches.id = dispatch_id WHERE document_id = its_document
    UNION ALL SELECT consultation_id FROM message_documents JOIN messages ON messages.id = message_id WHERE document_id = its_document
    UNION ALL SELECT consultation_id FROM signed_papers_by_the_tables(its_document))
$$;
REVOKE ALL ON FUNCTION own_files_of_document_by_the_tables(uuid) FROM PUBLIC;

-- The same, for whoever asks of rows that they may not see.
CREATE OR REPLACE FUNCTION own_files_of_document(its_document uuid)
  RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT * FROM own_files_of_document_by_the_tables(its_document)
$$;
REVOKE ALL ON FUNCTION own_files_of_document(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION own_files_of_document(uuid) TO yttra_runtime;

-- The bodies to which a document has come: with a referral, in a message that was not withdrawn, or signed in a reply. Taken in
-- as text too.
CREATE OR REPLACE FUNCTION bodies_that_have(its_document uuid)
  RETURNS TABLE(body_code text)
  LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT asked.consultee_code FROM referral_documents packet JOIN referrals ON referrals.id = packet.referral_id
      JOIN consultations asked ON asked.referral_id = referrals.id
    WHERE packet.document_id = its_document AND referrals.sent_at IS NOT NULL
  UNION ALL
  SELECT unnest(ARRAY[asked.consultee_code, asked.issuer_code])
    FROM message_documents carried JOIN messages ON messages.id = carried.message_id
      JOIN consultations asked ON asked.id = messages.consultation_id
    WHERE carried.document_id = its_document AND messages.withdrawn_at IS NULL
  UNION ALL
  SELECT asked.issuer_code FROM signed_papers_by_the_tables(its_document) signed
      JOIN consultations asked ON asked.id = signed.consultation_id
    WHERE signed.dispatched
$$;
REVOKE ALL ON FUNCTION bodies_that_have(uuid) FROM PUBLIC;

-- What its body's rule says of a document; no row where there is none, and it is kept. The years are counted from the day
-- that the last of its cases was closed or it was entered, whichever was later: so what was entered too late is not due,
-- whatever its cases say, and need not be asked of. `shared`: it has come to another body, whose document it is too.
-- `unarchived`: a case of its own has no package that holds it, reaches beyond the last close, still has its file, and has
-- been fetched; or a consultation that it was asked in has none that reaches beyond the last step there. Taken in as text too.
CREATE OR REPLACE FUNCTION disposal_by_the_tables(its_document uuid)
  RETURNS TABLE(decision text, due_on date, dispatched boolean, shared boolean, unarchived boolean)
  LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT rule.decision,
    CASE WHEN NOT coalesce(of_cases.open, false) THEN
      ((greatest(of_cases.closed_at, documents.created_at) AT TIME ZONE 'Europe/Stockholm')::date
        + make_interval(years => rule.years))::date END,
    EXISTS (SELECT FROM dispatch_documents WHERE document_id = documents.id),
    EXISTS (SELECT FROM bodies_that_have(documents.id) reached WHERE reached.body_code <> documents.body_code),
    rule.needs_archive AND coalesce(of_cases.unarchived OR own_files.unarchived, of_cases.unarchived, own_files.unarchived, true)
  FROM documents JOIN retention_rules rule ON rule.body_code = documents.body_code AND rule.kind = documents.kind
  CROSS JOIN LATERAL (
    SELECT bool_or(cases.state <> 'closed') AS open, max(closing.at) AS closed_at,
      bool_or(NOT EXISTS (SELECT FROM archive_packages kept WHERE kept.case_id = cases.id AND kept.holds @> ARRAY[documents.id]
        AND kept.trail_until >= closing.position AND kept.fetched_at IS NOT NULL AND kept.removed_at IS NULL))
        FILTER (WHERE cases.issuer_code = documents.body_code) AS unarchived
    FROM cases_of_document_by_the_tables(documents.id) its JOIN cases ON cases.id = its.case_id
    CROSS JOIN LATERAL (SELECT max(event.at) AS at, max(link.position) AS position
      FROM audit_events event JOIN audit_links link ON link.event_id = event.id
      WHERE event.case_id = cases.id AND event.object_type = 'case' AND event.verb = 'close') closing
  ) of_cases
  CROSS JOIN LATERAL (
    SELECT bool_or(NOT EXISTS (SELECT FROM archive_packages kept WHERE kept.consultation_id = asked.id AND kept.holds @> ARRAY[documents.id]
        AND kept.trail_until >= (SELECT max(link.position) FROM audit_events event JOIN audit_links link ON link.event_id = event.id
          WHERE event.case_id = asked.case_id AND event.consultation_id = asked.id AND event.object_type = 'consultation' AND event.verb <> 'archive')
        AND kept.fetched_at IS NOT NULL AND kept.removed_at IS NULL)) AS unarchived
    FROM own_files_of_document_by_the_tables(documents.id) its JOIN consultations asked ON asked.id = its.consultation_id
  ) own_files
  WHERE documents.id = its_document AND documents.disposed_at IS NULL
$$;
REVOKE ALL ON FUNCTION disposal_by_the_tables(uuid) FROM PUBLIC;

-- The same, also where a case that the caller may not see keeps it.
CREATE OR REPLACE FUNCTION disposal_of(its_document uuid)
  RETURNS TABLE(decision text, due_on date, dispatched boolean, shared boolean, unarchived boolean)
  LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT * FROM disposal_by_the_tables(its_document)
$$;
REVOKE ALL ON FUNCTION disposal_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION disposal_of(uuid) TO yttra_runtime;

-- The documents of a body that may be disposed of today and that the caller sees, those that were entered first before others.
-- Each kind is read along an index from what was entered first, no further than to what is too young, and to the end of the
-- page. By the second wall's own rules, as `documents_listed`.
CREATE OR REPLACE FUNCTION disposals_due(of_body text, today date, after timestamptz, after_id uuid, most integer, skipped integer)
  RETURNS TABLE(id uuid, entered_at timestamptz, due_on date, decision text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20 SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  marks   constant text[] := coalesce(acting_for('staff_of'), '{}');
  readers constant text[] := coalesce(acting_for('reader_of'), '{}');
  -- Where the page begins, as a condition that an index can be entered by.
  later_than constant timestamptz := coalesce(after, '-infinity');
  id_after   constant uuid := coalesce(after_id, '00000000-0000-0000-0000-000000000000');
BEGIN
  RETURN QUERY SELECT page.id, page.created_at, page.due_on, page.decision FROM retention_rules rule CROSS JOIN LATERAL (
      SELECT old.id, old.created_at, disposal.due_on, disposal.decision FROM (
        SELECT documents.id, documents.created_at FROM documents
        WHERE documents.body_code = of_body AND documents.kind = rule.kind AND documents.disposed_at IS NULL
          AND (documents.created_at, documents.id) > (later_than, id_after)
          -- A day more than the years: the last of February is a day earlier in most years.
          AND documents.created_at < (today - make_interval(years => rule.years) + interval '2 days') AT TIME ZONE 'Europe/Stockholm'
          -- What is known of most of those that are not due, at less cost than to ask all of it.
          AND (NOT rule.needs_archive OR EXISTS (SELECT FROM archive_packages kept WHERE kept.holds @> ARRAY[documents.id]
            AND kept.fetched_at IS NOT NULL AND kept.removed_at IS NULL OFFSET 0))
          AND NOT EXISTS (SELECT FROM dispatch_documents WHERE document_id = documents.id OFFSET 0)
          AND NOT EXISTS (SELECT FROM bodies_that_have(documents.id) reached WHERE reached.body_code <> documents.body_code OFFSET 0)
          AND {{document_is_visible}}
        ORDER BY documents.created_at, documents.id OFFSET 0
      ) old CROSS JOIN LATERAL disposal_by_the_tables(old.id) disposal
      WHERE disposal.due_on <= today AND NOT disposal.unarchived
      ORDER BY old.created_at, old.id LIMIT most + skipped
    ) page
    WHERE rule.body_code = of_body
    ORDER BY page.created_at, page.id LIMIT most OFFSET skipped;
END
$$;
REVOKE ALL ON FUNCTION disposals_due(text, date, timestamptz, uuid, integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION disposals_due(text, date, timestamptz, uuid, integer, integer) TO yttra_runtime;

-- Of each kind that a body's decisions are about, what those documents wait for that were entered first, so many at most.
CREATE OR REPLACE FUNCTION disposals_awaited(of_body text, most integer)
  RETURNS TABLE(nth bigint, due_on date, stays boolean, unarchived boolean)
  LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1000 SET search_path = pg_catalog, public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  marks   constant text[] := coalesce(acting_for('staff_of'), '{}');
  readers constant text[] := coalesce(acting_for('reader_of'), '{}');
BEGIN
  RETURN QUERY SELECT oldest.* FROM retention_rules rule CROSS JOIN LATERAL (
      SELECT old.nth, disposal.due_on, disposal.dispatched OR disposal.shared, disposal.unarchived FROM (
        SELECT row_number() OVER (ORDER BY documents.created_at, documents.id) AS nth, documents.id FROM documents
        WHERE documents.body_code = of_body AND documents.kind = rule.kind AND documents.disposed_at IS NULL
          AND {{document_is_visible}}
        ORDER BY documents.created_at, documents.id LIMIT most
      ) old CROSS JOIN LATERAL disposal_by_the_tables(old.id) disposal
    ) oldest
    WHERE rule.body_code = of_body;
END
$$;
REVOKE ALL ON FUNCTION disposals_awaited(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION disposals_awaited(text, integer) TO yttra_runtime;

-- The packages that hold a document that is disposed of are copies of it, and go with it; one that is being written is begun
-- anew, as by another: whoever writes it finds that the attempt is not theirs any more. As the tables' owner: they are not for
-- the one who disposes alone.
CREATE OR REPLACE FUNCTION packages_lose_their_files(its_document uuid)
  RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  UPDATE archive_packages SET attempts = attempts + 1, due_at = now()
    WHERE written_at IS NULL AND (case_id IN (SELECT case_id FROM cases_of_document(its_document))
      OR consultation_id IN (SELECT own_files_of_document(its_document)));
  UPDATE archive_packages SET removed_at = now()
    WHERE written_at IS NOT NULL AND removed_at IS NULL AND (consultation_id IS NOT NULL AND holds @> ARRAY[its_document] OR case_id IN (
      SELECT cases.id FROM cases WHERE EXISTS (
        SELECT FROM documents_of_case(cases.id) part WHERE part.document_id = its_document)
        AND cases.id IN (SELECT case_id FROM cases_of_document(its_document))))
$$;
REVOKE ALL ON FUNCTION packages_lose_their_files(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION packages_lose_their_files(uuid) TO yttra_runtime;

-- Whether a document has not been disposed of, and is not until the transaction ends. As the tables' owner: a document that the
-- caller may not see must be able to say so.
CREATE OR REPLACE FUNCTION document_is_kept(its_document uuid)
  RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM FROM documents WHERE id = its_document AND disposed_at IS NULL FOR KEY SHARE;
  RETURN FOUND;
END
$$;
REVOKE ALL ON FUNCTION document_is_kept(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION document_is_kept(uuid) TO yttra_runtime;
