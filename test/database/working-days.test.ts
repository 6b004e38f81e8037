import { afterAll, beforeAll, expect, it } from '@jest/globals';
import Holidays from 'date-holidays';
import { DateTime } from 'luxon';
import { isWorkingDay } from '../../src/rules/working-days.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

it('are the same in the rules, in the database and in a calendar by others, 2005 to 2060', async () => {
  const calendar = new Holidays('SE', { types: ['public', 'bank'] });
  const rows: { day: string; working: boolean }[] = await service.database.query(
    "SELECT day, working FROM working_days WHERE day BETWEEN '2005-01-01' AND '2060-12-31' ORDER BY day",
  );
  expect(rows).toHaveLength(20_454);
  const off = new Set<string>();
  for (let year = 2005; year <= 2060; year++) {
    for (const { date } of calendar.getHolidays(year)) off.add(date.slice(0, 10));
  }
  for (const { day, working } of rows) {
    const weekend = DateTime.fromISO(day, { zone: 'utc' }).weekday > 5;
    expect([day, working, isWorkingDay(day)]).toEqual([
      day,
      !weekend && !off.has(day),
      !weekend && !off.has(day),
    ]);
  }
});

it('are numbered in a row, a day off like the working day before it', async () => {
  const [{ wrong }] = await service.database.query(
    `SELECT count(*) AS wrong FROM (
       SELECT number - lag(number) OVER (ORDER BY day) AS step, working FROM working_days) steps
     WHERE step IS NOT NULL AND step <> working::int`,
  );
  expect(wrong).toBe(0);
  const before = (day: string, days: number) =>
    service.database
      .query('SELECT working_day_before($1, $2) AS day', [day, days])
      .then(([row]: { day: string }[]) => row!.day);
  expect(await before('2026-12-28', 1)).toBe('2026-12-23');
  expect(await before('2026-12-27', 1)).toBe('2026-12-23');
  expect(await before('2026-12-27', 0)).toBe('2026-12-23');
  expect(await before('2026-12-28', 0)).toBe('2026-12-28');
  expect(await before('2026-12-23', 3)).toBe('2026-12-18');
});
