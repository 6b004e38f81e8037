import { SAID, type Lifecycle } from './lifecycle.js';
import { words } from './words.js';

/** What can stand in the public register: a case, a referral out for opinion, a statement that has been sent. */
export const PUBLICATION_KINDS = ['case', 'referral', 'statement'] as const;
export type PublicationKind = (typeof PUBLICATION_KINDS)[number];

export const PUBLICATION_STATES = ['unpublished', 'published'] as const;
export type PublicationState = (typeof PUBLICATION_STATES)[number];
export type PublicationVerb = 'publish' | 'unpublish';

/** Asked of the record, whose table holds what it needs: the request must have read that record. */
export const VERBS_OF_THE_RECORD = ['publish'] as const satisfies readonly PublicationVerb[];

/** Publishing what is published already sets its terms anew. That it comes down on its day is no step: see migrations/027. */
// prettier-ignore
export const publicationLifecycle: Lifecycle<PublicationVerb, PublicationState, object> = {
  [SAID]: words.publication,
  publish:   [{ from: PUBLICATION_STATES, to: 'published'   }],
  unpublish: [{ from: ['published'],      to: 'unpublished' }],
};
