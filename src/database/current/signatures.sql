-- What a paper that is signed says, as one hash: another one tells that the text has been corrected since. Confirming the
-- minutes and reporting the decision correct nothing. The hashes of what was sent are kept: to change this says of every
-- paper that was ever signed that its text has been corrected.
CREATE OR REPLACE FUNCTION text_to_sign(consultation uuid, paper text)
  RETURNS text
  LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to((jsonb_build_array(asked.own_case_number, decided.statement_version, decided.clauses,
      decided.decided_on, decided.section, decided.decided_by, decided.committee, decided.route)
    || CASE paper WHEN 'statement' THEN '[]' ELSE jsonb_build_array(decided.outcome, decided.basis, decided.motions, decided.votes,
      decided.reservations, decided.special_statements, decided.recusals, decided.not_taking_part, decided.minutes_notes,
      decided.question_stances, jsonb_path_query_array(asked.postponements, '$[*] ? (@.how == "prepared" && !(@.takenBack == true))'))
      || CASE WHEN decided.adopted_preparation IS NULL THEN '[]' ELSE jsonb_build_array(decided.adopted_preparation) END END)::text, 'UTF8')), 'hex')
  FROM decisions decided JOIN consultations asked ON asked.id = decided.consultation_id
  WHERE decided.consultation_id = consultation
$$;

-- Signed papers that are documents of a reply. `dispatched`: the text that was signed is what was forwarded, then or now, so
-- that whoever received that has the signed paper too, and keeps it when a correction follows. For functions of the tables'
-- owner, whose queries take it in as their own text: one that is called costs ten times as much.
CREATE OR REPLACE FUNCTION signed_papers_by_the_tables(its_document uuid)
  RETURNS TABLE(consultation_id uuid, dispatched boolean)
  LANGUAGE sql STABLE ROWS 1 AS $$
  SELECT request.consultation_id, EXISTS (SELECT FROM dispatches WHERE dispatches.consultation_id = request.consultation_id
    AND (request.text_hash = text_to_sign(request.consultation_id, request.paper)
      OR NOT EXISTS (SELECT FROM decision_corrections correction WHERE correction.consultation_id = request.consultation_id
        AND correction.corrected_at > request.asked_at AND correction.corrected_at <= dispatches.created_at)))
  FROM signature_requests request WHERE request.document_id = its_document
$$;
REVOKE ALL ON FUNCTION signed_papers_by_the_tables(uuid) FROM PUBLIC;

-- The same, for questions that are asked of all rows by others.
CREATE OR REPLACE FUNCTION signed_papers_of(its_document uuid)
  RETURNS TABLE(consultation_id uuid, dispatched boolean)
  LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT * FROM signed_papers_by_the_tables(its_document)
$$;
REVOKE ALL ON FUNCTION signed_papers_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION signed_papers_of(uuid) TO yttra_runtime;

-- As the tables' owner: the issuer sees the signed paper of what it has received, and no request.
CREATE OR REPLACE FUNCTION signed_documents_of(its_consultation uuid)
  RETURNS TABLE(document_id uuid, paper text, signed_on date)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT document_id, paper, signed_on FROM signature_requests
  WHERE consultation_id = its_consultation AND document_id IS NOT NULL
$$;
REVOKE ALL ON FUNCTION signed_documents_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION signed_documents_of(uuid) TO yttra_runtime;

-- Asked of a paper that is frozen and would become another.
CREATE OR REPLACE FUNCTION signed_paper_stays_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A paper that was sent for signature is never changed.' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
