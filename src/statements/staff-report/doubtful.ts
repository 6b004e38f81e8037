import { datesIn } from './dates.js';
import type { Item, Line } from './lines.js';
import type { ReportWarning } from './report-warning.js';

/** ”[Skriv mottagare]”: what the template asks for and nobody filled in. */
const PLACEHOLDER = /\[(?:skriv|ange|fyll i|klicka|välj|infoga)[^\]]{0,80}\]/iu;

export function leftInTemplate(lines: readonly Line[]): ReportWarning[] {
  return lines.flatMap(({ number, text }): ReportWarning[] => {
    const [placeholder] = PLACEHOLDER.exec(text) ?? [];
    if (placeholder === undefined) return [];
    const detail = {
      sv: `Mallens text står kvar: ”${placeholder}”.`,
      en: `Text of the template is left: “${placeholder}”.`,
    };
    return [{ code: 'template-text-left', line: number, detail }];
  });
}

/** Dates of one document that do not agree: in the letterhead and the basis, or in a clause and the basis. */
export const datesThatDiffer = (
  date: string | null,
  clauses: readonly Item[],
  basis: readonly Item[],
): ReportWarning[] => [...ownReportDate(date, basis), ...clauseDates(clauses, basis)];

const OWN_REPORT = /tjänste(?:skrivelse|utlåtande)/iu;

function ownReportDate(date: string | null, basis: readonly Item[]): ReportWarning[] {
  const dated = basis.filter(({ text }) => OWN_REPORT.test(text) && datesOf(text).length > 0);
  const [first] = dated;
  if (date === null || first === undefined || dated.some(({ text }) => datesOf(text).includes(date)))
    return [];
  const detail = {
    sv: `Skrivelsen är daterad ${date}, men i beslutsunderlaget ${datesOf(first.text)[0]}.`,
    en: `The report is dated ${date}, but ${datesOf(first.text)[0]} in the basis for decision.`,
  };
  return [{ code: 'own-report-date-differs', line: first.line, detail }];
}

const DATED_STATEMENT = /yttrandet?,? (?:daterat|av den|från|den) (.{8,20})/iu;

function clauseDates(clauses: readonly Item[], basis: readonly Item[]): ReportWarning[] {
  const dates = basis.filter(({ text }) => /yttrande/iu.test(text)).flatMap(({ text }) => datesOf(text));
  if (dates.length === 0) return [];
  return clauses.flatMap(({ text, line }): ReportWarning[] => {
    const [date] = datesOf(DATED_STATEMENT.exec(text)?.[1] ?? '');
    if (date === undefined || dates.includes(date)) return [];
    const detail = {
      sv: `Yttrandet är daterat ${date} i beslutet, men ${dates[0]} i beslutsunderlaget.`,
      en: `The statement is dated ${date} in the decision, but ${dates[0]} in the basis for decision.`,
    };
    return [{ code: 'clause-date-differs', line, detail }];
  });
}

const datesOf = (text: string): string[] => datesIn(text).map(({ date }) => date);
