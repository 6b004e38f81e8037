import { describe, expect, it } from '@jest/globals';
import { h } from 'preact';
import { render } from 'preact-render-to-string';
import type { WorklistRowView } from '../../src/consultations/consultations.dto.js';
import { TimeOfRow, timeInWords, toneOfDay } from '../../src/web/frame/time-left.js';

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

describe('the time of a row', () => {
  const told = (row: Partial<WorklistRowView>): string =>
    render(
      h(TimeOfRow, { row: { verdict: 'tight', ...row } as WorklistRowView, today: FRIDAY, language: 'sv' }),
    )
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');

  it('is late with a step whose day has passed', () => {
    expect(told({ state: 'drafting', nextStep: 'draft', nextBy: '2026-11-05' })).toContain(
      '16 arbetsdagar sen med utkastet, tors 5 nov',
    );
  });

  it('is nobody’s delay where it came after the day that the plan has for it', () => {
    expect(told({ state: 'sent', nextStep: 'register', nextBy: '2026-11-05' })).toContain(
      'genast till registreringen, enligt planen tors 5 nov',
    );
  });
});
