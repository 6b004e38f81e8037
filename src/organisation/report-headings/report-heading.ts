/** What the text under a heading of a staff report is. `furniture`: the line itself is the page's and no heading at all. */
export const REPORT_PARTS = [
  'summary',
  'matter',
  'assessment',
  'clauses',
  'basis',
  'recipients',
  'section',
  'furniture',
] as const;
export type ReportPart = (typeof REPORT_PARTS)[number];

/** A heading as a body writes it, and what it begins. */
export interface ReportHeading {
  readonly heading: string;
  readonly part: ReportPart;
}

/** A heading without its number, its marks and its colon, in small letters: what is the same heading has the same key. */
export const headingKey = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^(?:#{1,6} *|\*\*|__)/, '')
    .replace(/^\d{1,2}(?:\.\d{1,2}){0,3}[.)]? +(?=\p{L})/u, '')
    .replace(/(?:\*\*|__)?:?(?:\*\*|__)?$/, '')
    .toLowerCase();

/** The same of a line of a page, where the number of the page or a day may be another each time. */
export const furnitureKey = (text: string): string => headingKey(text).replace(/\d+/g, '#');
