import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/config/project-root.js';
import type { StaffReport } from '../../src/statements/staff-report/read-staff-report.js';
import { municipality } from './report-facts.js';

/** What a reader finds in a file of test/data/papers. */
export interface ExpectedOfPaper {
  readonly outcome: 'read' | 'needs-ocr' | 'encrypted' | 'broken';
  readonly title?: string;
  readonly ownCaseNumber?: string;
  readonly relatedCases?: readonly string[];
  readonly date?: string;
  readonly officer?: string;
  readonly body?: string;
  readonly deadline?: string;
  readonly headings?: readonly string[];
  readonly clauses?: readonly string[];
  readonly basis?: readonly string[];
  readonly recipients?: readonly string[];
  /** Paragraphs that stand whole in the content. */
  readonly inOrder?: readonly string[];
  /** What is kept: in the content, among the facts or without a place. */
  readonly somewhere?: readonly string[];
  readonly nowhere?: readonly string[];
  readonly warnings?: readonly string[];
}

const FOLDER = join(projectRoot, 'test/data/papers');
export const paperFile = (name: string): Buffer => readFileSync(join(FOLDER, name));
export const expectedOf = (name: string): ExpectedOfPaper =>
  JSON.parse(readFileSync(join(FOLDER, `${name}.expected.json`), 'utf8')) as ExpectedOfPaper;

/** A fact that a reader finds, and whether it was found, missed, or read as something else. */
export interface Judged {
  readonly fact: string;
  readonly verdict: 'found' | 'missing' | 'wrong';
}

const plain = (text: string): string =>
  text.normalize('NFC').replace(/[\u00ad]/gu, '').replace(/\s+/gu, ' ').trim(); // prettier-ignore
const same = (one: string, other: string): boolean =>
  plain(one).replace(/[.,]$/, '') === plain(other).replace(/[.,]$/, '');

export function judged(expected: ExpectedOfPaper, report: StaffReport, warned: readonly string[]): Judged[] {
  const { content, found } = report;
  const prose = plain(
    [
      content.title,
      content.summary,
      content.matter,
      content.assessment,
      ...content.sections.flatMap(({ heading, text }) => [heading, text]),
      ...content.clauses.map(({ text }) => text),
      ...content.basis.map(({ title }) => title),
    ].join('\n'),
  );
  const kept = plain(
    [prose, JSON.stringify(found), ...report.headings.map(({ text }) => text), ...report.unplaced.map(({ text }) => text)].join('\n'),
  ); // prettier-ignore
  const has = (fact: string, text: string, within: string): Judged => ({
    fact: `${fact} ${text.slice(0, 40)}`,
    verdict: within.includes(plain(text)) ? 'found' : 'missing',
  });
  return [
    ...only('title', expected.title, content.title),
    ...only('number', expected.ownCaseNumber, found.ownCaseNumber),
    ...only('date', expected.date, found.date),
    ...only('deadline', expected.deadline, found.deadline),
    ...only('officer', expected.officer, found.officer),
    ...only('body', expected.body, nameOf(found.body)),
    ...(expected.relatedCases ?? []).map((number) => has('related', number, found.relatedCases.join('\n'))),
    ...list(
      'clause',
      expected.clauses,
      content.clauses.map(({ text }) => text),
    ),
    ...list(
      'basis',
      expected.basis,
      content.basis.map(({ title }) => title),
    ),
    ...list(
      'recipient',
      expected.recipients,
      content.recipients.map(({ body, email, name }) => nameOf(body ?? null) ?? email ?? name ?? ''),
    ),
    ...headings(
      expected.headings ?? [],
      report.headings.map(({ text }) => text),
    ),
    ...(expected.inOrder ?? []).map((text) => has('paragraph', text, prose)),
    ...(expected.somewhere ?? []).map((text) => has('kept', text, kept)),
    ...(expected.nowhere ?? []).map((text): Judged => ({
      fact: `not text: ${text}`,
      verdict: prose.includes(plain(text)) ? 'wrong' : 'found',
    })),
    ...(expected.warnings ?? []).map((code) => has('warning', code, warned.join('\n'))),
  ];
}

const nameOf = (code: string | null): string | null =>
  municipality.find((body) => body.code === code)?.name ?? code;

function only(fact: string, expected: string | undefined, found: string | null): Judged[] {
  if (expected === undefined) return [];
  if (found === null || found === '') return [{ fact, verdict: 'missing' }];
  const begins = plain(found).replace(/\s/gu, '').startsWith(plain(expected).replace(/\s/gu, ''));
  return [{ fact, verdict: begins ? 'found' : 'wrong' }];
}

function list(fact: string, expected: readonly string[] | undefined, found: readonly string[]): Judged[] {
  if (!expected) return [];
  const left = [...found];
  const judgements = expected.map((text): Judged => {
    const at = left.findIndex((each) => same(each, text));
    if (at >= 0) left.splice(at, 1);
    return { fact: `${fact} ${text}`, verdict: at >= 0 ? 'found' : 'missing' };
  });
  return [...judgements, ...left.map((text): Judged => ({ fact: `${fact} ${text}`, verdict: 'wrong' }))];
}

function headings(expected: readonly string[], found: readonly string[]): Judged[] {
  const bare = found.map((text) => plain(text).replace(/^\d+(?:\.\d+)*\.? /, '').replace(/:$/, '')); // prettier-ignore
  let from = 0;
  return expected.map((text): Judged => {
    const at = bare.indexOf(plain(text), from);
    if (at >= 0) from = at + 1;
    return { fact: `heading ${text}`, verdict: at >= 0 ? 'found' : 'missing' };
  });
}
