/** Random choices that can be made again: the same seed gives the same ones in the same order. */
export interface Seeded {
  readonly seed: number;
  /** A whole number from 0 up to, and not including, `limit`. */
  below(limit: number): number;
  pick<T>(choices: readonly T[]): T;
}

/** Mulberry32: small, and good enough to choose when to kill what. */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { seed, below, pick: (choices) => choices[below(choices.length)]! };
}
