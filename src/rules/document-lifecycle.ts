import { SAID, type Lifecycle, type Rule } from './lifecycle.js';
import { isMarked } from './record-rules.js';
import { refusal } from './refusals.js';
import { words } from './words.js';

/** A stored file does not change; what it is called, its day of receipt and its marking do. */
export const DOCUMENT_STATES = ['stored'] as const;
export type DocumentState = (typeof DOCUMENT_STATES)[number];
export type DocumentVerb = 'correct' | 'mark-confidential' | 'lift-confidentiality' | 'remove';

export interface DocumentFacts {
  readonly marked: boolean;
  /** Whether a referral, a statement, a dispatch, a recorded reply or a newer version names it, whoever sees that. */
  readonly referredTo: boolean;
}

const nothingRefersToIt: Rule<DocumentFacts> = {
  ...refusal(
    'document-is-referred-to',
    'Handlingen hör till en remiss, ett yttrande eller ett svar, eller har en nyare version; då tas den inte bort.',
    'The document belongs to a referral, a statement or a reply, or has a newer version; then it is not deleted.',
  ),
  holds: (facts) => !facts.referredTo,
};

// prettier-ignore
export const documentLifecycle: Lifecycle<DocumentVerb, DocumentState, DocumentFacts> = {
  [SAID]: words.document,
  correct:                [{ from: ['stored'], to: 'same' }],
  'mark-confidential':    [{ from: ['stored'], to: 'same' }],
  'lift-confidentiality': [{ from: ['stored'], to: 'same', when: [isMarked] }],
  remove:                 [{ from: ['stored'], to: 'same', when: [nothingRefersToIt] }],
};
