import { createHash } from 'node:crypto';
import type { Actor } from '../rules/actor.js';

const MOST_REMEMBERED = 5000;

/**
 * Whom tokens named a moment ago. By their hash: whoever reads the memory of the process finds no token
 * to use. However many come, only so many are remembered.
 */
export class RecentActors {
  private readonly byToken = new Map<string, { actor: Actor; until: number }>();

  /** @param now milliseconds of a clock that never goes back, or one that does would keep a role alive. */
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

  /** At most until the token expires. */
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
