import type { Actor } from '../../rules/actor.js';
import type { ConsultationState } from '../../rules/consultation-states.js';
import type { VerbOn } from '../../rules/kinds.js';
import { permits, type Subject } from '../../rules/policy.js';

/** What comes next in each state, the first that can be done before the others. */
// prettier-ignore
const NEXT: Readonly<Record<ConsultationState, readonly VerbOn<'consultation'>[]>> = {
  sent: ['register'], registered: ['assign'], drafting: ['submit'], 'in-review': ['approve'], approved: ['schedule'],
  'on-agenda': ['decide'], decided: ['confirm'], confirmed: ['forward'], forwarded: ['acknowledge'],
  received: [], declined: [], 'no-reply': [], withdrawn: [],
};

/** The one step that a page or a row offers first. */
export const nextOf = (
  state: ConsultationState,
  available: readonly string[],
  officerLeft = false,
): VerbOn<'consultation'> | undefined => stepsIn(state, officerLeft).find((verb) => available.includes(verb));

/** The same of a row, which does not say what is available: by who may, of the table that the step is held to. */
export const nextFor = (
  state: ConsultationState,
  actor: Actor,
  subject: Subject,
  officerLeft = false,
): VerbOn<'consultation'> | undefined =>
  stepsIn(state, officerLeft).find((verb) => permits(actor, `consultation.${verb}`, subject));

/** Whose officer has left waits for another. */
const stepsIn = (state: ConsultationState, officerLeft: boolean): readonly VerbOn<'consultation'>[] =>
  officerLeft ? [...NEXT[state], 'assign'] : NEXT[state];
