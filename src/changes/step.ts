import type { EntityTarget } from 'typeorm';
import type { Actor } from '../rules/actor.js';
import type { Kind, VerbOn } from '../rules/kinds.js';
import { asksFacts, type Lifecycle } from '../rules/lifecycle.js';
import type { Action, Subject } from '../rules/policy.js';
import type { Reason } from '../rules/problem.js';
import type { Attempt, Change, Occasion, Versioned } from './change.js';
import type { WarningView } from './warning.dto.js';

/** A row that takes the steps of its kind's table; nothing else writes its state. */
export interface Stepping<Verb, Facts> extends Versioned {
  readonly state: string;
  take(verb: Verb, facts: Facts, today: string): void;
}

/** One kind of record: all that a change of it needs to know, whatever the change is. */
export interface RecordKind<K extends Kind, Row extends Stepping<VerbOn<K>, Facts>, Facts, View> {
  /** Also what the audit trail calls it. */
  readonly name: K;
  /** @throws NotFound where the caller does not see it. */
  readonly lock: (change: Attempt, id: string) => Promise<Row>;
  readonly lifecycle: Lifecycle<VerbOn<K>, Row['state'], Facts>;
  readonly subject: (row: Row, verb: VerbOn<K>, change: Attempt) => Subject | Promise<Subject>;
  /** How the audit trail files a step, by its verb unless it has a name of its own there. */
  readonly occasion: (row: Row, verb: VerbOn<K>) => Omit<Occasion, 'verb' | 'objectType'> & { verb?: string };
  /** What the rules ask about a locked row; asked only for a verb that has a rule. */
  readonly facts: (change: Change, row: Row) => Promise<Facts> | Facts;
  /** Writes what a step has changed on the locked row, with the step's audit event. */
  readonly save: (change: Change, row: Row, occasion: Occasion, also?: Also) => Promise<void>;
  readonly read: (change: Change, id: string, row: Row) => Promise<View> | View;
  /** What the answer to a step warns of, whatever the step does. */
  readonly warns?: (verb: VerbOn<K>, facts: Facts) => readonly Reason[];
}

/** A kind whose records are rows of one table. It may say how they are locked, where another row is locked first. */
export const kind = <K extends Kind, Row extends Stepping<VerbOn<K>, Facts>, Facts, View>({
  entity,
  visible,
  ...described
}: Omit<RecordKind<K, Row, Facts, View>, 'lock' | 'save'> & {
  readonly entity: EntityTarget<Row>;
  /** The visibility predicate, for an alias. */
  readonly visible: (actor: Actor) => (alias: string) => string;
  readonly lock?: (change: Attempt, id: string) => Promise<Row>;
}): RecordKind<K, Row, Facts, View> => ({
  lock: (change, id) => change.lock(entity, id, visible(change.caller.actor)),
  save: (change, ...saved) => change.save(entity, ...saved),
  ...described,
});

/** What one step asks for otherwise than its kind does. */
export interface Terms<Facts> {
  /** Null where the request need not have read a version: see `addingToIt`. */
  readonly version?: null;
  readonly subject?: Subject;
  /** What only the request says. */
  readonly facts?: Partial<Facts>;
}

/** Adds to a record something of its own, which hinders nobody else's work: the request need not have read a version. */
export const addingToIt = (): { version: null } => ({ version: null });

export interface Begun<Row, Facts> {
  /** What writes the step. */
  readonly change: Change;
  readonly row: Row;
  readonly facts: Facts;
  /** The state before the step. */
  readonly from: string;
}

/** What a step's effect adds to its audit event and to its answer. */
export interface Also {
  readonly before?: object;
  readonly after?: object;
  readonly warnings?: readonly WarningView[];
  /** Fields of the answer that only this step has. */
  readonly answer?: object;
}

/**
 * What every step begins with, in the contract's order: lock (404), permit (403), replay, version (428, 412), rules
 * (409). The lock is held until the transaction ends, so what the rules were told is true when it commits.
 */
export async function begin<K extends Kind, Row extends Stepping<VerbOn<K>, Facts>, Facts, View>(
  attempt: Attempt,
  { name, lifecycle, ...of }: RecordKind<K, Row, Facts, View>,
  id: string,
  verb: VerbOn<K>,
  terms: (row: Row) => Terms<Facts> = () => ({}),
): Promise<Begun<Row, Facts>> {
  const row = await of.lock(attempt, id);
  const { version = row.version, subject = await of.subject(row, verb, attempt), facts: said } = terms(row);
  const change = await attempt.permit(`${name}.${verb}` as Action, subject, version ?? undefined);
  // A verb without rules is told nothing: nobody asks.
  const known = asksFacts(lifecycle[verb]) ? await of.facts(change, row) : ({} as Facts);
  const facts = { ...known, ...said };
  const from = row.state;
  row.take(verb, facts, change.today);
  return { change, row, facts, from };
}

/** How the audit trail files a step. */
export const occasionOf = <K extends Kind, Row extends Stepping<VerbOn<K>, Facts>, Facts, View>(
  { name, occasion }: RecordKind<K, Row, Facts, View>,
  row: Row,
  verb: VerbOn<K>,
): Occasion => ({ verb, objectType: name, ...occasion(row, verb) });
