import type { ConsultationState } from './consultation-states.js';
import { SAID, type Lifecycle } from './lifecycle.js';
import { statementWords } from './words.js';
import { refusal } from './refusals.js';

/** A statement has the states of its consultation. */
export type StatementVerb = 'save' | 'import';

const notDrafting = refusal(
  'not-drafting',
  'Yttrandet kan bara ändras medan det är utkast hos handläggaren.',
  'The statement can be changed only while its officer is drafting it.',
);

// prettier-ignore
export const statementLifecycle: Lifecycle<StatementVerb, ConsultationState, object> = {
  [SAID]: statementWords,
  save:   [{ from: ['drafting'], to: 'same', elsewhere: notDrafting }],
  import: [{ from: ['drafting'], to: 'same', elsewhere: notDrafting }],
};
