/**
 * Forms seen in published cases: `2016/0166 KS-2`, `2023/KS 0017`, `KS 2023/474`, `STK-2014-1045`,
 * `KS 353/2008`, the state's `S2026/02115` and `511-2413-26`; and a bare number after *dnr*.
 */
const CASE_NUMBER = new RegExp(
  String.raw`(?<![\p{L}\p{N}/-])(?:` +
    [
      String.raw`\d{4}\/\d{3,5} [A-ZÅÄÖ]{2,5}-\d{1,3}`,
      String.raw`\d{4}\/[A-ZÅÄÖ]{2,5} ?\d{3,5}`,
      String.raw`(?:19|20)\d{2}\.\d{2,5} [A-ZÅÄÖ]{2,5}`,
      String.raw`[A-ZÅÄÖ]{2,6}[ /-]?\d{4}[/:–-](?!\d\d-\d\d(?!\d))\d{1,6}(?:-\d{1,3}(?:\.\d{1,3}){0,3}(?![\d-]))?`,
      String.raw`(?:[A-ZÅÄÖ]{2,6}|[A-ZÅÄÖ][a-zåäö]{1,2}) \d{1,5}\/\d{4}`,
      String.raw`[A-ZÅÄÖ][a-zåäö]{1,2} (?:19|20)\d{2}\/\d{1,6}`,
      String.raw`(?:[A-ZÅÄÖ]{2,6}|[A-ZÅÄÖ]\d{2,4})[ -]\d{3,6}\/\d{2}`,
      String.raw`[A-ZÅÄÖ]{2,6}[. ]\d{4}\.\d{1,5}`,
      String.raw`(?:[A-ZÅÄÖ]{2,6}|[A-ZÅÄÖ][a-zåäö]{1,3})\/\d{4}:\d{1,5}`,
      String.raw`\d{2}(?:[A-ZÅÄÖ]{2,4}|[A-ZÅÄÖ][a-zåäö]{1,2})\d{3,6}`,
      String.raw`(?:19|20)\d{2}-[A-ZÅÄÖ]{2,5}-\d{3,6}`,
      String.raw`[A-ZÅÄÖ]{2,4}-\d{4,6}-\d{2}`,
      String.raw`[A-ZÅÄÖ]{2,6}\/\d{1,5}\/\d{4}`,
      String.raw`[A-ZÅÄÖ]{2,6}\/\d{2}\/\d{3,6}`,
      String.raw`[A-ZÅÄÖ]{2,6}\/\d{6}`,
      String.raw`[A-ZÅÄÖ]{2,6}\d{2}\/\d{3,6}`,
      String.raw`(?!SEK|EUR)[A-ZÅÄÖ]{2,4}[12]\d{5}`,
      String.raw`[A-ZÅÄÖ]{2,6} \d{1,5}-(?:19|20)\d{2}(?![-–])`,
      String.raw`[A-ZÅÄÖ]{2,4}\d{2}\.\d{2,5}`,
      String.raw`[A-ZÅÄÖ][a-zåäö]{1,2} \d{4}-\d{4,6}`,
      String.raw`[A-ZÅÄÖ][a-zåäö]?\d{4}\/\d{3,6}`,
      String.raw`[A-ZÅÄÖ](?:19|20)\d{2}-\d{4,6}`,
      String.raw`[A-ZÅÄÖ]\d{3}\.\d{3}\/\d{4}`,
      String.raw`(?:(?!DNR)[A-ZÅÄÖ]{2,4} )?[1-9]\d{2,4}-\d{3,5}-\d{2,4}`,
      String.raw`(?:(?!DNR)[A-ZÅÄÖ]{2,5} )?\d{1,2}\.\d{1,2}(?:\.\d{1,2})?-\d{3,6}[/-]\d{4}(?:-\d{1,3})?`,
      String.raw`(?<=(?:[Ää]rende|[Dd]nr|[Dd]iarienummer|[Dd]iarienr):? )(?:19|20)\d{2}-\d{3,6}(?!-)`,
      String.raw`(?<=(?:[Mm]ål(?:et)?|[Dd]nr)(?: nr\.?| nummer)? )(?:[A-ZÅÄÖ]{1,3} )?\d{3,6}-\d{2}`,
      String.raw`(?<=(?:dnr|Dnr|diarienr|diarienummer|Diarienummer)\.?:?(?: är)? )\d{1,5}[\/:]\d{2,5}`,
      // Whatever stands behind its name, and has signs within it as a number has: ”(deras ref. VRF-26-0093)”.
      String.raw`(?<=(?:[Dd]nr|[Dd]iarienr|(?:[Dd]iarie|[Ää]rende)nummer|[Rr]ef|[Rr]eferens|[Bb]eteckning|s nr)[.:]{0,2} )(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,5}[ ./:-]?)?\d+(?:[./:-][A-ZÅÄÖ]?\d+){1,4}(?:\/[A-ZÅÄÖ]{1,4})?`,
    ].join('|') +
    String.raw`)(?![\p{L}\p{N}])`,
  'gu',
);

/** Laws, inquiries and norms are cited in the same shape. */
const CITATION =
  /^(?:SFS|SOU|DS|EU|EG|FN|PROP|SKR|BET|SOSFS|BFS|AFS|NFS|MSBFS|NJA|HFD|RÅ|JO|ISO|AB|NR|KAP|BIL|ART|DIR|MAJ|PBL|OSL|LSS|SOL)[ /-]?\d/iu;
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

const tight = (number: string): string => number.replace(/\s/g, '').toUpperCase();
