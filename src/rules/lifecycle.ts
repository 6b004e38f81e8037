import { TransitionRefused, type Reason } from './problem.js';
import type { Texts } from './texts.js';

/** What the record must be for a step to be possible. An unmet rule is a reason of a 409. */
export interface Rule<Facts> {
  readonly code: string;
  readonly otherwise: Texts;
  readonly holds: (facts: Facts) => boolean;
}

/** One row of a lifecycle. `same` keeps the state: the step changes something else. */
export interface Step<State extends string, Facts> {
  readonly from: readonly State[];
  readonly to: State | 'same';
  /** Chooses between rows of the same verb that start from the same state. */
  readonly given?: Rule<Facts>;
  readonly when?: readonly Rule<Facts>[];
  /** What is said when no row of the verb starts from the state, where naming the states would not help. */
  readonly elsewhere?: Reason;
}

/** A typed table: verb → rows. The same table answers requests, documentation, CHECKs and tests. */
export type Lifecycle<Verb extends string, State extends string, Facts> = Readonly<
  Record<Verb, readonly Step<State, Facts>[]>
>;

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
  const reasons = refusal(lifecycle, verb, state, facts);
  const step = stepFrom(lifecycle[verb], state, facts);
  if (!step || reasons.length > 0) throw new TransitionRefused(verb, state, reasons);
  return step.to === 'same' ? state : step.to;
}

/** Whether `verb` is possible now; the same answer as an empty `refusal`, without words. */
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
export function refusal<Verb extends string, State extends string, Facts>(
  lifecycle: Lifecycle<Verb, State, Facts>,
  verb: Verb,
  state: State,
  facts: Facts,
): Reason[] {
  const step = stepFrom(lifecycle[verb], state, facts);
  if (!step)
    return [lifecycle[verb].find(({ elsewhere }) => elsewhere)?.elsewhere ?? notFromHere(lifecycle[verb])];
  return (step.when ?? []).filter((rule) => !rule.holds(facts)).map(reasonOf);
}

function stepFrom<State extends string, Facts>(
  steps: readonly Step<State, Facts>[],
  state: State,
  facts: Facts,
): Step<State, Facts> | undefined {
  return steps.find((step) => step.from.includes(state) && (step.given?.holds(facts) ?? true));
}

function notFromHere(steps: readonly Step<string, never>[]): Reason {
  const states = [...new Set(steps.flatMap((step) => step.from))];
  return {
    code: 'wrong-state',
    detail: {
      sv: `Det går bara från läget ${states.join(' eller ')}.`,
      en: `Possible only from ${states.join(' or ')}.`,
    },
  };
}

const reasonOf = (rule: Rule<never>): Reason => ({ code: rule.code, detail: rule.otherwise });
