import { Actor, draftsOf, draftReferralsOf, STAFF } from './actor.js';
import type { Assurance } from './assurance.js';
import {
  isAction,
  letDo,
  ON_DRAFT_REFERRALS,
  SEEN_AS_READERS,
  SEEN_BY_ITSELF,
  type Scope,
} from './client-scopes.js';
import type { Action } from './policy.js';

/**
 * Another system, which holds no role: it sees of the bodies of its scopes what these name, and may do there what they
 * name. What is kept for certain roles or people is therefore not for it, unless it is named itself.
 */
export class ClientActor extends Actor {
  override readonly staffOf: readonly string[];
  override readonly readerOf: readonly string[];
  override readonly marks: readonly string[];

  /** @param assurance how surely whoever made the key had been identified. */
  constructor(
    clientId: string,
    name: string,
    readonly scopes: readonly Scope[],
    assurance?: Assurance,
  ) {
    // Nobody's username has a colon.
    super(`client:${clientId}`, name, {}, assurance);
    const bodiesWhere = (some: (verb: Scope['verbs'][number]) => boolean) =>
      scopes.filter(({ verbs }) => verbs.some(some)).map(({ body }) => body);
    this.staffOf = bodiesWhere((verb) => ![...SEEN_AS_READERS, ...SEEN_BY_ITSELF].includes(verb));
    this.readerOf = bodiesWhere((verb) => SEEN_AS_READERS.includes(verb)).filter(
      (body) => !this.staffOf.includes(body),
    );
    const drafts = bodiesWhere((verb) => verb === 'read-drafts');
    const referrals = bodiesWhere((verb) => verb === 'read-drafts' || ON_DRAFT_REFERRALS.includes(verb));
    this.marks = [
      ...this.staffOf,
      `@${this.username}`,
      ...drafts.map(draftsOf),
      ...referrals.map(draftReferralsOf),
    ];
  }

  /** As any of the staff, but only in the bodies whose scope names the action. */
  override within(action: Action): Actor | undefined {
    const bodies = this.scopes.filter(({ verbs }) =>
      verbs.some((verb) => isAction(verb) && letDo(verb).includes(action)),
    );
    if (bodies.length === 0) return undefined;
    return new Actor(this.username, this.name, Object.fromEntries(bodies.map(({ body }) => [body, STAFF])));
  }
}
