import { describe, expect, it } from '@jest/globals';
import { CONSULTATION_STATES, type ConsultationState } from '../../src/rules/consultation-states.js';
import { periodWarnings, settledReplyBy } from '../../src/rules/period-warnings.js';
import { stepsOf, verdictOf, waysOutOf, type PlanDates } from '../../src/rules/planning.js';

/** A plan in December with a board that meets on the 1st. */
const plan: PlanDates = {
  replyBy: '2026-12-11',
  forwardBy: '2026-12-11',
  confirmBy: '2026-12-10',
  meetsOn: '2026-12-01',
  immediate: false,
  agendaClosesOn: '2026-11-20',
  approveBy: '2026-11-18',
  draftBy: '2026-11-11',
  startBy: '2026-10-28',
  calendarEndsOn: '2026-12-15',
};

describe('the verdict on a plan', () => {
  // prettier-ignore
  it.each<[string, Partial<PlanDates>, ConsultationState, string, string | null]>([
    ['everything lies ahead',                        {}, 'sent',       '2026-10-28', 'comfortable'],
    ['work should have begun yesterday',             {}, 'registered', '2026-10-29', 'tight'],
    ['work has begun, and the draft is due today',   {}, 'drafting',   '2026-11-11', 'comfortable'],
    ['the draft is late',                            {}, 'drafting',   '2026-11-12', 'tight'],
    // As its row says: "över tiden", on a weekend too.
    ['it is the Saturday after the day of the draft', { draftBy: '2026-11-13' }, 'drafting', '2026-11-14', 'tight'],
    ['it is the Friday of the draft',                { draftBy: '2026-11-13' }, 'drafting', '2026-11-13', 'comfortable'],
    ['it is reviewed in time',                       {}, 'in-review',  '2026-11-18', 'comfortable'],
    ['it is on the agenda',                          {}, 'on-agenda',  '2026-11-30', 'comfortable'],
    ['the board has met, and nothing is recorded',   {}, 'on-agenda',  '2026-12-02', 'tight'],
    ['it is decided',                                {}, 'decided',    '2026-12-10', 'comfortable'],
    ['the minutes should have been confirmed',       {}, 'decided',    '2026-12-11', 'tight'],
    ['it is confirmed',                              {}, 'confirmed',  '2026-12-11', 'comfortable'],
    ['the last day has passed',                      {}, 'confirmed',  '2026-12-12', 'impossible'],
    ['the last day has passed with nothing done',    {}, 'sent',       '2026-12-12', 'impossible'],
    ['the board meets too late for ordinary minutes', { immediate: true }, 'sent', '2026-10-01', 'needs-immediate-confirmation'],
    ['it is decided too late for ordinary minutes',  { immediate: true }, 'decided', '2026-12-09', 'needs-immediate-confirmation'],
    ['it is confirmed all the same',                 { immediate: true }, 'confirmed', '2026-12-11', 'comfortable'],
    ['the meeting it is on comes too late',          { meetsOn: '2026-12-11', immediate: true }, 'on-agenda', '2026-12-01', 'needs-delegation'],
    ['no meeting makes it',                          { meetsOn: null, immediate: null }, 'drafting', '2026-11-25', 'needs-delegation'],
    ['the calendar holds no meeting',                { meetsOn: null, immediate: null, calendarEndsOn: null }, 'drafting', '2026-11-25', null],
    ['the last day is beyond the working days known', { replyBy: '2101-01-03', forwardBy: null, confirmBy: null, meetsOn: null }, 'sent', '2026-11-24', null],
    ['the calendar has ended',                       { meetsOn: null, immediate: null, calendarEndsOn: '2026-11-24' }, 'drafting', '2026-11-25', null],
  ])('when %s', (_, dates, state, today, verdict) => {
    expect(verdictOf({ ...plan, ...dates }, state, today)).toBe(verdict);
  });

  it('counts as done what the state is beyond, and margins in working days', () => {
    expect(stepsOf(plan, 'in-review', '2026-11-16')).toEqual([
      { step: 'assign', date: '2026-10-28', done: true, margin: null },
      { step: 'draft', date: '2026-11-11', done: true, margin: null },
      { step: 'approve', date: '2026-11-18', done: false, margin: 2 },
      { step: 'schedule', date: '2026-11-20', done: false, margin: 4 },
      { step: 'decide', date: '2026-12-01', done: false, margin: 11 },
      { step: 'confirm', date: '2026-12-10', done: false, margin: 18 },
      { step: 'forward', date: '2026-12-11', done: false, margin: 19 },
    ]);
  });

  it('finds no step behind once all are taken, whatever the state is called', () => {
    for (const state of CONSULTATION_STATES.slice(CONSULTATION_STATES.indexOf('forwarded'))) {
      expect(stepsOf(plan, state, '2027-01-01').every(({ done }) => done)).toBe(true);
    }
  });
});

describe('the ways out', () => {
  const ways = (facts: Partial<Parameters<typeof waysOutOf>[0]>) =>
    waysOutOf({
      verdict: 'comfortable',
      state: 'drafting',
      delegationBarred: false,
      extensionRequested: false,
      ...facts,
    }).map(({ code }) => code);

  // prettier-ignore
  it.each<[Parameters<typeof ways>[0], string[]]>([
    [{},                                                                  []],
    [{ verdict: 'tight' },                                                ['extension']],
    [{ verdict: 'tight', extensionRequested: true },                      []],
    [{ verdict: 'needs-immediate-confirmation' },                         ['immediate-confirmation', 'delegation', 'extension']],
    [{ verdict: 'needs-immediate-confirmation', state: 'decided' },       ['immediate-confirmation', 'extension']],
    [{ verdict: 'needs-delegation' },                                     ['delegation', 'chair-urgent', 'extension']],
    [{ verdict: 'needs-delegation', delegationBarred: true },             ['chair-urgent', 'extension']],
    [{ verdict: 'impossible', state: 'confirmed' },                       ['extension']],
    [{ verdict: null },                                                   ['enter-meetings', 'extension']],
  ])('for %o are %o', (facts, expected) => {
    expect(ways(facts)).toEqual(expected);
  });

  it('name the statute that allows them', () => {
    const [, chair] = waysOutOf({
      verdict: 'needs-delegation',
      state: 'approved',
      delegationBarred: false,
      extensionRequested: false,
    });
    expect(chair?.provision).toBe('6 kap. 39 § kommunallagen');
  });
});

describe('a time to reply', () => {
  const codes = (today: string, replyBy: string) =>
    periodWarnings(today, replyBy, 28).map(({ code }) => code);

  // prettier-ignore
  it.each([
    ['2026-10-01', '2026-10-30', []],
    ['2026-10-01', '2026-10-28', ['short-period']],
    ['2026-12-01', '2027-01-07', ['across-christmas']],
    ['2026-10-01', '2026-12-23', []],
    ['2026-11-02', '2026-12-24', ['across-christmas', 'reply-by-not-working-day']],
    ['2027-01-05', '2027-02-15', ['across-christmas']],
    ['2027-01-07', '2027-02-15', []],
    ['2026-05-28', '2026-06-30', []],
    ['2026-06-01', '2026-08-31', ['across-july']],
    ['2026-06-01', '2026-07-01', ['across-july']],
    ['2026-11-23', '2026-11-01', ['reply-by-has-passed']],
    ['2026-11-23', '9999-12-30', ['across-christmas', 'across-july']],
  ])('from %s to %s is warned of as %o', (today, replyBy, expected) => {
    expect(codes(today, replyBy)).toEqual(expected);
  });

  it('that has passed says that, and not what kind of day it ended on', () => {
    const warnings = periodWarnings('2026-10-01', '2026-11-01', 28, '2026-11-23');
    expect(warnings).toEqual([
      expect.objectContaining({
        detail: {
          sv: 'Sista svarsdag 2026-11-01 har redan passerat.',
          en: 'The reply-by date 2026-11-01 has passed already.',
        },
      }),
    ]);
    const [beforeSending] = periodWarnings('2026-11-02', '2026-11-01', 28, '2026-11-23');
    expect(beforeSending?.detail.sv).toBe(
      'Sista svarsdag 2026-11-01 är före 2026-11-02, då remissen skickades.',
    );
  });

  it('that ends on a day off is kept, or moved either way', () => {
    expect(settledReplyBy('2011-10-16', 'warn')).toBe('2011-10-16');
    expect(settledReplyBy('2011-10-16', 'roll-forward')).toBe('2011-10-17');
    expect(settledReplyBy('2011-10-16', 'roll-back')).toBe('2011-10-14');
    expect(settledReplyBy('2011-10-17', 'roll-forward')).toBe('2011-10-17');
  });
});
