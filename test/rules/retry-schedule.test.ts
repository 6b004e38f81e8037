import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LONGEST_ASKED_SECONDS, retryAfter, RETRY_WAITS_SECONDS } from '../../src/rules/retry-schedule.js';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const tried = fc.integer({ min: 1, max: RETRY_WAITS_SECONDS.length });

describe('the schedule of retries', () => {
  it('takes about a day and ends', () => {
    const total = RETRY_WAITS_SECONDS.reduce((sum, wait) => sum + wait, 0);
    expect(total / 3600).toBeCloseTo(24.2, 1);
    expect(retryAfter(RETRY_WAITS_SECONDS.length, 0.5)).toBe(43_200);
    expect(retryAfter(RETRY_WAITS_SECONDS.length + 1, 0.5)).toBeUndefined();
    expect(retryAfter(RETRY_WAITS_SECONDS.length + 1, 0.5, 60)).toBeUndefined();
  });

  it('spreads what failed together by a fifth either way', () => {
    fc.assert(
      fc.property(tried, random, (times, chance) => {
        const wait = RETRY_WAITS_SECONDS[times - 1]!;
        const seconds = retryAfter(times, chance)!;
        expect(seconds).toBeGreaterThanOrEqual(wait * 0.8 - 1e-9);
        expect(seconds).toBeLessThanOrEqual(wait * 1.2 + 1e-9);
      }),
    );
    expect(retryAfter(1, 0)).not.toBe(retryAfter(1, 0.99));
  });

  it('never comes before the receiver has asked, up to half a day', () => {
    fc.assert(
      fc.property(tried, random, fc.integer({ min: 0, max: 10 ** 9 }), (times, chance, asked) => {
        expect(retryAfter(times, chance, asked)).toBeGreaterThanOrEqual(
          Math.min(asked, LONGEST_ASKED_SECONDS),
        );
      }),
    );
  });
});
