import { Invalid } from '../../src/rules/problem.js';
import type { NamedBody } from '../../src/statements/staff-report/facts.js';
import type { StaffReport } from '../../src/statements/staff-report/read-staff-report.js';

/** A text in test/data/import with what a reader finds in it. Patterns stand between slashes. */
export interface Example {
  readonly id: string;
  readonly kind: string;
  readonly clean?: readonly string[];
  readonly expect: Expected;
}

interface Expected {
  readonly title?: string;
  readonly stance?: string;
  readonly ownCaseNumber?: string;
  readonly date?: string;
  readonly officer?: string;
  readonly deadline?: string;
  readonly body?: string;
  readonly administration?: string;
  readonly clauses?: readonly string[];
  readonly basis?: readonly string[];
  readonly recipients?: readonly string[];
  readonly recipientsEither?: readonly (readonly string[])[];
  readonly relatedCases?: readonly string[];
  readonly priorDecisions?: readonly (readonly [string, string, string])[];
  readonly texts?: Readonly<Partial<Record<'summary' | 'matter' | 'assessment', readonly string[]>>>;
  readonly paragraphs?: readonly (readonly ['summary' | 'matter' | 'assessment', string])[];
  readonly sections?: readonly (readonly [string, string])[];
  readonly noWarning?: readonly string[];
  readonly wishWarnings?: readonly string[];
  /** How many reports stand in the text. */
  readonly several?: number;
  /** The code that the text is refused with. */
  readonly refused?: string;
}

export const municipality: readonly NamedBody[] = [
  { code: 'AMN', name: 'Arbetsmarknadsnämnden' },
  { code: 'BIN', name: 'Bildningsnämnden' },
  { code: 'KF', name: 'Kommunfullmäktige' },
  { code: 'KFN', name: 'Kultur- och fritidsnämnden' },
  { code: 'KS', name: 'Kommunstyrelsen' },
  { code: 'SBN', name: 'Samhällsbyggnadsnämnden' },
  { code: 'SN', name: 'Socialnämnden' },
  { code: 'TSN', name: 'Tekniska servicenämnden' },
];

/** How many facts were asked for, a line for each that was not found or is wrong, and how many stand there and are wrong. */
export interface Misses {
  readonly asked: number;
  readonly missed: readonly string[];
  readonly wrong: number;
}

const spaced = (text: string | null | undefined): string => (text ?? '').replace(/\s+/gu, ' ').trim();
const bare = (text: string): string =>
  spaced(text)
    .replace(/^att\s+/iu, '')
    .replace(/[\s.,;]+$/u, '')
    .toLowerCase();
const found = (pattern: string, text: string | null | undefined): boolean =>
  new RegExp(pattern, 'u').test(spaced(text));

function same(wanted: string, given: string | null | undefined): boolean {
  return wanted.length > 2 && wanted.startsWith('/') && wanted.endsWith('/')
    ? found(wanted.slice(1, -1), given)
    : spaced(wanted).toLowerCase() === spaced(given).toLowerCase();
}

/** Compares a report as it was read with the facts of an example. */
export function missesOf({ clean, expect }: Example, read: () => StaffReport): Misses {
  let asked = 0;
  let wrong = 0;
  const missed: string[] = [];
  const say: Say = (holds, what, wrongs = 0) => {
    asked += 1;
    if (holds) return;
    missed.push(what);
    wrong += wrongs;
  };
  const refusal = expect.refused ?? (expect.several === undefined ? undefined : 'several-reports');
  if (refusal !== undefined) {
    const codes = codesOf(read);
    say(codes.length === (expect.several ?? 1) && codes.every((code) => code === refusal), codes.join(' '));
    return { asked, missed, wrong };
  }
  const report = read();
  sayFacts(report, expect, say);
  sayLists(report, expect, say);
  sayTexts(report, expect, say);
  for (const pattern of clean ?? [])
    say(!found(pattern, JSON.stringify(report.content)), `${pattern} in the statement`, 1);
  const codes = report.warnings.map(({ code }) => code);
  for (const code of expect.noWarning ?? []) say(!codes.includes(code), `false warning ${code}`);
  for (const code of expect.wishWarnings ?? []) say(codes.includes(code), `no warning ${code}`);
  return { asked, missed, wrong };
}

/** @param wrong how many things stand there that are not so. */
type Say = (holds: boolean, what: string, wrong?: number) => void;

function codesOf(read: () => StaffReport): string[] {
  try {
    return read().warnings.map(({ code }) => `imported ${code}`);
  } catch (refused) {
    if (refused instanceof Invalid) return refused.invalid.map(({ code }) => code);
    throw refused;
  }
}

function sayFacts({ content, found: facts }: StaffReport, expect: Expected, say: Say): void {
  if (expect.title) say(found(expect.title, content.title), `title: ${content.title}`, content.title ? 1 : 0);
  const names = ['ownCaseNumber', 'date', 'officer', 'deadline', 'body', 'administration'] as const;
  for (const name of names) {
    const wanted = expect[name];
    if (wanted !== undefined)
      say(same(wanted, facts[name]), `${name}: ${facts[name]}, not ${wanted}`, facts[name] === null ? 0 : 1);
  }
  if (expect.stance)
    say(
      content.stance === expect.stance,
      `stance: ${content.stance}`,
      content.stance === 'not-stated' ? 0 : 1,
    );
}

/** Each thing wanted is one fact, and that there is nothing else is one more. */
function sayList<Wanted, Given>(
  what: string,
  wanted: readonly Wanted[] | undefined,
  given: readonly Given[],
  say: Say,
  agree: (one: Wanted, other: Given) => boolean,
): void {
  if (wanted === undefined) return;
  const left = [...given];
  for (const one of wanted) {
    const at = left.findIndex((other) => agree(one, other));
    if (at >= 0) left.splice(at, 1);
    say(at >= 0, `${what}: missing ${JSON.stringify(one)}`);
  }
  say(left.length === 0, `${what}: not there as such ${JSON.stringify(left)}`, left.length);
}

function sayLists({ content, found: facts }: StaffReport, expect: Expected, say: Say): void {
  const texts = content.clauses.map(({ text }) => text);
  const titles = content.basis.map(({ title }) => title);
  const names = content.recipients.map(({ body, name, email }) => body ?? name ?? email);
  const alike = (one: string, other: string): boolean => bare(one) === bare(other);
  sayList('clauses', expect.clauses, texts, say, alike);
  sayList('basis', expect.basis, titles, say, alike);
  sayList('recipients', expect.recipients, names, say, same);
  const either = expect.recipientsEither;
  if (either !== undefined) {
    const fits = (list: readonly string[]): boolean =>
      list.length === names.length && list.every((one) => names.some((other) => same(one, other)));
    say(either.some(fits), `recipients: ${names.join(' | ')}`);
  }
  sayList('relatedCases', expect.relatedCases, facts.relatedCases, say, same);
  sayList(
    'priorDecisions',
    expect.priorDecisions,
    facts.priorDecisions,
    say,
    ([body, date, section], given) =>
      same(body, given.body) && given.date === date && given.section === section,
  );
}

function sayTexts({ content }: StaffReport, expect: Expected, say: Say): void {
  const fields = ['summary', 'matter', 'assessment'] as const;
  for (const field of fields) {
    for (const pattern of expect.texts?.[field] ?? [])
      say(
        found(pattern, content[field]),
        `${field}: not ${pattern}: ${spaced(content[field]).slice(0, 200)}`,
      );
  }
  for (const [field, pattern] of expect.paragraphs ?? []) {
    const whole = content[field].split('\n\n').some((paragraph) => found(pattern, paragraph));
    say(whole, `${field}: broken inside ${pattern}`);
  }
  const texts = [...fields.map((field) => content[field]), ...content.sections.map(({ text }) => text)];
  for (const [heading, pattern] of expect.sections ?? []) {
    const ofItsOwn = content.sections.some(
      (section) => same(heading, section.heading) && found(pattern, section.text),
    );
    const onALine = texts.some((text) => text.split(/\n+/).some((line) => spaced(line) === heading));
    say(ofItsOwn || onALine, `sections: ${heading}`);
  }
}
