import { Invalid, type InvalidValue } from '../../rules/problem.js';
import { because } from '../refusals.js';
import { caseNumbersIn, sameCaseNumber } from './case-numbers.js';
import { factsOn } from './letterhead.js';
import { NO_OWN_HEADINGS } from './own-headings.js';
import { readLines } from './pages.js';
import { partsOf } from './parts.js';
import { sourceOf, type ReportSource } from './report-source.js';

/** One report of a text that holds several. */
interface OneReport {
  readonly number: string;
  /** The line it begins on, from 1. */
  readonly line: number;
}

const DOCUMENT_NAME = /^(?:#{1,6} |\*\*)?(?:tjänsteskrivelse|tjänsteutlåtande)(?:\*\*)?$/iu;
/** A letterhead names its number within so many lines that say something. */
const LETTERHEAD = 15;
/** A row of a letterhead; running text that cites a number is longer. */
const LONGEST_ROW = 120;

/**
 * Leaves the report that is meant and blanks the others, so that every line keeps its number.
 *
 * @param chosen which report, from 1; left out where the text is one.
 * @throws Invalid with `several-reports` for each report, or `no-such-report`.
 */
export function oneReportOf(source: ReportSource, chosen: number | undefined): ReportSource {
  const { text } = source;
  const rows = text.split(/\r\n|[\n\r]/);
  const reports = reportsIn(rows);
  if (chosen === undefined && reports.length < 2) return source;
  const last = Math.max(1, reports.length);
  const [first, ...rest] =
    chosen === undefined ? reports.map((report, index) => severalReports(rows, reports, report, index)) : [];
  if (first) throw new Invalid(first, ...rest);
  if (chosen === undefined || chosen > last) throw new Invalid(noSuchReport(last));
  return reports.length < 2 ? source : { ...source, text: only(rows, reports, chosen - 1) };
}

function only(rows: readonly string[], reports: readonly OneReport[], index: number): string {
  const from = index === 0 ? 1 : reports[index]!.line;
  const to = reports[index + 1]?.line ?? rows.length + 1;
  return rows.map((row, at) => (at + 1 >= from && at + 1 < to ? row : '')).join('\n');
}

/** A report begins with its kind as a line or a cell, when its letterhead gives another number than the one before. */
function reportsIn(rows: readonly string[]): OneReport[] {
  const reports: OneReport[] = [];
  for (const [at, row] of rows.entries()) {
    if (!row.split(/\s{3,}|[\t\f]+/u).some((cell) => DOCUMENT_NAME.test(cell.trim()))) continue;
    const number = numberBelow(rows, at);
    const last = reports.at(-1);
    if (number !== undefined && !(last && sameCaseNumber(number, last.number)))
      reports.push({ number, line: at + 1 });
  }
  return reports;
}

/** The number that stands beside or below its label in the lines from here on. */
function numberBelow(rows: readonly string[], from: number): string | undefined {
  let labelled = false;
  let read = 0;
  for (let at = from; at < rows.length && read < LETTERHEAD; at += 1) {
    const line = rows[at]!.replace(/\s+/gu, ' ').trim();
    if (line === '') continue;
    read += 1;
    const label = line.length <= LONGEST_ROW && factsOn(line).some(({ field }) => field === 'ownCaseNumber');
    const [number] = (labelled || label) && line.length <= LONGEST_ROW ? caseNumbersIn(line) : [];
    if (number !== undefined) return number;
    labelled = label;
  }
  return undefined;
}

function severalReports(
  rows: readonly string[],
  reports: readonly OneReport[],
  { number, line }: OneReport,
  index: number,
): InvalidValue {
  const to = reports[index + 1]?.line ?? rows.length + 1;
  const source = sourceOf(rows.slice(line - 1, to - 1).join('\n'));
  const parts = partsOf(readLines(source, NO_OWN_HEADINGS).lines, NO_OWN_HEADINGS);
  const title = parts
    .filter(({ field }) => field === 'title')
    .flatMap((part) => part.lines.map(({ text }) => text))
    .join(' ');
  return { pointer: '', ...because.severalReports(index + 1, number, title, line) };
}

const noSuchReport = (last: number): InvalidValue => ({
  pointer: '/report',
  ...because.noSuchReport(last),
});
