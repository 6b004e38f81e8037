import type { Actor } from './actor.js';
import { verbsOn, type Kind, type VerbOn } from './kinds.js';
import { isPossible, unmet, type Lifecycle } from './lifecycle.js';
import { isAssured, permits, whoMay, type Action, type Subject } from './policy.js';
import { refusal, type Refusal } from './refusals.js';
import type { Texts } from './texts.js';

/** Why one verb is closed to this caller now. */
export interface UnavailableAction {
  readonly action: string;
  readonly reasons: readonly Refusal[];
}

export interface Actions {
  readonly available: string[];
  /** Worked out when somebody asks: most do not. */
  readonly unavailable: () => UnavailableAction[];
}

/** A record as a caller has read it. */
interface Seen<Verb extends string, State extends string, Facts> {
  readonly actor: Actor;
  /** Whose it is, or whose it is to each verb where that differs. */
  readonly subject: Subject | ((verb: Verb) => Subject);
  readonly state: State;
  readonly facts: Facts;
}

const doneBy = refusal('not-permitted', ({ sv, en }: Texts) => [`Det gör ${sv}.`, `It is done by ${en}.`]);

const signInMoreSurely = refusal(
  'insufficient-assurance',
  'Det kräver inloggning med högre tillitsnivå.',
  'It needs a sign-in with a higher level of assurance.',
);

/**
 * Everything that people may ask of such a record, in the order of its table, parted into what the caller may do now
 * and the rest. Asks the same two tables that a request is held to, so a button and its answer never disagree. Whoever
 * may not do it is told no rule of it: it could tell of what is kept from them.
 */
export function actionsOf<K extends Kind, State extends string, Facts>(
  kind: K,
  lifecycle: Lifecycle<VerbOn<K>, State, Facts>,
  { actor, subject, state, facts }: Seen<VerbOn<K>, State, Facts>,
): Actions {
  const verbs: readonly VerbOn<K>[] = verbsOn[kind];
  const actionOf = (verb: VerbOn<K>) => `${kind}.${verb}` as Action;
  const permitted = (verb: VerbOn<K>) =>
    permits(actor, actionOf(verb), typeof subject === 'function' ? subject(verb) : subject);
  const assured = (verb: VerbOn<K>) => isAssured(actor, actionOf(verb));
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
            ? [...(assured(verb) ? [] : [signInMoreSurely]), ...unmet(lifecycle, verb, state, facts)]
            : [doneBy(whoMay(actionOf(verb)))],
        })),
  };
}
