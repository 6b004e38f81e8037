import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../src/rules/civil-date.js';
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
