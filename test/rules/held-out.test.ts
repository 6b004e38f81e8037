import { describe, expect, it } from '@jest/globals';
import { readStaffReport } from '../../src/statements/staff-report/read-staff-report.js';
import { isFact } from '../../src/statements/staff-report/letterhead.js';
import { missesOf, municipality, type Example } from '../support/report-facts.js';
import { retyped } from '../support/retyped-papers.js';
import { exampleText, heldOut } from '../support/staff-reports.js';

/** Papers by somebody who did not know how the reader works. Where it reads more of them, these bounds go with it. */
const LEAST_FOUND = 0.985;
const MOST_WRONG = 0.002;
/** A paper that is typed in another way may cost a fact, and is not to make one up. */
const LEAST_FOUND_RETYPED = 0.975;
const MOST_WRONG_RETYPED = 0.003;

const textOf = ({ id }: Example): string => exampleText(id, 'held-out');

function judged(change: (paper: Example) => string): { found: number; wrong: number } {
  const papers = heldOut.map((paper) => missesOf(paper, () => readStaffReport(change(paper), municipality)));
  const sum = (count: (paper: (typeof papers)[number]) => number): number =>
    papers.reduce((total, paper) => total + count(paper), 0);
  const asked = sum((paper) => paper.asked);
  return { found: 1 - sum(({ missed }) => missed.length) / asked, wrong: sum(({ wrong }) => wrong) / asked };
}

/** The rows of a paper that are headings of its text, as it is read unchanged. */
function headingsOf(paper: Example): ReadonlySet<string> {
  const { headings } = readStaffReport(textOf(paper), municipality);
  return new Set(
    headings
      .filter(({ field }) => !isFact(field) && !['title', 'signature', 'documentName'].includes(field))
      .map(({ text }) => text),
  );
}

describe('papers of houses that the reader was not made on', () => {
  it('are read for the most part, and left rather than read wrongly', () => {
    expect(heldOut).toHaveLength(213);
    const { found, wrong } = judged(textOf);
    expect(found).toBeGreaterThanOrEqual(LEAST_FOUND);
    expect(wrong).toBeLessThanOrEqual(MOST_WRONG);
  });

  const known = new Map(heldOut.map((paper) => [paper.id, headingsOf(paper)]));

  it.each(Object.entries(retyped))('say the same %s', (_, change) => {
    const { found, wrong } = judged((paper) => {
      const isHeading = (row: string): boolean => known.get(paper.id)!.has(row.trim());
      return change(textOf(paper).split('\n'), isHeading).join('\n');
    });
    expect(found).toBeGreaterThanOrEqual(LEAST_FOUND_RETYPED);
    expect(wrong).toBeLessThanOrEqual(MOST_WRONG_RETYPED);
  });
});
