import { Consultation } from '../consultations/consultation.entity.js';
import type { Change } from '../changes/change.js';
import { listedAs } from '../referrals/consultees.js';
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
  const all = await lockAll(change, referral.id);
  const asked = consultees ? named(all, consultees) : all;
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

async function lockAll(change: Change, referralId: string): Promise<Consultation[]> {
  const rows: object[] = await change.tx.query(
    'SELECT * FROM consultations WHERE referral_id = $1 ORDER BY id FOR NO KEY UPDATE',
    [referralId],
  );
  return rows.map((row) => change.track(Consultation, row));
}

/** @throws Invalid for one that is not asked, and for a name that several have. */
function named(all: readonly Consultation[], consultees: readonly string[]): Consultation[] {
  const found = consultees.map((one) => called(all, one));
  const [first, ...rest] = found.flatMap(({ length }, index): InvalidValue[] =>
    length === 1
      ? []
      : [
          {
            pointer: `/consultees/${index}`,
            ...(length === 0 ? because.notAsked : because.severalOfTheName),
          },
        ],
  );
  if (first) throw new Invalid(first, ...rest);
  const chosen = new Set(found.flat());
  return all.filter((each) => chosen.has(each));
}

/** A body has its code and nobody else's; of those outside one name can be several's, whom their ids tell apart. */
function called(all: readonly Consultation[], one: string): readonly Consultation[] {
  const certain = all.filter(({ id, consulteeCode }) => consulteeCode === one || id === one.toLowerCase());
  if (certain.length > 0) return certain;
  return all.filter(
    ({ consulteeName, state }) =>
      consulteeName !== null &&
      state !== 'withdrawn' &&
      listedAs({ name: consulteeName }) === listedAs({ name: one }),
  );
}
