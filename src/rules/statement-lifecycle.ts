import type { ConsultationState } from './consultation-states.js';
import { SAID, type Lifecycle } from './lifecycle.js';
import type { Reason } from './problem.js';
import { statementWords } from './words.js';

/** A statement has the states of its consultation. */
export type StatementVerb = 'save' | 'import';

const notDrafting: Reason = {
  code: 'not-drafting',
  detail: {
    sv: 'Yttrandet kan bara ändras medan det är utkast hos handläggaren.',
    en: 'The statement can be changed only while its officer is drafting it.',
  },
};

// prettier-ignore
export const statementLifecycle: Lifecycle<StatementVerb, ConsultationState, object> = {
  [SAID]: statementWords,
  save:   [{ from: ['drafting'], to: 'same', elsewhere: notDrafting }],
  import: [{ from: ['drafting'], to: 'same', elsewhere: notDrafting }],
};
