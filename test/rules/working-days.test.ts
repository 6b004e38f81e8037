import { describe, expect, it } from '@jest/globals';
import Holidays from 'date-holidays';
import { addDays } from '../../src/rules/civil-date.js';
import {
  addWorkingDays,
  isWorkingDay,
  rollBack,
  rollForward,
  workingDaysBetween,
} from '../../src/rules/working-days.js';

describe('working days', () => {
  it('are those of the published holidays, every day from 2005 to 2060', () => {
    const holidays = new Holidays('SE');
    const wrong: string[] = [];
    for (let year = 2005; year <= 2060; year++) {
      const off = new Set(
        holidays
          .getHolidays(year)
          .filter(({ type }) => type === 'public' || type === 'bank')
          .map(({ date }) => date.slice(0, 10)),
      );
      for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
        const weekend = [0, 6].includes(new Date(day).getUTCDay());
        if (isWorkingDay(day) === (weekend || off.has(day))) wrong.push(day);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('had Whit Monday off, and not the National Day, before 2005', () => {
    expect([isWorkingDay('2004-05-31'), isWorkingDay('2003-06-06')]).toEqual([false, true]);
  });

  // prettier-ignore
  it.each([
    ['2026-12-23',  1, '2026-12-28'],
    ['2026-12-31',  1, '2027-01-04'],
    ['2027-01-07', -1, '2027-01-05'],
    ['2026-12-26', -1, '2026-12-23'],
    ['2026-12-26',  0, '2026-12-26'],
    ['2026-06-18',  1, '2026-06-22'],
  ])('%s and %i working days more is %s', (from, days, to) => {
    expect(addWorkingDays(from, days)).toBe(to);
  });

  it('are counted after the first day up to and including the second', () => {
    expect(workingDaysBetween('2026-12-23', '2026-12-28')).toBe(1);
    expect(workingDaysBetween('2026-12-28', '2026-12-23')).toBe(-1);
    expect(workingDaysBetween('2026-12-24', '2026-12-26')).toBe(0);
  });

  it('are rolled to', () => {
    expect([rollForward('2026-12-24'), rollBack('2026-12-26')]).toEqual(['2026-12-28', '2026-12-23']);
    expect([rollForward('2026-12-22'), rollBack('2026-12-22')]).toEqual(['2026-12-22', '2026-12-22']);
  });

  it('are counted as they are added, over any number of years', () => {
    let day = '2024-12-20';
    for (let count = 1; count <= 800; count++) {
      day = addWorkingDays(day, 1);
      expect(workingDaysBetween('2024-12-20', day)).toBe(count);
      expect(workingDaysBetween(addDays(day, 1), '2024-12-20')).toBeLessThanOrEqual(-count);
    }
  });
});
