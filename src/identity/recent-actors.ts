import { createHash } from 'node:crypto';
import type { Actor } from '../rules/actor.js';

const MOST_REMEMBERED = 5000;

/**
 * Which actor a token stood for when it was last looked up. Tokens are kept as hashes, so that a dump of the memory holds
 * none that can be used. The number of entries is limited, however many tokens come.
 */
export class RecentActors {
  private readonly byToken = new Map<string, { actor: Actor; until: number }>();

  /**
   * @param now milliseconds of a monotonic clock: with one that can be set back, a revoked role would work for longer.
   */
  constructor(
    private readonly seconds: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get size(): number {
    return this.byToken.size;
  }

  recall(token: string): Actor | undefined {
    const known = this.byToken.get(hash(token));
    return known && known.until > this.now() ? known.actor : undefined;
  }

  /** Remembers the actor, but no longer than until the token expires. */
  remember(token: string, actor: Actor, expiresAt: number): void {
    const left = Math.min(this.seconds * 1000, expiresAt - Date.now());
    if (left <= 0) return;
    const until = this.now() + left;
    const key = hash(token);
    this.byToken.delete(key); // so that it becomes the newest
    this.byToken.set(key, { actor, until });
    if (this.byToken.size <= MOST_REMEMBERED) return;
    const [oldest] = this.byToken.keys();
    this.byToken.delete(oldest!);
  }
}

const hash = (token: string): string => createHash('sha256').update(token).digest('base64');
