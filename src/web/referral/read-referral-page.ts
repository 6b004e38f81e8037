import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import type { ConsulteePlansView, ConsulteePlanView } from '../../deadlines/plan/plan.dto.js';
import { ReadPlans } from '../../deadlines/plan/read-plans.js';
import { bodiesOf, consultationIsVisible, scopeOf } from '../../identity/visibility.js';
import type { PublicationView } from '../../publication/publications.dto.js';
import { PublicationsQueries } from '../../publication/publications.queries.js';
import type { ReferralView } from '../../referrals/referrals.dto.js';
import { ReferralsQueries } from '../../referrals/referrals.queries.js';
import { permits } from '../../rules/policy.js';
import { NotPermitted } from '../../rules/problem.js';
import { History, type Told } from '../frame/history.js';
import { ReadNames, type Names } from '../frame/read-names.js';

/** A referral with what its issuer sees beside it. */
export interface ReferralSeen {
  readonly referral: ReferralView;
  /** Null for a reader, and of a draft. */
  readonly plans: ConsulteePlansView | null;
  /** Not so for whoever sees it as a consultee alone, also where they serve the issuer but are not on its list. */
  readonly isSeenAtIssuer: boolean;
  readonly history: readonly Told[];
  readonly names: Names;
  readonly publication: PublicationView | null;
}

@Injectable()
export class ReadReferralPage {
  constructor(
    private readonly dataSource: DataSource,
    private readonly referrals: ReferralsQueries,
    private readonly readPlans: ReadPlans,
    private readonly history: History,
    private readonly names: ReadNames,
    private readonly publications: PublicationsQueries,
  ) {}

  /** @throws NotFound */
  async read(caller: Caller, id: string): Promise<ReferralSeen> {
    const referral = await this.referrals.one(caller, id, 'actions');
    const { caseId, issuer, decidedBy } = referral;
    const seesPlans = referral.state !== 'draft' && permits(caller.actor, 'referral.compile', { issuer });
    const [plans, history, names, publication] = await Promise.all([
      seesPlans ? this.plans(caller, id) : null,
      this.history.latest(caller, { caseId, body: issuer, referralId: id }),
      this.names.of([issuer, decidedBy?.body ?? null]),
      this.publications.ofRecord(caller, 'referral', id),
    ]);
    const isAtIssuer = bodiesOf(caller.actor).includes(issuer);
    const isSeenAtIssuer = isAtIssuer && (plans !== null || !seesPlans);
    return { referral, plans, isSeenAtIssuer, history, names, publication };
  }

  /** None where the issuer keeps it from them. */
  private async plans(caller: Caller, id: string): Promise<ConsulteePlansView | null> {
    try {
      return await this.readPlans.of(caller, id);
    } catch (refused) {
      if (refused instanceof NotPermitted) return null;
      throw refused;
    }
  }

  /** Where a consultee has its own part of the referral; none where the reader belongs to no consultee. */
  async ownPart(caller: Caller, id: string): Promise<string | undefined> {
    const [own]: { id: string }[] = await this.dataSource.query(
      `SELECT id FROM consultations own WHERE referral_id = $3 AND consultee_code = ANY($1::text[] || $2::text[])
         AND ${consultationIsVisible('own')} ORDER BY reply_by, id LIMIT 1`,
      [...scopeOf(caller.actor), id],
    );
    return own?.id;
  }
}

/** What the issuer has to see to first, of the consultees of a referral. */
const RANKS: readonly ((plan: ConsulteePlanView) => boolean)[] = [
  ({ requestedExtension }) => requestedExtension !== null,
  ({ undelivered }) => undelivered,
  ({ overdue }) => overdue,
  ({ verdict }) => verdict === 'impossible' || verdict === 'needs-delegation',
  ({ verdict }) => verdict === 'needs-immediate-confirmation' || verdict === 'tight',
  ({ state }) => state === 'forwarded',
  ({ currentStep }) => currentStep !== null,
];

const rankOf = (plan: ConsulteePlanView): number => {
  const rank = RANKS.findIndex((needs) => needs(plan));
  return rank === -1 ? RANKS.length : rank;
};

/** Those who need something first; within the same need by name, as they came. */
export const byNeed = (plans: readonly ConsulteePlanView[]): ConsulteePlanView[] =>
  plans.toSorted((one, other) => rankOf(one) - rankOf(other));

export const isAtRisk = ({ verdict, overdue }: ConsulteePlanView): boolean =>
  !overdue && verdict !== null && verdict !== 'comfortable';
