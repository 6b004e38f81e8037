import { Consultation } from '../consultations/consultation.entity.js';
import type { Change } from '../changes/change.js';
import type { Referral } from '../referrals/referral.entity.js';
import { settled } from '../rules/consultation-rules.js';
import { UNANSWERED_STATES } from '../rules/consultation-states.js';
import { refused } from '../rules/lifecycle.js';
import { Invalid, type InvalidValue } from '../rules/problem.js';
import { referralLifecycle } from '../rules/referral-lifecycle.js';
import type { ExtendReferralBody } from './deadlines.dto.js';
import { mustBeLater } from './grant-extension.js';
import { because } from './refusals.js';

/**
 * Locks, in id order, the consultations that get more time: those named, or everyone who has not
 * answered and has less. The caller holds the referral's lock.
 *
 * @throws TransitionRefused when one that is named has answered.
 * @throws Invalid for a body that is not asked, or when nobody would get more time.
 */
export async function whomToExtend(
  change: Change,
  referral: Referral,
  { until, consultees }: ExtendReferralBody,
): Promise<Consultation[]> {
  const asked = await lockAsked(change, referral.id, consultees);
  refuseUnasked(asked, consultees ?? []);
  const unanswered = asked.filter(({ state }) => UNANSWERED_STATES.includes(state));
  if (consultees && unanswered.length < asked.length) {
    throw refused(referralLifecycle, 'extend', referral.state, [settled]);
  }
  const sooner = unanswered.filter(({ replyBy }) => replyBy < until);
  for (const consultation of consultees || sooner.length === 0 ? unanswered : sooner) {
    mustBeLater(until, consultation);
  }
  return sooner;
}

async function lockAsked(
  change: Change,
  referralId: string,
  consultees?: readonly string[],
): Promise<Consultation[]> {
  const rows: object[] = await change.tx.query(
    `SELECT * FROM consultations WHERE referral_id = $1 AND ($2::text[] IS NULL OR consultee_code = ANY($2))
     ORDER BY id FOR NO KEY UPDATE`,
    [referralId, consultees ?? null],
  );
  return rows.map((row) => change.track(Consultation, row));
}

function refuseUnasked(asked: readonly Consultation[], consultees: readonly string[]): void {
  const codes = new Set(asked.map(({ consulteeCode }) => consulteeCode));
  const [first, ...rest] = consultees.flatMap((code, index) => (codes.has(code) ? [] : [notAsked(index)]));
  if (first) throw new Invalid(first, ...rest);
}

const notAsked = (index: number): InvalidValue => ({ pointer: `/consultees/${index}`, ...because.notAsked });
