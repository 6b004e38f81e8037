import { Actor, STAFF } from './actor.js';
import type { Scope } from './client-scopes.js';

/**
 * Another system, which holds no role: it sees the bodies of its scopes, and may do there what they name. What
 * is kept for certain roles or people is therefore not for it, unless it is named itself.
 */
export class ClientActor extends Actor {
  override readonly staffOf: readonly string[];
  override readonly readerOf: readonly string[];
  override readonly marks: readonly string[];

  constructor(
    clientId: string,
    name: string,
    readonly scopes: readonly Scope[],
  ) {
    // Nobody's username has a colon.
    super(`client:${clientId}`, name, {});
    const changes = ({ verbs }: Scope) => verbs.some((verb) => verb !== 'read');
    this.staffOf = scopes.filter(changes).map(({ body }) => body);
    this.readerOf = scopes.filter((scope) => !changes(scope)).map(({ body }) => body);
    this.marks = [...this.staffOf, `@${this.username}`];
  }

  /** As any of the staff, but only in the bodies whose scope names the action. */
  override within(action: string): Actor | undefined {
    const bodies = this.scopes.filter(({ verbs }) => verbs.some((verb) => verb === action));
    if (bodies.length === 0) return undefined;
    return new Actor(this.username, this.name, Object.fromEntries(bodies.map(({ body }) => [body, STAFF])));
  }
}
