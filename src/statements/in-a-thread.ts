import type { PaperLine } from '../papers/reading/paper-line.js';
import type { ReportHeading } from '../organisation/report-headings/report-heading.js';
import { Invalid, type InvalidValue } from '../rules/problem.js';
import { comparedWhole, diffOf, type ComparedField } from './diff-statements.js';
import type { NamedBody } from './staff-report/facts.js';
import { readStaffReport, type StaffReport } from './staff-report/read-staff-report.js';
import { NotAStaffReport } from './staff-report/unrecognised.js';
import { refuseWhatNoStatementHolds } from './staff-report/report-limits.js';
import type { StatementContent } from './statement.js';
import type { FieldDiffView } from './versions.dto.js';

/** This file, whose functions `Threads` calls: what they do takes time in proportion to a text, or more. */
export const IN_A_THREAD = 'statements/in-a-thread.js';

export function compareVersions([earlier, newer]: [StatementContent, StatementContent]): FieldDiffView[] {
  return diffOf(earlier, newer);
}

export function compareWhole([earlier, newer]: [StatementContent, StatementContent]): ComparedField[] {
  return comparedWhole(earlier, newer);
}

/** What was read, or what is wrong with it: an error would lose its class on its way out of the thread. */
export type ReadReport =
  | { readonly report: StaffReport }
  | { readonly invalid: readonly InvalidValue[] }
  | { readonly unrecognised: readonly string[] };

export function readReport([report, bodies, chosen, taught]: [
  string | readonly PaperLine[],
  readonly NamedBody[],
  number | undefined,
  readonly ReportHeading[],
]): ReadReport {
  try {
    const read = readStaffReport(report, bodies, chosen, taught);
    refuseWhatNoStatementHolds(read.content);
    return { report: read };
  } catch (error) {
    if (error instanceof NotAStaffReport) return { unrecognised: error.unrecognised };
    if (error instanceof Invalid) return { invalid: error.invalid };
    throw error;
  }
}
