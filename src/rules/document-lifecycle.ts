import { SAID, type Lifecycle } from './lifecycle.js';
import { isMarked } from './record-rules.js';
import { words } from './words.js';

/** A stored file does not change; only its marking does. */
export const DOCUMENT_STATES = ['stored'] as const;
export type DocumentState = (typeof DOCUMENT_STATES)[number];
export type DocumentVerb = 'mark-confidential' | 'lift-confidentiality';

export interface DocumentFacts {
  readonly marked: boolean;
}

// prettier-ignore
export const documentLifecycle: Lifecycle<DocumentVerb, DocumentState, DocumentFacts> = {
  [SAID]: words.document,
  'mark-confidential':    [{ from: ['stored'], to: 'same' }],
  'lift-confidentiality': [{ from: ['stored'], to: 'same', when: [isMarked] }],
};
