import { DateTime } from 'luxon';

/** A body as the municipality names it. */
export interface NamedBody {
  readonly code: string;
  readonly name: string;
}

export interface PriorDecision {
  readonly body: string;
  readonly date: string;
  readonly section: string;
}

export interface Area {
  readonly from: string;
  readonly relation: string;
  readonly to: string;
}

const MONTHS = 'januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december';
const DATE = new RegExp(String.raw`\b(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2}) (${MONTHS}) (\d{4}))\b`, 'giu');

/** The first date in a text as `YYYY-MM-DD`: 2023-05-22 or 22 maj 2023. */
export function firstDate(text: string): string | undefined {
  return datesIn(text)[0]?.date;
}

function datesIn(text: string): { date: string; at: number }[] {
  return [...text.matchAll(DATE)].flatMap((match) => {
    const [, year, month, day, dayOfMonth, monthName, yearOfMonth] = match;
    const date = DateTime.fromObject({
      year: Number(year ?? yearOfMonth),
      month: month ? Number(month) : MONTHS.split('|').indexOf(monthName!.toLowerCase()) + 1,
      day: Number(day ?? dayOfMonth),
    });
    return date.isValid ? [{ date: date.toFormat('yyyy-MM-dd'), at: match.index }] : [];
  });
}

/** Forms seen in published cases: `KS 2023/474`, `STK-2014-1045`, `2023/KS 0017`, `2016/0166 KS-2`, `KS 353/2008`. */
const CASE_NUMBERS = [
  /\b[A-ZÅÄÖ]{2,6}[ -/]?\d{4}[/:-]\d{1,5}\b/gu,
  /\b\d{4}\/[A-ZÅÄÖ]{2,4} \d{3,5}\b/gu,
  /\b\d{4}\/\d{3,5} [A-ZÅÄÖ]{2,4}-\d\b/gu,
  /\b[A-ZÅÄÖ]{2,4} \d{1,5}\/\d{4}\b/gu,
];

export function caseNumbersIn(text: string): string[] {
  return [...new Set(CASE_NUMBERS.flatMap((form) => [...text.matchAll(form)].map(([number]) => number)))];
}

/** How far before a § its date and body are looked for; a report may be one endless sentence. */
const REACH = 400;

/**
 * Decisions that the text builds on: a section, with the date and the body that stand before it in
 * the same sentence (”beslutade kommunfullmäktige den 22 maj 2023 … (§ 134)”, ”KF 2023-05-22 § 134”).
 */
export function priorDecisionsIn(text: string, bodies: readonly NamedBody[]): PriorDecision[] {
  const found = new Map<string, PriorDecision>();
  for (const sentence of sentencesOf(text)) {
    for (const match of sentence.matchAll(/§{1,2} ?(\d{1,4}(?:\/\d{2,4})?)/gu)) {
      const before = sentence.slice(Math.max(0, match.index - REACH), match.index);
      const date = datesIn(before).at(-1)?.date;
      const body = lastBodyIn(before, bodies);
      if (date === undefined || body === undefined) continue;
      const decision = { body, date, section: match[1]! };
      found.set(Object.values(decision).join(' '), decision);
    }
  }
  return [...found.values()];
}

/** A full stop ends a sentence when a capital follows; cheap, and good enough for where a § belongs. */
function sentencesOf(text: string): string[] {
  return text.replace(/\s+/gu, ' ').split(/(?<=[.!?]) (?=\p{Lu})/u);
}

function lastBodyIn(text: string, bodies: readonly NamedBody[]): string | undefined {
  const lower = text.toLowerCase();
  const last = bodies
    .map(({ code, name }) => {
      const byCode = new RegExp(String.raw`(?:^|[^\p{L}])${code}(?![\p{L}])`, 'gu');
      const codeAt = [...text.matchAll(byCode)].at(-1)?.index ?? -1;
      return { code, at: Math.max(lower.lastIndexOf(stem(name)), codeAt) };
    })
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.at - a.at)[0];
  return last?.code;
}

/** The body that a line names, in any form of its name: ”Kommunstyrelsen”, ”kommunstyrelsens”, ”KS”. */
export function bodyNamed(text: string, bodies: readonly NamedBody[]): string | undefined {
  const plain = text.replace(/[.,;:]+$/, '').trim();
  return bodies.find(({ code, name }) => plain === code || sameName(plain, name))?.code;
}

function sameName(text: string, name: string): boolean {
  const lower = text.toLowerCase();
  return lower.startsWith(stem(name)) && /^(n|ns|en|s|)$/u.test(lower.slice(stem(name).length));
}

/** A name without its definite ending: ”kommunstyrelse” of ”Kommunstyrelsen”. */
const stem = (name: string): string => name.toLowerCase().replace(/(en|n)$/u, '');

const AREA =
  /^(.{2,120}?) (inryms i|ingår i|föreslås bli|ersätts av|slås samman med|flyttas till) (?:[^”“"»«]{0,80} )?[”“"»]([^”“"»«]{2,200})[”“"«]/u;

/** How parts of one proposal relate to those of another: ”Föräldrastöd inryms i området ”Stöd …””. */
export function areaIn(item: string): Area | undefined {
  const [, from, relation, to] = AREA.exec(item) ?? [];
  return from && relation && to ? { from, relation, to } : undefined;
}

const ADMINISTRATION =
  /(?<![\p{L}])(?:\p{Lu}\p{L}+ )?(?:\p{Lu}\p{L}*|\p{L}+)(?:förvaltningen|kontoret)(?:s)?(?![\p{L}])/gu;

/** Names of administrations as written, without the genitive's s, the first spelling of each first. */
export function administrationsIn(text: string): string[] {
  const names = [...text.matchAll(ADMINISTRATION)].map(([name]) => name.replace(/s$/u, ''));
  return [...new Set(names.filter((name) => /^\p{Lu}/u.test(name)))];
}

/** The board that is to decide, by the line that leads into its clauses: ”Tekniska servicenämnden föreslås besluta”. */
export function decidingBody(headings: readonly string[], bodies: readonly NamedBody[]): string | undefined {
  for (const heading of headings) {
    const name = /^(.{2,100}?) (?:föreslås|beslutar)(?!\p{L})/u.exec(heading)?.[1];
    if (name !== undefined) return bodyNamed(name, bodies) ?? name;
  }
  return undefined;
}
