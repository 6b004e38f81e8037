-- Whether a body of the caller's has marked its own part of a case or a referral, as a consultee.
-- Found by the case or the referral, never by the body: a plan made for a body that is asked little is kept for one that is
-- asked all, and would read all of it, for each row of a list.
CREATE OR REPLACE FUNCTION is_marked_at_consultee(its_case uuid, its_referral uuid)
  RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM consultations own_consultation WHERE own_consultation.case_id = its_case AND own_consultation.own_seen_by IS NOT NULL
      AND own_consultation.consultee_code || '' = ANY(acting_for('staff_of') || acting_for('reader_of')))
    OR EXISTS (SELECT FROM consultations own_consultation WHERE own_consultation.referral_id = its_referral AND own_consultation.own_seen_by IS NOT NULL
      AND own_consultation.consultee_code || '' = ANY(acting_for('staff_of') || acting_for('reader_of')))
$$;
REVOKE ALL ON FUNCTION is_marked_at_consultee(uuid,uuid) FROM PUBLIC;

-- In PL/pgSQL, which keeps its plan for as long as the connection lives. What `is_marked_at_consultee` asks of a referral
-- is asked here itself: called for each document it took four times as long.
CREATE OR REPLACE FUNCTION document_is_confidential(document uuid)
  RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM documents WHERE id = document AND seen_by IS NOT NULL)
    OR EXISTS (SELECT FROM referral_documents JOIN referrals ON referrals.id = referral_id
      WHERE document_id = document AND (num_nonnulls(referrals.case_seen_by, referrals.seen_by) > 0
        OR EXISTS (SELECT FROM consultations own_consultation WHERE own_consultation.referral_id = referrals.id
          AND own_consultation.own_seen_by IS NOT NULL
          AND own_consultation.consultee_code || '' = ANY(acting_for('staff_of') || acting_for('reader_of')))))
    OR EXISTS (
      SELECT FROM (
        SELECT consultation_id FROM statement_documents WHERE document_id = document
        UNION ALL SELECT consultation_id FROM recorded_replies WHERE document_id = document
        UNION ALL SELECT consultation_id FROM recorded_replies WHERE attachments @> ARRAY[document]
        UNION ALL SELECT consultation_id FROM dispatch_documents JOIN dispatches ON dispatches.id = dispatch_id
          WHERE document_id = document
        UNION ALL SELECT consultation_id FROM signature_requests WHERE document_id = document
      ) place JOIN consultations asked ON asked.id = place.consultation_id
      WHERE num_nonnulls(case_seen_by, referral_seen_by, own_seen_by, statement_seen_by, reply_seen_by) > 0)
    OR EXISTS (SELECT FROM message_documents JOIN messages ON messages.id = message_id
      JOIN consultations asked ON asked.id = messages.consultation_id
      WHERE document_id = document AND num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) > 0);
END $$;
REVOKE ALL ON FUNCTION document_is_confidential(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION document_is_confidential(uuid) TO yttra_runtime;

CREATE OR REPLACE FUNCTION case_holds_confidential(its_case uuid)
  RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM cases WHERE id = its_case AND seen_by IS NOT NULL)
    OR EXISTS (SELECT FROM referrals WHERE case_id = its_case AND seen_by IS NOT NULL)
    OR EXISTS (SELECT FROM consultations WHERE case_id = its_case
      AND num_nonnulls(own_seen_by, statement_seen_by, reply_seen_by) > 0)
$$;
REVOKE ALL ON FUNCTION case_holds_confidential(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION case_holds_confidential(uuid) TO yttra_runtime;

CREATE OR REPLACE FUNCTION confidential_record(collection text, record uuid)
  RETURNS TABLE(case_id uuid, referral_id uuid, consultation_id uuid, bodies text[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT cases.id, NULL::uuid, NULL::uuid, ARRAY[issuer_code] FROM cases
    WHERE collection = 'cases' AND cases.id = record
      AND (seen_by IS NOT NULL OR is_marked_at_consultee(cases.id, NULL))
  UNION ALL
  SELECT referrals.case_id, referrals.id, NULL, ARRAY[issuer_code] FROM referrals
    WHERE collection = 'referrals' AND referrals.id = record
      AND (num_nonnulls(seen_by, case_seen_by) > 0 OR is_marked_at_consultee(NULL, referrals.id))
  UNION ALL
  SELECT asked.case_id, asked.referral_id, asked.id, ARRAY[consultee_code, issuer_code] FROM consultations asked
    WHERE num_nonnulls(case_seen_by, referral_seen_by, own_seen_by, statement_seen_by, reply_seen_by) > 0
      AND asked.id = CASE collection WHEN 'consultations' THEN record
        WHEN 'dispatches' THEN (SELECT dispatches.consultation_id FROM dispatches WHERE dispatches.id = record)
        WHEN 'extensions' THEN (SELECT extensions.consultation_id FROM extensions WHERE extensions.id = record) END
  UNION ALL
  SELECT sent.case_id, sent.referral_id, sent.consultation_id, ARRAY[sender_body, recipient_body]
    FROM deliveries sent JOIN cases ON cases.id = sent.case_id
    LEFT JOIN referrals ON referrals.id = sent.referral_id
    LEFT JOIN consultations asked ON asked.id = sent.consultation_id
    WHERE collection = 'deliveries' AND sent.id = record AND (
      num_nonnulls(cases.seen_by, referrals.seen_by, asked.own_seen_by) > 0
      OR sent.dispatch_id IS NOT NULL AND num_nonnulls(asked.statement_seen_by, asked.reply_seen_by) > 0)
  UNION ALL
  SELECT NULL, NULL, NULL, ARRAY[body_code] FROM documents
    WHERE collection = 'documents' AND documents.id = record AND document_is_confidential(documents.id)
$$;
REVOKE ALL ON FUNCTION confidential_record(text,uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confidential_record(text,uuid) TO yttra_runtime;
