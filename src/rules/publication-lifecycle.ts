import type { Lifecycle, Rule } from './lifecycle.js';

/** What can stand in the public register: a case, a referral out for opinion, a statement that has been sent. */
export const PUBLICATION_KINDS = ['case', 'referral', 'statement'] as const;
export type PublicationKind = (typeof PUBLICATION_KINDS)[number];

export const PUBLICATION_STATES = ['unpublished', 'published'] as const;
export type PublicationState = (typeof PUBLICATION_STATES)[number];
export type PublicationVerb = 'publish' | 'unpublish';

/** What is to be published; a fact about another kind of record than this one is met. */
export interface PublicationFacts {
  readonly referralSent: boolean;
  /** Dispatched by the consultee, or recorded by the issuer of one who answers outside Yttra. */
  readonly statementSent: boolean;
  /** In what is published besides the title: names of parties and the clauses as decided. */
  readonly holdsPersonalNumber: boolean;
}

/** What holds unless the record says otherwise. */
export const nothingHinders: PublicationFacts = {
  referralSent: true,
  statementSent: true,
  holdsPersonalNumber: false,
};

const isSent: Rule<PublicationFacts> = {
  code: 'referral-not-sent',
  otherwise: { sv: 'Remissen är inte skickad.', en: 'The referral has not been sent.' },
  holds: (facts) => facts.referralSent,
};
const isDispatched: Rule<PublicationFacts> = {
  code: 'statement-not-dispatched',
  otherwise: { sv: 'Yttrandet är inte expedierat.', en: 'The statement has not been dispatched.' },
  holds: (facts) => facts.statementSent,
};
const namesNobodyByNumber: Rule<PublicationFacts> = {
  code: 'personal-number-in-text',
  otherwise: {
    sv: 'Det som skulle publiceras innehåller ett personnummer.',
    en: 'What would be published holds a personal identity number.',
  },
  holds: (facts) => !facts.holdsPersonalNumber,
};

/** Publishing what is published already sets its terms anew. That it comes down on its day is no step: see migrations/027. */
// prettier-ignore
export const publicationLifecycle: Lifecycle<PublicationVerb, PublicationState, PublicationFacts> = {
  publish:   [{ from: ['unpublished', 'published'], to: 'published', when: [isSent, isDispatched, namesNobodyByNumber] }],
  unpublish: [{ from: ['published'],                to: 'unpublished' }],
};
