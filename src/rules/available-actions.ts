import type { Actor } from './actor.js';
import { refusal, type Lifecycle } from './lifecycle.js';
import { permits, type Action, type Subject } from './policy.js';
import type { Reason } from './problem.js';

/** Why one verb is closed to this caller now. */
export interface UnavailableAction {
  readonly action: string;
  readonly reasons: readonly Reason[];
}

export interface Actions<Verb> {
  readonly available: Verb[];
  readonly unavailable: UnavailableAction[];
}

const notYours: Reason = {
  code: 'not-permitted',
  detail: { sv: 'Din roll får inte göra detta.', en: 'Your role may not do this.' },
};

/** Asks the same two tables that a request is held to, so a button and its answer never disagree. */
export function actionsOf<Verb extends string, State extends string, Facts>(
  lifecycle: Lifecycle<Verb, State, Facts>,
  verbs: readonly Verb[],
  actionOf: (verb: Verb) => Action,
  record: { actor: Actor; subject: Subject; state: State; facts: Facts },
): Actions<Verb> {
  const available: Verb[] = [];
  const unavailable: UnavailableAction[] = [];
  for (const verb of verbs) {
    const reasons = [
      ...(permits(record.actor, actionOf(verb), record.subject) ? [] : [notYours]),
      ...refusal(lifecycle, verb, record.state, record.facts),
    ];
    if (reasons.length === 0) available.push(verb);
    else unavailable.push({ action: verb, reasons });
  }
  return { available, unavailable };
}
