-- The n-th working day before a day; 0 is the day itself, or the last working day before it.
CREATE OR REPLACE FUNCTION working_day_before(day date, days integer) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT before.day FROM working_days given
  JOIN working_days before ON before.working
    AND before.number = given.number - $2 + (NOT given.working AND $2 > 0)::int
  WHERE given.day = $1
$$;

-- The n-th working day after a day; 0 is the day itself, or the next working day.
CREATE OR REPLACE FUNCTION working_day_after(day date, days integer) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT later.day FROM working_days given
  JOIN working_days later ON later.working
    AND later.number = given.number + $2 + (NOT given.working AND $2 = 0)::int
  WHERE given.day = $1
$$;

-- KL 5:69: the last day to confirm the minutes of a meeting, 14 days after it. A day off is put off to the next working
-- day, as lag (1930:173) has it of any time that the law sets. The same as `lastDayToConfirm` (src/rules/planning.ts).
CREATE OR REPLACE FUNCTION last_day_to_confirm(meets_on date) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT working_day_after($1 + 14, 0)
$$;

-- The lead times as columns, and each meeting with the days that follow from its date.
CREATE OR REPLACE VIEW meeting_days AS
  SELECT meetings.id AS meeting_id, meetings.body_code, meetings.meets_on, closing.closes_on,
    approval.approve_by, review.draft_by, working_day_before(review.draft_by, drafting_days) AS start_by,
    meets_on + confirmation_days AS confirmed_on,
    working_day_after(working_day_after(meets_on + confirmation_days, 0), forwarding_days) AS forwarded_on
  FROM meetings
  JOIN bodies ON bodies.code = meetings.body_code
  CROSS JOIN LATERAL jsonb_to_record(bodies.lead_times) AS lead ("confirmationDays" int, "forwardingDays" int,
    "agendaDays" int, "approvalDays" int, "reviewDays" int, "draftingDays" int)
  CROSS JOIN LATERAL (SELECT "confirmationDays" AS confirmation_days, "forwardingDays" AS forwarding_days,
    "agendaDays" AS agenda_days, "approvalDays" AS approval_days, "reviewDays" AS review_days,
    "draftingDays" AS drafting_days) named
  CROSS JOIN LATERAL (SELECT coalesce(agenda_closes_on, working_day_before(meets_on, agenda_days)) AS closes_on)
    closing
  CROSS JOIN LATERAL (SELECT working_day_before(closes_on, approval_days) AS approve_by) approval
  CROSS JOIN LATERAL (SELECT working_day_before(approve_by, review_days) AS draft_by) review;

-- The plan of a body that is to have answered by a day, counted backwards from it. The meeting is the last one
-- that makes it and whose agenda is open: with ordinary confirmation if there is one, else ("immediate") if
-- the minutes are confirmed at the meeting. A meeting that the matter is on already counts whatever its agenda,
-- and only such a one of a committee: what a committee may decide is not known here. The day of confirming is never
-- later than the law has it of that meeting.
CREATE OR REPLACE FUNCTION plan_of(body text, reply_by date, today date, on_meeting uuid DEFAULT NULL::uuid)
  RETURNS TABLE(forward_by date, confirm_by date, meeting_id uuid, meets_on date, immediate boolean, agenda_closes_on date, approve_by date, draft_by date, start_by date, calendar_ends_on date)
  LANGUAGE sql STABLE AS $$
  SELECT last.forward_by, least(last.confirm_by, last_day_to_confirm(meeting.meets_on)), meeting.meeting_id, meeting.meets_on, meeting.immediate,
    meeting.closes_on, meeting.approve_by, meeting.draft_by, meeting.start_by,
    (SELECT max(meetings.meets_on) FROM meetings WHERE meetings.body_code = $1 AND meetings.organ IS NULL)
  FROM (
    SELECT forward_by, working_day_before(forward_by, coalesce(forwarding_days, 1)) AS confirm_by, confirmation_days
    FROM (SELECT working_day_before($2, 0) AS forward_by) rolled
    LEFT JOIN (SELECT (lead_times ->> 'forwardingDays')::int AS forwarding_days,
      (lead_times ->> 'confirmationDays')::int AS confirmation_days FROM bodies WHERE code = $1) lead ON true
  ) last
  -- Each is read backwards along the calendar, and no further than to the first that is found.
  LEFT JOIN LATERAL (
    (SELECT days.*, days.confirmed_on > last.confirm_by AS immediate FROM meeting_days days
      WHERE days.body_code = $1 AND days.meeting_id = $4)
    UNION ALL
    (SELECT days.*, false FROM meeting_days days JOIN meetings ON meetings.id = days.meeting_id AND meetings.organ IS NULL
      WHERE $4 IS NULL AND days.body_code = $1 AND days.closes_on >= $3
        AND days.meets_on >= $3 AND days.meets_on <= last.confirm_by - last.confirmation_days
      ORDER BY days.meets_on DESC, days.meeting_id LIMIT 1)
    UNION ALL
    (SELECT days.*, true FROM meeting_days days JOIN meetings ON meetings.id = days.meeting_id AND meetings.organ IS NULL
      WHERE $4 IS NULL AND days.body_code = $1 AND days.closes_on >= $3
        AND days.meets_on >= $3 AND days.meets_on > last.confirm_by - last.confirmation_days
        AND days.meets_on <= last.confirm_by
      ORDER BY days.meets_on DESC, days.meeting_id LIMIT 1)
    LIMIT 1
  ) meeting ON true
$$;

-- The earliest day that a body can have answered by with no step behind: the first meeting that there is time
-- to write for, its minutes confirmed in the ordinary way. Null when its calendar ends before.
CREATE OR REPLACE FUNCTION earliest_reply_by(body text, today date) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT min(forwarded_on) FROM meeting_days JOIN meetings ON meetings.id = meeting_id
  WHERE meeting_days.body_code = $1 AND start_by >= $2 AND organ IS NULL
$$;

-- The plan of an unanswered consultation on a day: a day is null once its step has been taken.
-- It is given the row, and reads none: a plan that looks the row up again goes wrong where PostgreSQL takes the table for
-- empty, and joins every row with every other.
CREATE OR REPLACE FUNCTION consultation_plan(asked consultations, today date)
  RETURNS TABLE(forward_by date, approve_by date, draft_by date)
  LANGUAGE sql STABLE AS $$
  SELECT plan.forward_by,
    CASE WHEN asked.state IN ('sent', 'registered', 'drafting', 'in-review') THEN plan.approve_by END,
    CASE WHEN asked.state IN ('sent', 'registered', 'drafting') THEN plan.draft_by END
  FROM plan_of(asked.consultee_code, asked.reply_by, today,
    CASE WHEN asked.state IN ('on-agenda', 'decided', 'confirmed') THEN asked.meeting_id END) plan
  WHERE asked.consultee_code IS NOT NULL AND asked.state IN
    ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed')
$$;

-- Whether an unanswered reply is at risk on a day: the last day of a step has passed, or the ordinary way does not make
-- it. Past its reply-by date it is no longer at risk but late. The same as `isAtRisk` says of the verdict
-- (src/rules/planning.ts); a test holds the two together. Lists ask it once for all replies of one body, day, state and meeting.
CREATE OR REPLACE FUNCTION risk_of(consultee text, reply_by date, state text, meeting uuid, today date)
  RETURNS TABLE(at_risk boolean) LANGUAGE sql STABLE AS $$
  SELECT CASE
      WHEN $3 = 'confirmed' THEN false
      WHEN $3 = 'decided' THEN plan.immediate
      WHEN plan.meets_on IS NULL THEN plan.calendar_ends_on >= $5
      ELSE plan.meets_on > plan.confirm_by OR plan.immediate
    END OR ((plan.meets_on IS NOT NULL OR $3 IN ('decided', 'confirmed')) AND least(
      plan.forward_by,
      CASE WHEN $3 <> 'confirmed' THEN plan.confirm_by END,
      CASE WHEN $3 NOT IN ('decided', 'confirmed') THEN plan.meets_on END,
      CASE WHEN $3 NOT IN ('on-agenda', 'decided', 'confirmed') THEN plan.agenda_closes_on END,
      CASE WHEN $3 IN ('sent', 'registered', 'drafting', 'in-review') THEN plan.approve_by END,
      CASE WHEN $3 IN ('sent', 'registered', 'drafting') THEN plan.draft_by END,
      CASE WHEN $3 IN ('sent', 'registered') THEN plan.start_by END) < $5)
  FROM plan_of($1, $2, $5, CASE WHEN $3 IN ('on-agenda', 'decided', 'confirmed') THEN $4 END) plan
  WHERE plan.forward_by IS NOT NULL AND $2 >= $5 AND $3 IN
    ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed')
$$;

-- The same of one reply, to the consultee's staff. False for others, who are not shown the plan.
CREATE OR REPLACE FUNCTION is_at_risk(asked consultations, marks text[], today date) RETURNS boolean
  LANGUAGE sql STABLE COST 10000 AS $$
  SELECT asked.consultee_code = ANY(marks) AND coalesce((
    SELECT at_risk FROM risk_of(asked.consultee_code, asked.reply_by, asked.state, asked.meeting_id, today)), false)
$$;
