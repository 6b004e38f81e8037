import type { Caller } from '../changes/caller.js';
import type { ConsultationState } from '../rules/consultation-states.js';
import {
  endedTexts,
  stepsOf,
  unplannedTexts,
  verdictOf,
  verdictTexts,
  type PlanDates,
  type Unplanned,
} from '../rules/planning.js';
import type { PlanView } from './planning.dto.js';

/** A row of `plan_of` as `PlanDates`; `replyBy` is the expression it was asked for. */
export const planDates = (plan: string, replyBy: string): string => `json_build_object(
  'replyBy', ${replyBy}, 'forwardBy', ${plan}.forward_by, 'confirmBy', ${plan}.confirm_by,
  'meetsOn', ${plan}.meets_on, 'immediate', ${plan}.immediate, 'agendaClosesOn', ${plan}.agenda_closes_on,
  'approveBy', ${plan}.approve_by, 'draftBy', ${plan}.draft_by, 'startBy', ${plan}.start_by,
  'calendarEndsOn', ${plan}.calendar_ends_on)`;

export function planView(
  dates: PlanDates,
  state: ConsultationState,
  today: string,
  caller: Caller,
): PlanView {
  const steps = stepsOf(dates, state, today);
  const verdict = verdictOf(dates, state, today, steps);
  if (verdict === null) return unplannedView('no-calendar', dates.replyBy, caller, dates.calendarEndsOn);
  return {
    replyBy: dates.replyBy,
    verdict,
    unplanned: null,
    detail: caller.say(verdictTexts[verdict]),
    meetingDate: dates.meetsOn,
    calendarEndsOn: dates.calendarEndsOn,
    steps,
  };
}

/** Of a consultation that nobody has to answer any more. */
export const answeredView = (state: ConsultationState, replyBy: string, caller: Caller): PlanView => ({
  ...unplannedView('answered', replyBy, caller),
  detail: caller.say(endedTexts[state] ?? unplannedTexts.answered),
});

export function unplannedView(
  unplanned: Unplanned,
  replyBy: string | null,
  caller: Caller,
  calendarEndsOn: string | null = null,
): PlanView {
  const detail = caller.say(unplannedTexts[unplanned]);
  return { replyBy, verdict: null, unplanned, detail, meetingDate: null, calendarEndsOn, steps: [] };
}
