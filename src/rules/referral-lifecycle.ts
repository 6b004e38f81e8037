import type { Lifecycle, Rule } from './lifecycle.js';

export const REFERRAL_STATES = ['draft', 'sent', 'closed', 'withdrawn'] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];
export type ReferralVerb = 'send' | 'close' | 'withdraw';

export interface ReferralFacts {
  readonly consultees: number;
  /** Of those, bodies of whose staff nobody may see it, where it is confidential. */
  readonly consulteesKeptOut: number;
  /** Calendar date in Swedish time, or null while none is set. */
  readonly replyBy: string | null;
  /** The letter, when there is one, and each attached document. */
  readonly packetItems: number;
}

const hasConsultee: Rule<ReferralFacts> = {
  code: 'no-consultee-named',
  otherwise: { sv: 'Ingen remissinstans är angiven.', en: 'No consultee is named.' },
  holds: (facts) => facts.consultees > 0,
};
const hasReplyBy: Rule<ReferralFacts> = {
  code: 'no-reply-by-date',
  otherwise: { sv: 'Sista svarsdag saknas.', en: 'There is no reply-by date.' },
  holds: (facts) => facts.replyBy !== null,
};
const hasPacket: Rule<ReferralFacts> = {
  code: 'empty-packet',
  otherwise: {
    sv: 'Remissen har varken missiv eller handlingar.',
    en: 'The referral has neither a letter nor a document.',
  },
  holds: (facts) => facts.packetItems > 0,
};

const everyConsulteeMaySee: Rule<ReferralFacts> = {
  code: 'consultee-may-not-see',
  otherwise: {
    sv: 'Remissen är sekretessbelagd, och hos en remissinstans får ingen se den.',
    en: 'The referral is confidential, and nobody at one of its consultees may see it.',
  },
  holds: (facts) => facts.consulteesKeptOut === 0,
};

// prettier-ignore
export const referralLifecycle: Lifecycle<ReferralVerb, ReferralState, ReferralFacts> = {
  send:     [{ from: ['draft'],         to: 'sent', when: [hasConsultee, hasReplyBy, hasPacket, everyConsulteeMaySee] }],
  close:    [{ from: ['sent'],          to: 'closed' }],
  withdraw: [{ from: ['draft', 'sent'], to: 'withdrawn' }],
};
