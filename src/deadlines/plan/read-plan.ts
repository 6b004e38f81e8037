import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PLANNED_ONCE } from '../../database/prepared-client.js';
import { Clock } from '../../config/clock.js';
import { answeredView, planDates, planView } from '../../consultations/plan-view.js';
import type { Caller } from '../../changes/caller.js';
import { consultationIsVisible, scopeOf } from '../../identity/visibility.js';
import { UNANSWERED_STATES, type ConsultationState } from '../../rules/consultation-states.js';
import { waysOutOf, type PlanDates, type PlanStepName } from '../../rules/planning.js';
import { NotFound } from '../../rules/problem.js';
import type { ConsultationPlanView } from './plan.dto.js';

interface Row {
  id: string;
  body: string;
  state: ConsultationState;
  dates: PlanDates;
  delegation_barred: boolean;
  extension_requested: boolean;
  /** The latest day of each verb, and the days that were given of decision, minutes and forwarding. */
  taken: Readonly<Record<string, string>> | null;
  given: Readonly<Partial<Record<PlanStepName, string | null>>>;
}

/** What takes each step of the plan. */
export const VERBS_OF: Readonly<Record<PlanStepName, readonly string[]>> = {
  assign: ['assign'],
  draft: ['submit'],
  approve: ['approve'],
  schedule: ['schedule'],
  decide: ['decide', 'decide-by-delegation'],
  confirm: ['confirm'],
  forward: ['forward', 'forward-correction'],
};

/** Derived anew at each reading, so an extension, a moved meeting and a step that is taken change it at once. */
@Injectable()
export class ReadPlan {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The consultee's own staff only: how it fares is its own until it is forwarded. @throws NotFound */
  async plan(caller: Caller, id: string): Promise<ConsultationPlanView> {
    const today = this.clock.today();
    const [row]: Row[] = await this.dataSource.query(
      `${PLANNED_ONCE} SELECT asked.id, asked.consultee_code AS body, asked.state,
         ${planDates('plan', 'asked.reply_by')} AS dates,
         facts.council_is_issuer_or_recipient OR facts.referral_bars_delegation AS delegation_barred,
         EXISTS (SELECT FROM extensions WHERE consultation_id = asked.id AND extensions.state = 'requested')
           AS extension_requested,
         (SELECT json_object_agg(verb, day) FROM (
            SELECT verb, max((at AT TIME ZONE 'Europe/Stockholm')::date) AS day FROM audit_events
            WHERE audit_events.case_id = asked.case_id AND audit_events.consultation_id = asked.id AND object_type = 'consultation'
            GROUP BY verb) latest) AS taken,
         json_build_object('decide', decisions.decided_on, 'confirm', decisions.confirmed_on, 'forward', (
            SELECT forwarded_on FROM dispatches WHERE dispatches.consultation_id = asked.id ORDER BY number DESC LIMIT 1)) AS given
       FROM consultations asked
       LEFT JOIN decisions ON decisions.consultation_id = asked.id
       JOIN consultation_facts facts ON facts.consultation_id = asked.id
       CROSS JOIN LATERAL plan_of(asked.consultee_code, asked.reply_by, $4,
         CASE WHEN asked.state IN ('on-agenda', 'decided', 'confirmed') THEN asked.meeting_id END) plan
       WHERE asked.id = $3 AND asked.consultee_code = ANY($1) AND ${consultationIsVisible('asked')}`,
      [...scopeOf(caller.actor), id, today],
    );
    if (!row) throw new NotFound();
    caller.hasRead('consultations', id);
    return consultationPlan(row, today, caller);
  }
}

function consultationPlan(row: Row, today: string, caller: Caller): ConsultationPlanView {
  const { state, dates } = row;
  const open = UNANSWERED_STATES.includes(state);
  const plan = open ? planView(dates, state, today, caller) : answeredView(state, dates.replyBy, caller);
  const ways = waysOutOf({
    verdict: plan.verdict,
    state,
    delegationBarred: row.delegation_barred,
    extensionRequested: row.extension_requested,
  });
  return {
    consultationId: row.id,
    body: row.body,
    state,
    today,
    ...plan,
    steps: plan.steps.map((step) => ({ ...step, doneOn: step.done ? doneOn(row, step.step) : null })),
    waysOut: open ? ways.map((way) => ({ ...way, detail: caller.say(way.detail) })) : [],
  };
}

/** Of what may be entered afterwards the day that was given, not the one it was entered. */
const doneOn = ({ given, taken }: Row, step: PlanStepName): string | null =>
  given[step] ?? VERBS_OF[step].map((verb) => taken?.[verb]).find((day) => day !== undefined) ?? null;
