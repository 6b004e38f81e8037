/** Whose register a number is of: ”KS”, ”BUN-P”, ”Ks”, ”SoN”. */
const CAPITALS = '[A-ZÅÄÖ]{2,6}(?:-[A-ZÅÄÖ]{1,2})?';
const MIXED =
  '(?!(?:Se|Om|Av|På|Med|Den|Det|Mål|För|Och|Nr|År)(?![A-Za-zÅÄÖåäö]))[A-ZÅÄÖ][a-zåäö]{1,3}[A-ZÅÄÖ]?';
const YEAR = String.raw`(?:19|20)\d{2}`;
/** Whose desk of a ministry: ”S2026/05380/FS”. */
const DESK = String.raw`(?:(?<=\d{4}\/\d{5})\/[A-ZÅÄÖ]{1,4}\d?)?`;
/** Behind a hyphen a month and a day may stand. */
const NO_DAY = String.raw`(?!\d\d-\d\d(?!\d))`;

/**
 * A register's letters, a year and a number in any order, with any signs between them: `KS 2023/474`, `2023/KS 0017`,
 * `STK-2014-1045`, `Ks 353/2008`, `BUN26.119`; the state's `S2026/02115` and `511-2413-26`; and whatever stands behind its
 * name (*dnr*).
 */
const CASE_NUMBER = new RegExp(
  String.raw`(?<![\p{L}\p{N}/-])(?:` +
    [
      String.raw`\d{4}\/\d{3,5} [A-ZÅÄÖ]{2,5}-\d{1,3}`,
      String.raw`${YEAR}[/-](?:${CAPITALS}|${MIXED})[ -]?\d{3,6}`,
      String.raw`${YEAR}(?:[/:-]\d{3,6}|\.\d{2,5})[ /-](?!SEK|EUR)(?:${CAPITALS}|Ks)(?: \d{3}(?=[).,;]|$))?`,
      String.raw`(?:${CAPITALS})[ /.-]?${YEAR}[/:.–-]${NO_DAY}\d{1,6}(?:-\d{1,3}(?:\.\d{1,3}){0,3}(?![\d-]))?${DESK}`,
      String.raw`(?:${MIXED})(?:[ .-]?${YEAR}(?:[/.]|-(?=\d{3}))|\/${YEAR}[/:.-])\d{1,6}${DESK}`,
      String.raw`[A-ZÅÄÖ][ /-]?${YEAR}(?:[/:]\d{3,6}|-\d{4,6})${DESK}`,
      String.raw`(?:${CAPITALS}|${MIXED})[ /.-]?\d{1,6}[/.-]${YEAR}(?![-–])`,
      String.raw`(?:${CAPITALS}|${MIXED})[ /.-]?\d{2}\/\d{3,6}`,
      String.raw`(?:${CAPITALS})-\d{2}-\d{3,6}`,
      String.raw`[A-ZÅÄÖ]{2,4}\d{2}\.\d{2,5}`,
      String.raw`(?:${CAPITALS}|${MIXED}|[A-ZÅÄÖ]\d{2,4})[ /.-]?\d{3,6}\/\d{2}`,
      String.raw`[A-ZÅÄÖ]{2,4}-\d{4,6}-\d{2}(?!-)`,
      String.raw`\d{2}(?:[A-ZÅÄÖ]{2,4}|[A-ZÅÄÖ][a-zåäö]{1,2})\d{3,6}`,
      String.raw`[A-ZÅÄÖ]{2,6}\/\d{6}`,
      String.raw`(?!SEK|EUR)[A-ZÅÄÖ]{2,4}[12]\d{5}`,
      String.raw`[A-ZÅÄÖ]\d{3}\.\d{3}\/\d{4}`,
      String.raw`(?:(?!DNR)[A-ZÅÄÖ]{2,4} )?[1-9]\d{2,4}-\d{3,5}-\d{2,4}`,
      String.raw`(?:(?!DNR)[A-ZÅÄÖ]{2,5} )?\d{1,2}\.\d{1,2}(?:\.\d{1,2})?-\d{3,6}[/-]\d{4}(?:-\d{1,3})?`,
      String.raw`(?<=(?:[Ää]rende|[Dd]nr|[Dd]iarienummer|[Dd]iarienr):? )(?:19|20)\d{2}-\d{3,6}(?!-)`,
      String.raw`(?<=[Ää]rendet? )\d{1,6}\/${YEAR}`,
      String.raw`(?<=(?:[Mm]ål(?:et)?|[Dd]nr)(?: nr\.?| nummer)? )(?:[A-ZÅÄÖ]{1,3} )?\d{3,6}-\d{2}`,
      String.raw`(?<=(?:dnr|Dnr|diarienr|diarienummer|Diarienummer)\.?:?(?: är)? )\d{1,5}[\/:]\d{2,5}`,
      // Whatever stands behind its name, and has signs within it as a number has: ”(deras ref. VRF-26-0093)”.
      String.raw`(?<=(?:[Dd]nr|[Dd]iarienr|(?:[Dd]iarie|[Ää]rende)nummer|[Rr]ef|[Rr]eferens|[Bb]eteckning|s nr)[.:]{0,2} )(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,5}[ ./:-]?)?\d+(?:[./:-][A-ZÅÄÖ]?\d+){1,4}(?:\/[A-ZÅÄÖ]{1,4})?`,
    ].join('|') +
    String.raw`)(?![\p{L}\p{N}])`,
  'gu',
);

/** Laws, inquiries, norms and bills are cited in the same shape, and so are days, hours and telephones. */
const CITATION =
  /^(?:\p{Lu}*-?\p{Lu}*FS|SOU|DS|EU|EG|FN|PROP|SKR|BET|MOT|NJA|HFD|RÅ|JO|RIR|ISO|SS|SS-EN|EN|AB|NR|KAP|BIL|ART|DIR|LAG|MAJ|DEN|TEL|TFN|KL|SID|PBL|OSL|LSS|SOL)[. /:-]?\d/iu;
/** ”IT 2024-2026”: years, where a number would have its hyphen after the prefix too. */
const SPAN_OF_YEARS = / (?:19|20)\d\d[–-](?:19|20)\d\d$/;
/** ”År 2025/26” */
const A_WINTER = /^\p{Lu}\p{Ll}+ \d\d(\d\d)\/(\d\d)$/u;
const isOfTwoYears = (number: string): boolean => {
  const [, first, second] = A_WINTER.exec(number) ?? [];
  return first !== undefined && Number(second) === (Number(first) + 1) % 100;
};

/** Case numbers in a text, in their order. */
export function caseNumbersIn(text: string): string[] {
  const numbers = [...text.matchAll(CASE_NUMBER)].map(([number]) => number);
  return [...new Set(numbers.filter(isOfACase))];
}

const isOfACase = (number: string): boolean =>
  !CITATION.test(number) && !SPAN_OF_YEARS.test(number) && !isOfTwoYears(number);

/** ”Nämndens eget TEN 2026/71”, ”vårt KS-2026-00298”. */
const SAID_TO_BE_OURS =
  /(?<!\p{L})(?:vårt|vår|(?:nämndens|styrelsens)(?: eget?)?) (?:(?:ärende(?:nummer)?|dnr\.?|diarienummer|beteckning|nummer|är):? ){0,3}$/iu;

/** The number that a text says is the writer's own. */
export function ownNumberSaidIn(text: string): string | undefined {
  for (const { 0: number, index } of text.matchAll(CASE_NUMBER)) {
    if (isOfACase(number) && SAID_TO_BE_OURS.test(text.slice(Math.max(0, index - 80), index))) return number;
  }
  return undefined;
}

/**
 * A text without its case numbers, or without those that are meant: what else is said there. It goes through the
 * text once, however many numbers there are: a report of nothing but numbers is not to take hours.
 */
export const withoutCaseNumbers = (text: string, isMeant: (number: string) => boolean = isOfACase): string =>
  text.replace(CASE_NUMBER, (number) => (isMeant(number) ? '' : number));

/** As a register compares them: spaces and case make no difference. */
export const sameCaseNumber = (one: string, other: string | null): boolean =>
  other !== null && tight(one) === tight(other);

/** Each once, as it is first written: ”KN2024/02249” and ”KN 2024/02249” are the same. */
export function differentCaseNumbers(numbers: readonly string[]): string[] {
  const first = new Map<string, string>();
  for (const number of numbers) if (!first.has(tight(number))) first.set(tight(number), number);
  return [...first.values()];
}

const tight = (number: string): string => number.replace(/\s/g, '').toUpperCase();
