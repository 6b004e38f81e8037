import type { Actor } from './actor.js';
import {
  isAction,
  letDo,
  SEEN_AS_READERS,
  SEEN_BY_ITSELF,
  type ClientVerb,
  type GivenScope,
  type Scope,
} from './client-scopes.js';
import { permits, type Subject } from './policy.js';

/** Whether somebody could do in their own right what the verb would let a system do and see in the body. */
export function mayAnswerFor(person: Actor, body: string, verb: ClientVerb): boolean {
  const own = person.inOwnRight;
  const isStaff = own.staffOf.includes(body);
  if (verb === 'read-drafts') return isStaff;
  const sees =
    isStaff ||
    SEEN_BY_ITSELF.includes(verb) ||
    (SEEN_AS_READERS.includes(verb) && own.readerOf.includes(body));
  if (!isAction(verb) || !sees) return sees;
  const sides: readonly Subject[] = [{ body }, { issuer: body }, { consultee: body }];
  return sides.some((side) => letDo(verb).every((action) => permits(own, action, side)));
}

/**
 * What a client may do now: of each scope the verbs that somebody answers for who is active and could do the same. A
 * right that they lose is lost to the client at the same moment, and is there again when somebody else answers for it.
 */
export function scopesInForce(
  scopes: readonly GivenScope[],
  active: ReadonlyMap<string, Actor>,
  now: Date,
): Scope[] {
  const isInForce = ({ body, answeredBy, until }: GivenScope, verb: ClientVerb): boolean => {
    const answering = active.get(answeredBy[verb] ?? '');
    if (!answering) return false;
    return (until !== undefined && new Date(until) > now) || mayAnswerFor(answering, body, verb);
  };
  return scopes
    .map((scope) => ({ body: scope.body, verbs: scope.verbs.filter((verb) => isInForce(scope, verb)) }))
    .filter(({ verbs }) => verbs.length > 0);
}
