import { sameCaseNumber } from './staff-report/case-numbers.js';
import type { StaffReport } from './staff-report/read-staff-report.js';
import type { ReportWarning } from './staff-report/report-warning.js';

/** What a matter is known by, and when it is to be answered. */
export interface ImportedInto {
  readonly consultee: string | null;
  readonly ownCaseNumber: string | null;
  readonly replyBy: string;
}

/**
 * What a report says of itself that is not so of the matter it is imported into: another board's, another number's, or of
 * another last day. Any of them may be a slip in the report; together they are another matter's report.
 */
export function ofAnotherMatter(
  { found, facts }: Pick<StaffReport, 'found' | 'facts'>,
  { consultee, ownCaseNumber, replyBy }: ImportedInto,
): ReportWarning[] {
  const lineOf = (fact: string) => facts.find((each) => each.fact === fact)?.line ?? null;
  const differs: [fact: string, said: string | null, is: string | null, what: { sv: string; en: string }][] =
    [
      ['body', found.body, consultee, { sv: 'Organet', en: 'The body' }],
      ['ownCaseNumber', found.ownCaseNumber, ownCaseNumber, { sv: 'Ärendenumret', en: 'The case number' }],
      ['deadline', found.deadline, replyBy, { sv: 'Sista svarsdag', en: 'The reply-by date' }],
    ];
  return differs.flatMap(([fact, said, is, what]): ReportWarning[] => {
    if (said === null || is === null || (fact === 'ownCaseNumber' ? sameCaseNumber(said, is) : said === is))
      return [];
    const detail = {
      sv: `${what.sv} är ${said} i handlingen och ${is} i ärendet. Hör den hit?`,
      en: `${what.en} is ${said} in the document and ${is} in the matter. Does it belong here?`,
    };
    return [{ code: CODES[fact]!, line: lineOf(fact), detail }];
  });
}

const CODES: Readonly<Record<string, string>> = {
  body: 'another-body',
  ownCaseNumber: 'another-number',
  deadline: 'another-deadline',
};
