-- The matters on a meeting's agenda, or decided there, in their order: also those that are kept from the caller, who learns
-- nothing of them but that they have a place.
CREATE OR REPLACE FUNCTION matters_of_meeting(its_id uuid) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT consultations.id FROM consultations JOIN meetings ON meetings.id = consultations.meeting_id
  WHERE consultations.meeting_id = its_id
  ORDER BY array_position(meetings.agenda, consultations.id), consultations.state_since,
    consultations.own_case_number COLLATE sv_numbers, consultations.id
$$;
REVOKE ALL ON FUNCTION matters_of_meeting(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION matters_of_meeting(uuid) TO yttra_runtime;

-- Whether anything has been decided at a meeting, also what is kept from the caller.
CREATE OR REPLACE FUNCTION meeting_has_decided(its_id uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM consultations WHERE meeting_id = its_id AND state NOT IN ('approved', 'on-agenda'))
$$;
REVOKE ALL ON FUNCTION meeting_has_decided(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION meeting_has_decided(uuid) TO yttra_runtime;
