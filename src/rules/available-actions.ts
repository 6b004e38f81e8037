import type { Actor } from './actor.js';
import { isPossible, refusal, type Lifecycle } from './lifecycle.js';
import { isAssured, permits, type Action, type Subject } from './policy.js';
import type { Reason } from './problem.js';

/** Why one verb is closed to this caller now. */
export interface UnavailableAction {
  readonly action: string;
  readonly reasons: readonly Reason[];
}

export interface Actions<Verb> {
  readonly available: Verb[];
  /** Worked out when somebody asks: most do not. */
  readonly unavailable: () => UnavailableAction[];
}

const notYours: Reason = {
  code: 'not-permitted',
  detail: { sv: 'Din roll får inte göra detta.', en: 'Your role may not do this.' },
};

const signInMoreSurely: Reason = {
  code: 'insufficient-assurance',
  detail: {
    sv: 'Det kräver inloggning med högre tillitsnivå.',
    en: 'It needs a sign-in with a higher level of assurance.',
  },
};

/**
 * Asks the same two tables that a request is held to, so a button and its answer never disagree. Whoever may not do it
 * is told no rule of it: it could tell of what is kept from them.
 */
export function actionsOf<Verb extends string, State extends string, Facts>(
  lifecycle: Lifecycle<Verb, State, Facts>,
  verbs: readonly Verb[],
  actionOf: (verb: Verb) => Action,
  record: { actor: Actor; subject: Subject; state: State; facts: Facts },
): Actions<Verb> {
  const { actor, subject, state, facts } = record;
  const permitted = (verb: Verb) => permits(actor, actionOf(verb), subject);
  const assured = (verb: Verb) => isAssured(actor, actionOf(verb));
  const available = verbs.filter(
    (verb) => permitted(verb) && assured(verb) && isPossible(lifecycle, verb, state, facts),
  );
  return {
    available,
    unavailable: () =>
      verbs
        .filter((verb) => !available.includes(verb))
        .map((verb) => ({
          action: verb,
          reasons: permitted(verb)
            ? [...(assured(verb) ? [] : [signInMoreSurely]), ...refusal(lifecycle, verb, state, facts)]
            : [notYours],
        })),
  };
}
