/** More keys than this are not remembered; the one that was quiet the longest is forgotten first. */
const MOST_KEYS = 10_000;

/**
 * So many a minute for each key, a minute's worth of them at once. Kept in the memory of this process, in
 * bounded space: two processes allow twice as much.
 */
export class TokenBuckets {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  /**
   * @param perMinute 0 allows everything.
   * @param now milliseconds of a clock that never goes back.
   */
  constructor(
    private readonly perMinute: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Seconds until there is one for the key; 0 when there is one now. */
  wait(key: string): number {
    if (this.perMinute === 0) return 0;
    const missing = 1 - this.tokens(key);
    return missing > 0 ? Math.ceil((missing * 60) / this.perMinute) : 0;
  }

  /** Takes one, on credit when there is none: many at once have to be waited for afterwards. */
  charge(key: string): void {
    if (this.perMinute === 0) return;
    const tokens = Math.max(this.tokens(key) - 1, -this.perMinute);
    this.buckets.delete(key);
    this.buckets.set(key, { tokens, at: this.now() });
    if (this.buckets.size > MOST_KEYS) this.buckets.delete(this.buckets.keys().next().value!);
  }

  get size(): number {
    return this.buckets.size;
  }

  private tokens(key: string): number {
    const bucket = this.buckets.get(key);
    if (!bucket) return this.perMinute;
    const regained = ((this.now() - bucket.at) * this.perMinute) / 60_000;
    return Math.min(bucket.tokens + regained, this.perMinute);
  }
}
