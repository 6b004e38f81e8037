import { TransitionRefused } from './problem.js';
import { refusal, type Refusal } from './refusals.js';
import type { Texts } from './texts.js';
import { oneOf, quoted, type Vocabulary } from './words.js';

/** What the record must be for a step to be possible, and what is said where it is not: a reason of a 409. */
export interface Rule<Facts> extends Refusal {
  readonly holds: (facts: Facts) => boolean;
  /** The same, naming what of the record is in the way. */
  readonly naming?: (facts: Facts) => Refusal;
}

/** One row of a lifecycle. `same` keeps the state: the step changes something else. */
export interface Step<State extends string, Facts> {
  readonly from: readonly State[];
  readonly to: State | 'same';
  /** Chooses between rows of the same verb that start from the same state. */
  readonly given?: Rule<Facts>;
  readonly when?: readonly Rule<Facts>[];
  /** What is said when no row of the verb starts from the state, where naming the states would not help. */
  readonly elsewhere?: Refusal;
}

/** A typed table: verb → rows. The same table answers requests, documentation, CHECKs and tests. */
export type Lifecycle<Verb extends string, State extends string, Facts> = Readonly<
  Record<Verb, readonly Step<State, Facts>[]>
> & { readonly [SAID]: Vocabulary<Verb, State> };

/** Under this key a table has the words for its states and verbs: one without a word does not compile. */
export const SAID: unique symbol = Symbol('said');

/**
 * The state that `verb` leads to.
 *
 * @throws TransitionRefused listing every rule that does not hold, not just the first.
 */
export function next<Verb extends string, State extends string, Facts>(
  lifecycle: Lifecycle<Verb, State, Facts>,
  verb: Verb,
  state: State,
  facts: Facts,
): State {
  const reasons = unmet(lifecycle, verb, state, facts);
  const step = stepFrom(lifecycle[verb], state, facts);
  if (!step || reasons.length > 0) throw refused(lifecycle, verb, state, reasons);
  return step.to === 'same' ? state : step.to;
}

/** A step that cannot be taken, said in the words of the table. */
export const refused = <Verb extends string, State extends string, Facts>(
  { [SAID]: { verbs, states } }: Lifecycle<Verb, State, Facts>,
  verb: Verb,
  state: State,
  reasons: readonly Refusal[],
): TransitionRefused => new TransitionRefused(verbs[verb].todo, states[state], reasons);

/** Whether `verb` is possible now; the same answer as an empty `unmet`, without words. */
export function isPossible<Verb extends string, State extends string, Facts>(
  lifecycle: Lifecycle<Verb, State, Facts>,
  verb: Verb,
  state: State,
  facts: Facts,
): boolean {
  const step = stepFrom(lifecycle[verb], state, facts);
  return step !== undefined && (step.when ?? []).every((rule) => rule.holds(facts));
}

/** Why `verb` is impossible now; empty when it is possible. */
export function unmet<Verb extends string, State extends string, Facts>(
  lifecycle: Lifecycle<Verb, State, Facts>,
  verb: Verb,
  state: State,
  facts: Facts,
): Refusal[] {
  const step = stepFrom(lifecycle[verb], state, facts);
  if (!step) return [notFromHere(lifecycle[verb], lifecycle[SAID].states)];
  return (step.when ?? []).filter((rule) => !rule.holds(facts)).map((rule) => rule.naming?.(facts) ?? rule);
}

/** Whether any rule of a verb looks at the facts. */
export const asksFacts = (steps: readonly Step<string, never>[]): boolean =>
  steps.some(({ given, when }) => given !== undefined || when !== undefined);

function stepFrom<State extends string, Facts>(
  steps: readonly Step<State, Facts>[],
  state: State,
  facts: Facts,
): Step<State, Facts> | undefined {
  return steps.find((step) => step.from.includes(state) && (step.given?.holds(facts) ?? true));
}

function notFromHere<State extends string, Facts>(
  steps: readonly Step<State, Facts>[],
  words: Readonly<Record<State, Texts>>,
): Refusal {
  const [own] = steps.flatMap(({ elsewhere }) => elsewhere ?? []);
  if (own) return own;
  const states = [...new Set(steps.flatMap(({ from }) => from))];
  return wrongState(oneOf(states.map((state) => quoted(words[state]))));
}

const wrongState = refusal('wrong-state', ({ sv, en }: Texts) => [
  `Det går bara i läget ${sv}.`,
  `Possible only in the state ${en}.`,
]);
