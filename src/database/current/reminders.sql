CREATE OR REPLACE VIEW reminder_schedules AS
  SELECT bodies.code AS body_code, kind.kind, kind.side, kind.urgent_from,
    coalesce(own.said, true) AS said,
    coalesce(own.days, kind.days) AS days,
    coalesce(own.recipients, kind.recipients) AS recipients,
    CASE WHEN settings.kinds -> kind.kind ? 'escalateAfter' THEN own."escalateAfter" ELSE kind.escalate_after END
      AS escalate_after
  FROM bodies CROSS JOIN reminder_kinds kind
  LEFT JOIN reminder_settings settings ON settings.body_code = bodies.code
  LEFT JOIN LATERAL jsonb_to_record(settings.kinds -> kind.kind)
    AS own (said boolean, days integer[], recipients text[], "escalateAfter" integer) ON true;

-- Given the row, as consultation_plan is.
CREATE OR REPLACE FUNCTION reminder_plan(asked consultations, today date)
  RETURNS TABLE(draft_by date, approve_by date, agenda_closes_on date, confirm_by date, at_risk boolean)
  LANGUAGE sql STABLE AS $$
  SELECT plan.draft_by, plan.approve_by, plan.agenda_closes_on, plan.confirm_by,
    CASE asked.state
      WHEN 'decided' THEN plan.confirm_by < today
      WHEN 'confirmed' THEN false
      ELSE coalesce(plan.immediate, plan.calendar_ends_on >= today)
    END
  FROM plan_of(asked.consultee_code, asked.reply_by, today,
    CASE WHEN asked.state IN ('on-agenda', 'decided', 'confirmed') THEN asked.meeting_id END) plan
$$;

CREATE OR REPLACE FUNCTION reminders_applying(today date, first uuid DEFAULT '00000000-0000-0000-0000-000000000000', last uuid DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff')
  RETURNS TABLE(consultation_id uuid, kind text, about_on date, set_on date, body_code text, side text, state text, officer text, outside boolean)
  LANGUAGE sql STABLE AS $$
  WITH officers AS MATERIALIZED (
    SELECT DISTINCT username, body_code FROM effective_roles JOIN people USING (username) WHERE role = 'officer' AND people.active
  ), open AS MATERIALIZED (
    -- An officer who is none any more is as good as nobody.
    SELECT consultation.*, officers.username AS handler, greatest(state_since, reply_by_set_on) AS planned_since,
      staffed.code AS consultee,
      -- For a sender outside Yttra the consultee's own staff record what it answers.
      coalesce(issuer_code, consultee_code) AS acting_issuer,
      plan.draft_by, plan.approve_by, plan.agenda_closes_on, plan.confirm_by, plan.at_risk
    FROM consultations consultation
    -- A body without staff here is reminded by the issuer, as one outside Yttra.
    LEFT JOIN (SELECT DISTINCT body_code AS code FROM effective_roles WHERE role NOT IN ('reader', 'administrator'))
      staffed ON staffed.code = consultee_code
    LEFT JOIN officers ON officers.username = officer AND officers.body_code = consultee_code
    LEFT JOIN LATERAL reminder_plan(consultation, today) plan ON staffed.code IS NOT NULL
    WHERE consultation.id BETWEEN first AND last AND consultation.state IN
      ('sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed', 'forwarded')
  )
  SELECT open.id, applies.kind, applies.about_on, applies.set_on, applies.body_code, reminder_kinds.side, open.state,
    open.handler, open.consultee IS NULL
  FROM open
  LEFT JOIN decisions ON open.state = 'decided' AND decisions.consultation_id = open.id
  LEFT JOIN extensions asked ON asked.consultation_id = open.id AND asked.state = 'requested'
  -- A letter waits from the day it was forwarded, or its tick was taken back.
  LEFT JOIN LATERAL (SELECT max(greatest(dispatches.forwarded_on, waiting.taken_back_on)) AS since
    FROM deliveries waiting JOIN dispatches ON dispatches.id = waiting.dispatch_id
    WHERE waiting.consultation_id = open.id AND waiting.to_issuer AND waiting.channel = 'manual' AND waiting.state = 'pending'
  ) letter ON open.state = 'forwarded'
  CROSS JOIN LATERAL (VALUES
    ('register-it', state_since, state_since, consultee),
    ('assign-it', CASE WHEN handler IS NULL THEN state_since END, state_since, consultee),
    ('draft-due', draft_by, planned_since, consultee),
    ('review-due', approve_by, planned_since, consultee),
    ('agenda-closing', agenda_closes_on, planned_since, consultee),
    ('minutes-not-confirmed', CASE WHEN confirm_by > state_since THEN least(confirm_by, last_day_to_confirm(decided_on))
      ELSE last_day_to_confirm(decided_on) END, planned_since, consultee),
    ('decided-not-forwarded', state_since, state_since, consultee),
    ('letter-not-posted', CASE WHEN letter.since IS NOT NULL THEN greatest(state_since, letter.since) END,
      greatest(state_since, letter.since), consultee),
    ('reply-by', CASE WHEN reply_by >= today THEN reply_by END, reply_by_set_on,
      coalesce(consultee, issuer_code)),
    ('overdue', CASE WHEN reply_by < today THEN reply_by END, reply_by_set_on, consultee),
    ('consultee-late', CASE WHEN reply_by < today THEN reply_by END, reply_by_set_on, issuer_code),
    ('consultee-at-risk', CASE WHEN reply_by >= today AND at_risk THEN reply_by END, reply_by_set_on,
      issuer_code),
    ('extension-unanswered', (asked.requested_at AT TIME ZONE 'Europe/Stockholm')::date,
      (asked.requested_at AT TIME ZONE 'Europe/Stockholm')::date, acting_issuer),
    ('forwarded-not-acknowledged', state_since, state_since, issuer_code)
  ) AS applies (kind, about_on, set_on, body_code)
  JOIN reminder_kinds ON reminder_kinds.kind = applies.kind AND open.state = ANY(reminder_kinds.states)
  WHERE applies.about_on IS NOT NULL AND applies.body_code IS NOT NULL
  UNION ALL
  -- What was decided for a board, or for one that it took over from, is reported to it (KL 6:39-40, 7:8), also once it has been received.
  SELECT decided.id, 'decision-not-reported', next.meets_on, greatest(decisions.decided_on, decided.state_since),
    next.body_code, 'consultee', decided.state, decided.officer, false
  FROM decisions JOIN consultations decided ON decided.id = decisions.consultation_id
  CROSS JOIN LATERAL (SELECT meets_on, body_code FROM meetings JOIN bodies ON bodies.code = body_code AND bodies.active
    WHERE body_code IN (SELECT decided.consultee_code UNION ALL SELECT heir FROM body_heirs
        WHERE body_heirs.body_code = decided.consultee_code)
      AND organ IS NULL AND meets_on > decisions.decided_on ORDER BY meets_on, body_code LIMIT 1) next
  WHERE decisions.consultation_id BETWEEN first AND last AND decisions.report_at_next_meeting
    AND decisions.reported_on IS NULL AND NOT decisions.predates_reporting AND decided.state IN ('confirmed', 'forwarded', 'received')
    AND EXISTS (SELECT FROM effective_roles WHERE effective_roles.body_code = next.body_code AND role NOT IN ('reader', 'administrator'))
$$;

-- Derived, never stored: an extension or an answer needs no recomputation. The same rule as
-- src/rules/reminder-days.ts: the latest reminder whose day has come, unless it or a later one was said.
CREATE OR REPLACE FUNCTION reminders_due(today date, first uuid DEFAULT '00000000-0000-0000-0000-000000000000', last uuid DEFAULT 'ffffffff-ffff-ffff-ffff-ffffffffffff')
  RETURNS TABLE(consultation_id uuid, kind text, about_on date, days integer, recipient text, again date, username text, body_code text, role text, urgent boolean)
  LANGUAGE sql STABLE SET enable_seqscan = off AS $$
  WITH applying AS MATERIALIZED (
    SELECT applying.*, schedule.days AS schedule, schedule.recipients, schedule.escalate_after, schedule.urgent_from
    FROM reminders_applying(today, first, last) applying
    JOIN reminder_schedules schedule ON schedule.body_code = applying.body_code AND schedule.kind = applying.kind
    WHERE schedule.said
  ), held AS MATERIALIZED (
    SELECT coalesce(max(up_to), '-infinity') AS up_to FROM reminders_held
  ), steps AS (
    SELECT applying.*, latest.days, named.role, latest.days >= urgent_from AS urgent
    FROM applying
    CROSS JOIN LATERAL (SELECT max(step) AS days FROM unnest(schedule) AS step
      WHERE about_on + step <= today AND about_on + step > greatest(set_on, (SELECT up_to FROM held))) latest
    CROSS JOIN LATERAL unnest(recipients) AS named (role)
    WHERE latest.days IS NOT NULL
    UNION ALL
    SELECT applying.*, NULL, 'manager', urgent_from IS NOT NULL
    FROM applying
    WHERE escalate_after IS NOT NULL AND working_day_after((
        SELECT min(said_on) FROM reminders reminder WHERE reminder.consultation_id = applying.consultation_id
          AND reminder.kind = applying.kind AND reminder.about_on = applying.about_on AND reminder.days >= 0
      ), escalate_after) BETWEEN (SELECT up_to + 1 FROM held) AND today
  ), holders AS MATERIALIZED (
    SELECT held.body_code, held.role, held.username AS holder, coalesce(standing.username, held.username) AS username
    FROM effective_roles held JOIN people USING (username)
    LEFT JOIN standing_in(today) standing ON standing.absent = held.username
      AND standing.body_code = held.body_code AND standing.role = held.role
    WHERE people.active
  ), resolved AS (
    SELECT steps.*, CASE
      WHEN (steps.role = 'officer' OR (steps.role = 'holder' AND state IN ('registered', 'drafting')))
        AND side = 'consultee' AND officer IS NULL AND NOT outside THEN 'registrar'
      WHEN steps.role <> 'holder' THEN steps.role
      WHEN side = 'issuer' OR outside OR state = 'sent' THEN 'registrar'
      WHEN state IN ('registered', 'drafting') THEN 'officer'
      WHEN state = 'in-review' THEN 'manager'
      ELSE 'secretary' END AS for_role
    FROM steps
  ), judged AS MATERIALIZED (
    SELECT resolved.*, asked, NOT consultation_is_open_at(asked, resolved.body_code, '{}') AS confidential
    FROM resolved JOIN consultations asked ON asked.id = resolved.consultation_id
  ), of_the_role AS MATERIALIZED (
    SELECT judged.*, holders.username, NOT confidential OR holders.username IS NOT NULL
        AND consultation_is_open_at(asked, judged.body_code, marks_of(holders.username, today)) AS may_see
    FROM judged LEFT JOIN holders ON holders.body_code = judged.body_code AND holders.role = for_role
      AND (for_role <> 'officer' OR side = 'issuer' OR holders.holder = officer)
  ), left_out AS (
    SELECT DISTINCT ON (consultation_id, kind, days, for_role) * FROM judged WHERE confidential AND NOT EXISTS (
      SELECT FROM of_the_role WHERE of_the_role.consultation_id = judged.consultation_id
        AND of_the_role.kind = judged.kind AND of_the_role.days IS NOT DISTINCT FROM judged.days AND may_see)
  ), recipients AS (
    SELECT consultation_id, kind, about_on, days, body_code, for_role, urgent, username FROM of_the_role WHERE may_see
    UNION ALL
    SELECT consultation_id, kind, about_on, days, left_out.body_code, holders.role, urgent, holders.username
    FROM left_out JOIN holders ON holders.body_code = left_out.body_code
      AND holders.role NOT IN ('reader', 'administrator')
      AND consultation_is_open_at(asked, left_out.body_code, marks_of(holders.username, today))
  ), addressed AS (
    SELECT DISTINCT ON (consultation_id, kind, days, coalesce(username, body_code || ':' || for_role))
      consultation_id, kind, about_on, days, body_code, for_role AS role, coalesce(urgent, false) AS urgent, username,
      coalesce(username, body_code || ':' || for_role) AS recipient
    FROM recipients
    ORDER BY consultation_id, kind, days, coalesce(username, body_code || ':' || for_role), for_role
  )
  SELECT addressed.consultation_id, addressed.kind, addressed.about_on, addressed.days, addressed.recipient,
    CASE WHEN history.said THEN snooze.ended ELSE '-infinity' END, addressed.username, addressed.body_code,
    addressed.role, addressed.urgent
  FROM addressed
  CROSS JOIN LATERAL (
    SELECT EXISTS (SELECT FROM reminders reminder WHERE reminder.consultation_id = addressed.consultation_id
      AND reminder.kind = addressed.kind AND reminder.about_on = addressed.about_on
      AND CASE WHEN addressed.days IS NULL THEN reminder.days IS NULL ELSE reminder.days >= addressed.days END) AS said
  ) history
  CROSS JOIN LATERAL (
    SELECT max(silence.until) FILTER (WHERE NOT EXISTS (SELECT FROM reminders reminder
        WHERE reminder.consultation_id = addressed.consultation_id AND reminder.kind = addressed.kind
          AND reminder.about_on = addressed.about_on AND reminder.recipient = addressed.recipient
          AND reminder.said_on >= silence.until)) AS ended,
      coalesce(bool_or(silence.until IS NULL OR silence.until > today), false) AS holds
    FROM reminder_silences silence
    WHERE silence.consultation_id = addressed.consultation_id AND silence.username = addressed.recipient
      AND coalesce(silence.kind, addressed.kind) = addressed.kind
  ) snooze
  WHERE NOT snooze.holds AND (NOT history.said OR snooze.ended > (SELECT up_to FROM held))
$$;
