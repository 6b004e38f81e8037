import type { Caller } from '../changes/caller.js';
import type { StaffReport } from './staff-report/read-staff-report.js';
import type { StatementView } from './statements.dto.js';
import type { ImportedStatementView } from './imported-statement.dto.js';

/** What was read out of a report, beside the statement that it became or would become. */
export function importedView(
  caller: Caller,
  { kind, found, facts, headings, unplaced, unrecognised, warnings }: StaffReport,
  statement: StatementView,
  { replaced, dryRun }: { readonly replaced: string[]; readonly dryRun: boolean },
): ImportedStatementView {
  const { signed: _signed, ...told } = found;
  return {
    dryRun,
    kind,
    statement,
    found: {
      ...told,
      relatedCases: [...found.relatedCases],
      priorDecisions: [...found.priorDecisions],
      areas: [...found.areas],
    },
    facts: [...facts],
    headings: headings.map(({ text, field }) => ({ text, field })),
    unplaced: [...unplaced],
    unrecognised: [...unrecognised],
    replaced,
    warnings: warnings.map(({ code, line, detail }) => ({ code, line, detail: caller.say(detail) })),
  };
}
