import type { Lifecycle, Rule } from './lifecycle.js';

export const CASE_STATES = ['open', 'closed'] as const;
export type CaseState = (typeof CASE_STATES)[number];
export type CaseVerb = 'close' | 'reopen';

export interface CaseFacts {
  /** Referrals of the case that are neither closed nor withdrawn. */
  readonly openReferrals: number;
}

const everyReferralHasEnded: Rule<CaseFacts> = {
  code: 'referral-still-open',
  otherwise: {
    sv: 'Ärendet har en remiss som varken är avslutad eller återkallad.',
    en: 'The case has a referral that is neither closed nor withdrawn.',
  },
  holds: (facts) => facts.openReferrals === 0,
};

// prettier-ignore
export const caseLifecycle: Lifecycle<CaseVerb, CaseState, CaseFacts> = {
  close:  [{ from: ['open'],   to: 'closed', when: [everyReferralHasEnded] }],
  reopen: [{ from: ['closed'], to: 'open' }],
};
