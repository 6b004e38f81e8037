import { Consultation } from '../consultations/consultation.entity.js';
import type { Change } from '../http/change.js';
import type { Referral } from '../referrals/referral.entity.js';
import { UNANSWERED_STATES } from '../rules/consultation-lifecycle.js';
import { Invalid, TransitionRefused, type InvalidValue } from '../rules/problem.js';
import { laterThan, refuseUnlessUnanswered } from './extend-consultation.js';
import type { ExtendReferralBody } from './extensions.dto.js';

/**
 * Locks the consultations that an unasked extension is for, in id order. The caller holds the referral's lock.
 *
 * @throws TransitionRefused when the referral is not out, or one that is named has answered.
 * @throws Invalid for one that was never asked, or when nobody's time would be longer.
 */
export async function consulteesToExtend(
  change: Change,
  referral: Referral,
  { until, consultees }: ExtendReferralBody,
): Promise<Consultation[]> {
  if (referral.state !== 'sent') throw notOut(referral.state);
  const asked = await lockConsultations(change, referral.id);
  if (consultees) return named(asked, consultees, until);
  const unanswered = asked.filter(({ state }) => UNANSWERED_STATES.includes(state));
  if (unanswered.length === 0) throw everyoneHasAnswered(referral.state);
  const earlier = unanswered.filter(({ replyBy }) => replyBy < until);
  if (earlier.length === 0) laterThan(lastOf(unanswered), until);
  return earlier;
}

function named(asked: readonly Consultation[], names: readonly string[], until: string): Consultation[] {
  const chosen = asked.filter((consultation) => names.includes(nameOf(consultation)));
  for (const consultation of chosen) refuseUnlessUnanswered(consultation, 'extend');
  const known = new Set(chosen.map(nameOf));
  const [first, ...rest] = names.flatMap((name, index) => (known.has(name) ? [] : [neverAsked(index)]));
  if (first) throw new Invalid(first, ...rest);
  for (const { replyBy } of chosen) laterThan(replyBy, until);
  return chosen;
}

async function lockConsultations(change: Change, referralId: string): Promise<Consultation[]> {
  const rows: object[] = await change.tx.query(
    'SELECT * FROM consultations WHERE referral_id = $1 ORDER BY id FOR NO KEY UPDATE',
    [referralId],
  );
  return rows.map((row) => change.track(Consultation, row));
}

const nameOf = ({ consulteeCode, consulteeName }: Consultation): string =>
  consulteeCode ?? consulteeName ?? '';

const lastOf = (consultations: readonly Consultation[]): string =>
  consultations
    .map(({ replyBy }) => replyBy)
    .sort()
    .at(-1)!;

function neverAsked(index: number): InvalidValue {
  return {
    pointer: `/consultees/${index}`,
    code: 'not-a-consultee',
    detail: { sv: 'Är inte remissinstans i remissen.', en: 'Is not a consultee of the referral.' },
  };
}

function notOut(state: string): TransitionRefused {
  return new TransitionRefused('extend', state, [
    {
      code: 'wrong-state',
      detail: {
        sv: 'Det går bara medan remissen är ute.',
        en: 'Possible only while the referral is out.',
      },
    },
  ]);
}

function everyoneHasAnswered(state: string): TransitionRefused {
  return new TransitionRefused('extend', state, [
    {
      code: 'everyone-has-answered',
      detail: { sv: 'Alla remissinstanser har svarat.', en: 'Every consultee has answered.' },
    },
  ]);
}
