import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import { Clock } from '../../config/clock.js';
import { inOrderOfNames } from '../../consultations/in-order-of-names.js';
import { answeredView, planDates, planView, unplannedView } from '../../consultations/plan-view.js';
import {
  consultationIsVisible,
  deliveryIsOfItsSender,
  dispatchIsVisible,
  referralIsVisible,
  scopeOf,
} from '../../identity/visibility.js';
import {
  CONSULTATION_STATES,
  UNANSWERED_STATES,
  type ConsultationState,
} from '../../rules/consultation-states.js';
import { isLate, isOverdue } from '../../rules/in-time.js';
import type { PlanDates, PlanStepName } from '../../rules/planning.js';
import { authorize } from '../../rules/policy.js';
import { NotFound } from '../../rules/problem.js';
import {
  MATRIX_STEPS,
  type ConsulteePlansView,
  type ConsulteePlanView,
  type MatrixStep,
  type MatrixStepView,
} from './plan.dto.js';
import { VERBS_OF } from './read-plan.js';

/** Of each kind of event of a consultation the latest. */
interface Taken {
  readonly verb: string;
  readonly by: string | null;
  readonly at: string;
  readonly day: string;
}

interface Row {
  id: string;
  consultee: string;
  consultee_code: string | null;
  name: string;
  state: ConsultationState;
  own_case_number: string | null;
  reply_by: string;
  reached_issuer_on: string | null;
  unasked: boolean;
  confidential: boolean;
  dates: PlanDates | null;
  taken: Taken[];
  /** The days that the latest dispatch says, of a reply that has been forwarded. */
  dispatched: Partial<Record<MatrixStep, string | null>> | null;
  requested: { id: string; until: string } | null;
  undelivered: boolean;
}

/** What takes each step, the step of the plan that it is, and the last state in which it is still to be taken. */
// prettier-ignore
const STEPS: Readonly<Record<MatrixStep, { verbs: readonly string[]; plan?: PlanStepName; until: ConsultationState }>> = {
  register:    { verbs: ['register'],        until: 'sent' },
  draft:       { verbs: VERBS_OF.draft,      until: 'drafting',  plan: 'draft' },
  approve:     { verbs: VERBS_OF.approve,    until: 'in-review', plan: 'approve' },
  schedule:    { verbs: VERBS_OF.schedule,   until: 'approved',  plan: 'schedule' },
  decide:      { verbs: VERBS_OF.decide,     until: 'on-agenda', plan: 'decide' },
  confirm:     { verbs: VERBS_OF.confirm,    until: 'decided',   plan: 'confirm' },
  forward:     { verbs: VERBS_OF.forward,    until: 'confirmed', plan: 'forward' },
  acknowledge: { verbs: ['acknowledge'],     until: 'forwarded' },
};

const PLANS = `WITH taken AS (
    SELECT consultation_id, verb, body_code, max(at) AS at FROM audit_events
    WHERE case_id = (SELECT case_id FROM referrals WHERE id = $3) AND consultation_id IS NOT NULL
      AND object_type IN ('consultation', 'extension', 'message')
    GROUP BY consultation_id, verb, body_code)
  SELECT asked.id, coalesce(asked.consultee_code, asked.consultee_name) AS consultee, asked.consultee_code,
    coalesce(bodies.name, asked.consultee_name) AS name, asked.state, asked.own_case_number, asked.reply_by,
    asked.reached_issuer_on, asked.unasked, num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) > 0 AS confidential,
    CASE WHEN plan.forward_by IS NOT NULL THEN ${planDates('plan', 'asked.reply_by')} END AS dates,
    coalesce((SELECT json_agg(json_build_object('verb', verb, 'by', body_code, 'at', at,
        'day', (at AT TIME ZONE 'Europe/Stockholm')::date) ORDER BY at DESC)
      FROM taken WHERE taken.consultation_id = asked.id), '[]') AS taken,
    (SELECT json_build_object('decide', content->'decision'->>'decidedOn', 'confirm', content->'decision'->>'confirmedOn',
        'forward', forwarded_on)
      FROM dispatches WHERE dispatches.consultation_id = asked.id AND ${dispatchIsVisible('asked')}
      ORDER BY number DESC LIMIT 1) AS dispatched,
    (SELECT json_build_object('id', extensions.id, 'until', requested_until) FROM extensions
      WHERE extensions.consultation_id = asked.id AND extensions.state = 'requested' LIMIT 1) AS requested,
    EXISTS (SELECT FROM deliveries WHERE deliveries.consultation_id = asked.id AND deliveries.state = 'failed'
      AND ${deliveryIsOfItsSender('deliveries')}) AS undelivered
  FROM consultations asked
  LEFT JOIN bodies ON bodies.code = asked.consultee_code
  LEFT JOIN LATERAL plan_of(asked.consultee_code, asked.reply_by, $4,
    CASE WHEN asked.state IN ('on-agenda', 'decided', 'confirmed') THEN asked.meeting_id END) plan
    ON asked.consultee_code IS NOT NULL
  WHERE asked.referral_id = $3 AND ${consultationIsVisible('asked')}
  ORDER BY ${inOrderOfNames('asked', 'bodies')}`;

/**
 * How far each consultee of a referral has come and whether it will make it, for the issuer's staff: states, days and
 * verdicts. Who works on it and what is written stay with the consultee.
 */
@Injectable()
export class ReadPlans {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, NotPermitted */
  async of(caller: Caller, referralId: string): Promise<ConsulteePlansView> {
    const [referral]: { issuer_code: string; case_seen_by: string[] | null; seen_by: string[] | null }[] =
      await this.dataSource.query(
        `SELECT issuer_code, case_seen_by, seen_by FROM referrals WHERE id = $3 AND ${referralIsVisible('referrals')}`,
        [...scopeOf(caller.actor), referralId],
      );
    if (!referral) throw new NotFound();
    const { issuer_code: issuer, case_seen_by, seen_by } = referral;
    authorize(caller.actor, 'referral.compile', { issuer, lists: { [issuer]: [case_seen_by, seen_by] } });
    const today = this.clock.today();
    const rows: Row[] = await this.dataSource.query(PLANS, [...scopeOf(caller.actor), referralId, today]);
    caller.hasRead('referrals', referralId);
    for (const { id, confidential } of rows) caller.hasRead('consultations', id, confidential);
    return { today, items: rows.map((row) => consulteePlan(row, today, caller)) };
  }
}

function consulteePlan(row: Row, today: string, caller: Caller): ConsulteePlanView {
  const { state, dates, taken } = row;
  const plan = planOf(row, today, caller);
  const sign = taken.find(({ by }) => by !== null && by === row.consultee_code);
  const isOpen = UNANSWERED_STATES.includes(state);
  const steps = MATRIX_STEPS.map((step) => stepOf(step, row, plan.steps));
  // Nobody here knows how far somebody outside has come: their reply is what is waited for.
  const next = row.consultee_code === null ? 'forward' : steps.find(({ doneOn }) => doneOn === null)?.step;
  return {
    consultationId: row.id,
    consultee: row.consultee,
    name: row.name,
    state,
    ownCaseNumber: row.own_case_number,
    replyBy: row.reply_by,
    overdue: isOverdue(row, today),
    late: isLate(row),
    confidential: row.confidential,
    verdict: plan.verdict,
    unplanned: plan.unplanned,
    detail: plan.detail,
    meetingDate: plan.meetingDate,
    immediate: isOpen && dates?.immediate === true,
    steps,
    currentStep: (isOpen && next) || null,
    lastSign: sign ? { verb: sign.verb, at: new Date(sign.at).toISOString() } : null,
    requestedExtension: row.requested,
    undelivered: row.undelivered,
  };
}

function planOf({ state, dates, reply_by, consultee_code }: Row, today: string, caller: Caller) {
  if (!UNANSWERED_STATES.includes(state)) return answeredView(state, reply_by, caller);
  if (dates) return planView(dates, state, today, caller);
  return unplannedView(consultee_code === null ? 'outside-yttra' : 'no-calendar', reply_by, caller);
}

/**
 * A step that was taken and undone again, as by returning a draft, is still to be taken. Of what may be entered
 * afterwards the day is the one that was given, not the one it was entered.
 */
function stepOf(
  step: MatrixStep,
  { state, taken, dispatched }: Row,
  planned: readonly { readonly step: string; readonly date: string | null; readonly margin: number | null }[],
): MatrixStepView {
  const { verbs, plan, until } = STEPS[step];
  const isBeyond = CONSULTATION_STATES.indexOf(state) > CONSULTATION_STATES.indexOf(until);
  const entered = taken.find(({ verb }) => verbs.includes(verb))?.day ?? null;
  const doneOn = isBeyond ? (dispatched?.[step] ?? entered) : null;
  const { date = null, margin = null } = planned.find((each) => each.step === plan) ?? {};
  return { step, doneOn, date: isBeyond ? null : date, margin: isBeyond ? null : margin };
}
