import { describe, expect, it } from '@jest/globals';
import { nextReminder, reminderDue } from '../../src/rules/reminder-days.js';

const replyBy = '2026-12-15';
const replyBySetOn = '2026-11-02';

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
  it.each(days)('on %s with %j said is %s: %s', (today, said, due) => {
    expect(reminderDue({ replyBy, replyBySetOn, today, said })).toBe(due);
  });

  it('is none for a day up to the one the date was set on', () => {
    const facts = { replyBy, replyBySetOn: '2026-12-08', said: [] };
    expect(reminderDue({ ...facts, today: '2026-12-08' })).toBeUndefined();
    expect(reminderDue({ ...facts, today: '2026-12-13' })).toBeUndefined();
    expect(reminderDue({ ...facts, today: '2026-12-14' })).toBe(-1);
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
    expect(reminderDue({ replyBy: date, replyBySetOn: '2026-01-01', today, said: [] })).toBe(due);
  });
});

describe('the reminder that comes next', () => {
  it('is the first whose day lies ahead', () => {
    expect(nextReminder({ replyBy, replyBySetOn, today: '2026-12-08' })).toEqual({
      day: '2026-12-14',
      days: -1,
    });
  });

  it('is none after the last', () => {
    expect(nextReminder({ replyBy, replyBySetOn, today: '2026-12-22' })).toBeUndefined();
  });
});
