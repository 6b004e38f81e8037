-- The documents that belong to a case at its issuer: what it sent, what came in as replies, and what its own reply names.
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
  SELECT unnest(recorded.document_id || recorded.attachments) FROM consultations
    JOIN recorded_replies recorded ON recorded.consultation_id = consultations.id
    WHERE consultations.case_id = its_case
  UNION
  SELECT named.document_id FROM consultations
    JOIN statement_documents named ON named.consultation_id = consultations.id
    WHERE consultations.case_id = its_case AND consultations.referral_id IS NULL
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
