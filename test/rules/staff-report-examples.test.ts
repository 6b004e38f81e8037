import { describe, expect, it } from '@jest/globals';
import { readStaffReport } from '../../src/statements/staff-report/read-staff-report.js';
import { missesOf, municipality } from '../support/report-facts.js';
import { examples, exampleText } from '../support/staff-reports.js';

/** Invented texts with the structures of published reports, letters and minutes. */
describe('a paper as it is written', () => {
  it.each(examples.map((example) => [example.id, example.kind, example] as const))(
    'is read whole: %s (%s)',
    (id, _, example) => {
      const { asked, missed } = missesOf(example, () => readStaffReport(exampleText(id), municipality));
      expect(missed).toEqual([]);
      expect(asked).toBeGreaterThan(0);
    },
  );
});
