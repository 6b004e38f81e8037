import { describe, expect, it } from '@jest/globals';
import { readStaffReport } from '../../src/statements/staff-report/read-staff-report.js';
import { missesOf, municipality } from '../support/report-facts.js';
import { exampleText, heldOut } from '../support/staff-reports.js';

/** Papers by somebody who did not know how the reader works. Where it reads more of them, these bounds go with it. */
const LEAST_FOUND = 0.99;
const MOST_WRONG = 0.002;

describe('papers of houses that the reader was not made on', () => {
  const judged = heldOut.map((example) => ({
    id: example.id,
    ...missesOf(example, () => readStaffReport(exampleText(example.id, 'held-out'), municipality)),
  }));
  const sum = (count: (paper: (typeof judged)[number]) => number): number =>
    judged.reduce((total, paper) => total + count(paper), 0);
  const asked = sum((paper) => paper.asked);

  it('are read for the most part', () => {
    expect(judged).toHaveLength(92);
    expect(1 - sum(({ missed }) => missed.length) / asked).toBeGreaterThanOrEqual(LEAST_FOUND);
  });

  it('are left rather than read wrongly', () => {
    expect(sum(({ wrong }) => wrong) / asked).toBeLessThanOrEqual(MOST_WRONG);
  });
});
