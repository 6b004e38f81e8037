import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../src/rules/civil-date.js';
import { lastDayToConfirm } from '../../src/rules/planning.js';
import { addWorkingDays, isWorkingDay, rollBack, rollForward } from '../../src/rules/working-days.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService({ ROLE: 'api' });

it('are the same in the database as in the rules, each day from 2000 to 2100', async () => {
  const rows: { day: string; working: boolean; number: number }[] = await service.database.query(
    'SELECT day, working, number FROM working_days ORDER BY day',
  );
  expect([rows[0]?.day, rows.at(-1)?.day]).toEqual(['2000-01-01', '2100-12-31']);
  let number = 0;
  const wrong = rows.filter((row) => {
    if (isWorkingDay(row.day)) number += 1;
    return row.working !== isWorkingDay(row.day) || row.number !== number;
  });
  expect(wrong).toEqual([]);
});

it('are added and subtracted alike', async () => {
  const days = fc.integer({ min: 0, max: 20_000 }).map((offset) => addDays('2010-01-01', offset));
  await fc.assert(
    fc.asyncProperty(days, fc.integer({ min: 0, max: 40 }), async (day, n) => {
      const [row]: { before: string; after: string }[] = await service.database.query(
        'SELECT working_day_before($1, $2) AS before, working_day_after($1, $2) AS after',
        [day, n],
      );
      expect(row).toEqual({
        before: n === 0 ? rollBack(day) : addWorkingDays(day, -n),
        after: n === 0 ? rollForward(day) : addWorkingDays(day, n),
      });
    }),
    { numRuns: 200 },
  );
});

it.each([
  ['2026-11-24', '2026-12-08'],
  ['2026-12-11', '2026-12-28'], // Christmas Day is no working day, nor is the weekend after it
  ['2027-06-11', '2027-06-28'], // Midsummer's Eve
])('minutes of a meeting on %s are confirmed by %s (KL 5:69 with lag 1930:173)', async (meetsOn, last) => {
  const [row] = await service.database.query('SELECT last_day_to_confirm($1::date) AS last', [meetsOn]);
  expect([row, lastDayToConfirm(meetsOn)]).toEqual([{ last }, last]);
});
