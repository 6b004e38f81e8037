CREATE OR REPLACE VIEW case_facts AS
  SELECT cases.id AS case_id,
    (SELECT count(*)::int FROM referrals WHERE referrals.case_id = cases.id AND state IN ('draft', 'sent'))
      AS open_referrals,
    -- The case's own reply to an outside sender while it is unfinished, and consultees of closed referrals at work.
    (SELECT count(*)::int FROM consultations LEFT JOIN referrals ON referrals.id = referral_id
     WHERE consultations.case_id = cases.id AND (referral_id IS NULL OR referrals.state = 'closed')
       AND consultations.state IN ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed'))
      AS open_replies,
    (SELECT count(*)::int FROM deliveries WHERE deliveries.case_id = cases.id AND channel = 'manual'
       AND state = 'pending' AND sender_body = cases.issuer_code) AS unposted_letters
  FROM cases;

-- Late facts that early rules ask for: one row a consultation.
CREATE OR REPLACE VIEW consultation_facts WITH (security_invoker = true) AS
  SELECT consultations.id AS consultation_id,
    consultations.own_case_number IS NOT NULL AS ever_registered,
    coalesce(statement_versions.content->>'title', '') <> '' AS statement_has_title,
    coalesce(jsonb_array_length(statement_versions.content->'clauses'), 0) AS statement_clauses,
    coalesce(jsonb_array_length(statement_versions.content->'recipients'), 0) AS statement_recipients,
    meetings.meets_on AS meeting_on,
    coalesce(issuer.kind = 'council', false) OR EXISTS (
      SELECT FROM jsonb_array_elements(statement_versions.content->'recipients') AS recipient
      JOIN bodies ON bodies.code = recipient->>'body' AND bodies.kind = 'council'
    ) AS council_is_issuer_or_recipient,
    referrals.delegation_barred IS NOT NULL AS referral_bars_delegation,
    EXISTS (SELECT FROM decisions WHERE decisions.consultation_id = consultations.id) AS decided,
    -- Asked where an issuer would record a reply for it.
    CASE WHEN consultations.state IN ('sent', 'registered', 'drafting', 'no-reply', 'declined')
        AND (consultations.issuer_code = ANY(acting_for('staff_of')) OR acting_as_the_service())
      THEN answers_here(consultations.consultee_code, consultations.issuer_code) ELSE true END AS consultee_answers_here,
    consultations.recorded_reply_allowed AS reply_may_be_recorded,
    (SELECT CASE WHEN recorded_from IN ('declined', 'withdrawn') THEN recorded_from
        WHEN referrals.state = 'withdrawn' THEN 'withdrawn' WHEN referrals.state = 'closed' THEN 'no-reply' ELSE recorded_from END
     FROM recorded_replies WHERE recorded_replies.consultation_id = consultations.id) AS recorded_from,
    EXISTS (SELECT FROM publications WHERE publications.consultation_id = consultations.id AND publications.state = 'published')
      AS reply_is_published
  FROM consultations
  -- With OFFSET 0 by both columns of its key: PostgreSQL would rather look through all versions of the one consultation.
  LEFT JOIN LATERAL (SELECT content FROM statement_versions version
    WHERE version.consultation_id = consultations.id AND version.number = consultations.statement_version OFFSET 0
  ) statement_versions ON true
  LEFT JOIN meetings ON meetings.id = consultations.meeting_id
  LEFT JOIN bodies issuer ON issuer.code = consultations.issuer_code
  LEFT JOIN referrals ON referrals.id = consultations.referral_id;
