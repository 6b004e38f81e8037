/** Waits before the second attempt, the third …: 24 hours and 13 minutes in all. */
export const RETRY_WAITS_SECONDS = [5, 30, 120, 600, 3600, 3 * 3600, 8 * 3600, 12 * 3600] as const;

/** However long a receiver asks to be left alone (`Retry-After`). */
export const LONGEST_ASKED_SECONDS = 12 * 3600;

/** A wait may be this part shorter or longer, so that what failed together does not come back together. */
export const JITTER = 0.2;

/**
 * Seconds to wait after the latest of `tried` attempts, or undefined when it was the last one. Never
 * shorter than what the receiver has asked for.
 *
 * @param random from 0 up to 1.
 */
export function retryAfter(tried: number, random: number, askedSeconds = 0): number | undefined {
  const wait = RETRY_WAITS_SECONDS[tried - 1];
  if (wait === undefined) return undefined;
  return Math.max(wait * (1 - JITTER + 2 * JITTER * random), Math.min(askedSeconds, LONGEST_ASKED_SECONDS));
}
