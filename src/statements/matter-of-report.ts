import { Invalid } from '../rules/problem.js';
import { becauseOfSeveral as because } from './refusals.js';
import { sameCaseNumber } from './staff-report/case-numbers.js';
import type { StaffReport } from './staff-report/read-staff-report.js';

/** A matter whose statement somebody writes. */
export interface OpenMatter {
  readonly id: string;
  readonly title: string;
  readonly ownCaseNumber: string | null;
  /** The issuer's. */
  readonly caseNumber: string;
  /** Of its statement. */
  readonly version: number;
}

/**
 * The matter that a report belongs to by the number that it gives: the body's own, or where it gives none the issuer's.
 * Nothing else is gone by: a title can be another matter's too.
 *
 * @param body by its code. A report of another body answers the same issuer's number, in another matter.
 * @throws Invalid where there is no number, no such matter, or several.
 */
export function matterOf(
  { found }: Pick<StaffReport, 'found'>,
  body: string,
  matters: readonly OpenMatter[],
): OpenMatter {
  const { ownCaseNumber: own, relatedCases, body: deciding } = found;
  if (own === null && relatedCases.length === 0) throw new Invalid({ pointer: '', ...because.noNumber });
  const isMeant =
    own === null
      ? ({ caseNumber }: OpenMatter) =>
          (deciding === null || deciding === body) &&
          relatedCases.some((number) => sameCaseNumber(number, caseNumber))
      : ({ ownCaseNumber, caseNumber }: OpenMatter) =>
          sameCaseNumber(own, ownCaseNumber) || sameCaseNumber(own, caseNumber);
  const [matter, ...more] = matters.filter(isMeant);
  if (!matter) throw new Invalid({ pointer: '', ...because.noSuchMatter });
  if (more.length > 0) throw new Invalid({ pointer: '', ...because.severalMatters });
  return matter;
}
