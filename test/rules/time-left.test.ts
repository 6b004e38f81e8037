import { describe, expect, it } from '@jest/globals';
import { timeInWords, toneOfDay } from '../../src/web/frame/time-left.js';

const FRIDAY = '2026-11-27';
const SATURDAY = '2026-11-28';
const MONDAY = '2026-11-30';

describe('the time until a day, in words', () => {
  it.each([
    [FRIDAY, FRIDAY, 'i dag', 'today', 'risk'],
    [MONDAY, FRIDAY, '1 arbetsdag kvar', '1 working day left', 'risk'],
    [MONDAY, SATURDAY, '1 arbetsdag kvar', '1 working day left', 'risk'],
    ['2026-12-03', FRIDAY, '4 arbetsdagar kvar', '4 working days left', undefined],
    [FRIDAY, MONDAY, '1 arbetsdag sen', '1 working day late', 'late'],
    // A weekend has no working day of its own: the day has passed all the same, or is yet to come.
    [FRIDAY, SATURDAY, 'över tiden', 'past the day', 'late'],
    [SATURDAY, FRIDAY, 'mindre än 1 arbetsdag kvar', 'less than 1 working day left', 'risk'],
  ])('%s, seen on %s: %s', (until, today, sv, en, tone) => {
    expect(timeInWords(until, today, 'sv')).toBe(sv);
    expect(timeInWords(until, today, 'en')).toBe(en);
    expect(toneOfDay(until, today)).toBe(tone);
  });
});
