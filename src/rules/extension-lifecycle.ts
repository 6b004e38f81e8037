import { settled } from './consultation-rules.js';
import { UNANSWERED_STATES, type ConsultationState } from './consultation-states.js';
import { SAID, type Lifecycle, type Rule } from './lifecycle.js';
import { refusal } from './refusals.js';
import { words } from './words.js';

export const EXTENSION_STATES = ['requested', 'granted', 'refused', 'cancelled'] as const;
export type ExtensionState = (typeof EXTENSION_STATES)[number];
export type ExtensionVerb = 'grant' | 'refuse' | 'cancel' | 'correct';

export interface ExtensionFacts {
  readonly consultationState: ConsultationState;
  /** A correction leaves it granted, with another day. */
  readonly staysGranted?: boolean;
}

/** Until the statement is forwarded there is something to extend; after it, or once settled, there is not. */
const stillUnanswered: Rule<ExtensionFacts> = {
  ...settled,
  holds: (facts) => UNANSWERED_STATES.includes(facts.consultationState),
};

const staysGranted: Rule<ExtensionFacts> = {
  ...refusal('extension-is-taken-back', 'Anståndet tas tillbaka.', 'The extension is taken back.'),
  holds: (facts) => facts.staysGranted === true,
};

// prettier-ignore
export const extensionLifecycle: Lifecycle<ExtensionVerb, ExtensionState, ExtensionFacts> = {
  [SAID]: words.extension,
  grant:  [{ from: ['requested'], to: 'granted', when: [stillUnanswered] }],
  refuse: [{ from: ['requested'], to: 'refused'   }],
  cancel: [{ from: ['requested'], to: 'cancelled' }],
  correct: [{ from: ['granted'], to: 'same', given: staysGranted, when: [stillUnanswered] },
            { from: ['granted'], to: 'cancelled', when: [stillUnanswered] }],
};
