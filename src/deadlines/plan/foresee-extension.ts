import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import { Clock } from '../../config/clock.js';
import { planDates, planView, unplannedView } from '../../consultations/plan-view.js';
import type { PlanView } from '../../consultations/planning.dto.js';
import { consultationIsVisible, scopeOf } from '../../identity/visibility.js';
import { UNANSWERED_STATES, type ConsultationState } from '../../rules/consultation-states.js';
import type { PlanDates } from '../../rules/planning.js';
import { permits } from '../../rules/policy.js';

interface Row {
  state: ConsultationState;
  is_own: boolean;
  issuer: string | null;
  lists: (string[] | null)[];
  dates: PlanDates | null;
  consultee_code: string | null;
}

/** Whether a consultee would make another last day, before anybody asks for it or gives it. */
@Injectable()
export class ForeseeExtension {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * For whoever sees the plan as it is: the consultee's own staff (`ReadPlan`), and the issuer's (`ReadPlans`); null for
   * everybody else, and of what has been answered.
   */
  async foresee(caller: Caller, consultationId: string, until: string): Promise<PlanView | null> {
    const today = this.clock.today();
    const [row]: Row[] = await this.dataSource.query(
      `SELECT asked.state, asked.consultee_code, coalesce(asked.consultee_code = ANY($1), false) AS is_own,
         referrals.issuer_code AS issuer, json_build_array(referrals.case_seen_by, referrals.seen_by) AS lists,
         CASE WHEN plan.forward_by IS NOT NULL THEN ${planDates('plan', '$5::date')} END AS dates
       FROM consultations asked
       LEFT JOIN referrals ON referrals.id = asked.referral_id
       LEFT JOIN LATERAL plan_of(asked.consultee_code, $5::date, $4,
         CASE WHEN asked.state IN ('on-agenda', 'decided', 'confirmed') THEN asked.meeting_id END) plan
         ON asked.consultee_code IS NOT NULL
       WHERE asked.id = $3 AND ${consultationIsVisible('asked')}`,
      [...scopeOf(caller.actor), consultationId, today, until],
    );
    if (!row || !UNANSWERED_STATES.includes(row.state) || !mayKnow(caller, row)) return null;
    if (row.dates) return planView(row.dates, row.state, today, caller);
    return unplannedView(row.consultee_code === null ? 'outside-yttra' : 'no-calendar', until, caller);
  }
}

function mayKnow({ actor }: Caller, { is_own, issuer, lists }: Row): boolean {
  return (
    is_own || (issuer !== null && permits(actor, 'referral.compile', { issuer, lists: { [issuer]: lists } }))
  );
}
