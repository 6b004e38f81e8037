import { describe, expect, it } from '@jest/globals';
import { escalationDue, nextReminder, reminderDue } from '../../src/rules/reminder-due.js';
import { reminderRules } from '../../src/rules/reminder-kinds.js';
import { addWorkingDays } from '../../src/rules/working-days.js';

const about = '2026-12-15';
const setOn = '2026-11-02';
const schedule = [-14, -7, -1, 0, 1, 7];
const said = (...days: number[]) => days.map((each) => ({ days: each, on: '2026-12-01', toRecipient: true }));
const facts = { about, setOn, schedule, silences: [], said: said() };

// prettier-ignore
const days: [today: string, said: number[], due: number | undefined, why: string][] = [
  ['2026-11-30', [],                      undefined, 'fifteen days before'],
  ['2026-12-01', [],                      -14,       'on the fourteenth day before'],
  ['2026-12-01', [-14],                   undefined, 'once it has been said'],
  ['2026-12-07', [],                      -14,       'late, after an outage'],
  ['2026-12-08', [-14],                   -7,        'on the seventh day before'],
  ['2026-12-14', [-14, -7],               -1,        'the day before'],
  ['2026-12-15', [-14, -7, -1],           0,         'on the day'],
  ['2026-12-16', [-14, -7, -1, 0],        1,         'the day after'],
  ['2026-12-17', [-14, -7, -1, 0, 1],     undefined, 'between the last two'],
  ['2026-12-22', [-14, -7, -1, 0, 1],     7,         'a week after'],
  ['2027-03-01', [-14, -7, -1, 0, 1, 7],  undefined, 'when all has been said'],
  ['2026-12-16', [],                      1,         'one only, when all the others were missed'],
  ['2026-12-15', [1],                     undefined, 'nothing that comes before what was said'],
];

describe('the reminder that is due', () => {
  it.each(days)('on %s with %j said is %s: %s', (today, saidDays, due) => {
    expect(reminderDue({ ...facts, today, said: said(...saidDays) })).toBe(due);
  });

  it('is none for a day up to the one the date was set on', () => {
    const lately = { ...facts, setOn: '2026-12-08' };
    expect(reminderDue({ ...lately, today: '2026-12-08' })).toBeUndefined();
    expect(reminderDue({ ...lately, today: '2026-12-13' })).toBeUndefined();
    expect(reminderDue({ ...lately, today: '2026-12-14' })).toBe(-1);
  });

  it.each([
    ['2026-10-25', '2026-10-24', -1],
    ['2026-10-25', '2026-10-26', 1],
    ['2027-03-28', '2027-03-27', -1],
    ['2027-03-28', '2027-03-29', 1],
    ['2028-03-07', '2028-02-29', -7],
    ['2028-02-29', '2028-02-15', -14],
    ['2026-12-31', '2027-01-07', 7],
  ])('counts civil days around %s: on %s it is %i', (date, today, due) => {
    expect(reminderDue({ ...facts, about: date, setOn: '2026-01-01', today })).toBe(due);
  });

  it('is none for someone who has muted it, or snoozed it until later', () => {
    for (const until of [null, '2026-12-09']) {
      expect(reminderDue({ ...facts, today: '2026-12-08', silences: [{ until }] })).toBeUndefined();
    }
  });

  it('is the latest once more when a snooze has ended, and then no more', () => {
    const silences = [{ until: '2026-12-10' }];
    const before = { days: -7, on: '2026-12-08', toRecipient: true };
    const again = { days: -7, on: '2026-12-10', toRecipient: true };
    expect(reminderDue({ ...facts, silences, today: '2026-12-09', said: [before] })).toBeUndefined();
    expect(reminderDue({ ...facts, silences, today: '2026-12-10', said: [before] })).toBe(-7);
    expect(reminderDue({ ...facts, silences, today: '2026-12-11', said: [before, again] })).toBeUndefined();
  });

  it('is not said to one because another snoozed', () => {
    const toAnother = { days: -7, on: '2026-12-08', toRecipient: false };
    expect(reminderDue({ ...facts, today: '2026-12-11', said: [toAnother] })).toBeUndefined();
  });
});

describe('the escalation', () => {
  const overdue = { ...facts, after: reminderRules.overdue.escalateAfter, schedule: [1, 7] };
  const first = { days: 1, on: '2026-12-18', toRecipient: false }; // a Friday
  const due = (today: string, more: object = {}) =>
    escalationDue({ ...overdue, said: [first], today, ...more }, addWorkingDays);

  it('comes so many working days after the first reminder on or after the date', () => {
    expect(due('2026-12-22')).toBe(false);
    expect(due('2026-12-23')).toBe(true);
    expect(due('2027-02-01')).toBe(true);
  });

  it('counts neither Christmas nor weekends', () => {
    const said = [{ ...first, on: '2026-12-23' }];
    expect(due('2026-12-29', { said })).toBe(false);
    expect(due('2026-12-30', { said })).toBe(true);
  });

  it('comes once, never when it is turned off, and not for what was said before the date', () => {
    expect(due('2026-12-23', { said: [first, { days: null, on: '2026-12-23', toRecipient: true }] })).toBe(
      false,
    );
    expect(due('2026-12-23', { after: null })).toBe(false);
    expect(due('2026-12-23', { said: [{ ...first, days: -1 }] })).toBe(false);
    expect(due('2026-12-23', { silences: [{ until: null }] })).toBe(false);
  });
});

describe('the reminder that comes next', () => {
  it('is the first whose day lies ahead', () => {
    expect(nextReminder({ about, setOn, schedule, today: '2026-12-08' })).toEqual({
      on: '2026-12-14',
      days: -1,
    });
  });

  it('is none after the last', () => {
    expect(nextReminder({ about, setOn, schedule, today: '2026-12-22' })).toBeUndefined();
  });
});
