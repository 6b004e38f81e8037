import { Invalid } from '../../rules/problem.js';
import type { Texts } from '../../rules/texts.js';
import type { Stance } from '../../rules/stance.js';
import { emptyStatement, type StatementContent, type StatementRecipient } from '../statement.js';
import {
  administrationsIn,
  areaIn,
  bodyNamed,
  caseNumbersIn,
  decidingBody,
  firstDate,
  priorDecisionsIn,
  type NamedBody,
} from './facts.js';
import { itemsOf, joined, readLines, textOf, type Line } from './lines.js';
import { partsOf, type Part } from './parts.js';
import { reportWarnings, type FoundFacts, type ReportWarning } from './report-warnings.js';
import { isFact, type Field } from './headings.js';

/** What was read out of a staff report. Every line that is not blank is in one of these. */
export interface StaffReport {
  readonly content: StatementContent;
  readonly found: FoundFacts;
  /** Every heading with the field its text went to; null when what it says is in the heading itself. */
  readonly headings: readonly { readonly text: string; readonly field: Field | 'title' }[];
  readonly unplaced: readonly { readonly line: number; readonly text: string }[];
  readonly warnings: readonly ReportWarning[];
}

/**
 * Reads a staff report (*tjänsteskrivelse*) as boards write it: headings in any order and many
 * variants, clauses with *att*, numbers or bullets, broken lines and pages. It interprets nothing it
 * cannot see: the stance is stated only where a clause says it.
 *
 * @throws Invalid with the code `empty-report`, or `not-a-staff-report` when no heading is recognised.
 */
export function readStaffReport(text: string, bodies: readonly NamedBody[]): StaffReport {
  const { lines, furniture } = readLines(text);
  if (lines.length === 0) throw unreadable('empty-report', nothingThere);
  const parts = partsOf(lines);
  if (!parts.some(({ heading }) => heading)) throw unreadable('not-a-staff-report', noHeading);

  const linesOf = (field: Field) =>
    parts.filter((part) => part.field === field).flatMap((part) => part.lines);
  const clauses = clausesOf(linesOf('clauses'));
  const content: StatementContent = {
    ...emptyStatement,
    title: parts
      .filter(({ field }) => field === 'title')
      .map((part) => textOf(part.lines))
      .join(' '),
    summary: proseOf(parts, 'summary'),
    matter: proseOf(parts, 'matter'),
    assessment: proseOf(parts, 'assessment'),
    clauses: clauses.map((clause) => ({ text: clause })),
    stance: stanceOf(clauses),
    basis: itemsOf(linesOf('basis'), beginsDocument).map((title) => ({ title })),
    recipients: linesOf('recipients').flatMap(({ text: line }) => recipientsIn(line, bodies)),
    sections: parts
      .filter((part) => part.field === 'section')
      .map((part) => ({ heading: part.heading?.text ?? '', text: textOf(part.lines) })),
  };
  const found = factsOf(parts, content, lines, bodies);
  return {
    content,
    found,
    headings: parts.flatMap(({ heading, field, lines: values }) => {
      if (!heading || field === 'unplaced') return [];
      // A fact's value may stand on the lines below; its wording is kept with the heading.
      const fact = field !== 'title' && isFact(field) ? values.map(({ text: value }) => value) : [];
      return [{ text: [heading.text, ...fact].join(' '), field }];
    }),
    unplaced: [
      ...furniture,
      ...parts.filter(({ field }) => field === 'unplaced').flatMap((part) => part.lines),
    ]
      .sort((a, b) => a.number - b.number)
      .map(({ number, text: line }) => ({ line: number, text: line })),
    warnings: reportWarnings(content, found, lines),
  };
}

function proseOf(parts: readonly Part[], field: Field): string {
  return parts
    .filter((part) => part.field === field && part.lines.length > 0)
    .map((part) => textOf(part.lines))
    .join('\n\n');
}

/**
 * A clause begins with *att*, a number, a bullet, or as a sentence of its own. An *att* that opens a
 * line goes on with the clause when the line before cannot end there (”för”, ”genom”).
 */
function clausesOf(lines: readonly Line[]): string[] {
  const open = /(?:^|\s)(?:för|genom|om|på|till|av|med|än|samt|och|utan|är|så)$/iu;
  return itemsOf(
    lines,
    (line, before) => line.afterBlank || (/^att\b/iu.test(line.text) && !open.test(before.text)),
  );
}

/** A document's title may run on: then its next line begins small or the one before ends open. */
function beginsDocument(line: Line, before: Line): boolean {
  return (
    line.afterBlank || !(/^\p{Ll}/u.test(line.text) || /[,-]$/.test(before.text) || /^\d{4}$/.test(line.text))
  );
}

function recipientsIn(line: string, bodies: readonly NamedBody[]): StatementRecipient[] {
  return line
    .replace(/^[•·▪*–-]\s+/u, '')
    .split(/[,;]\s*/u)
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => {
      const body = bodyNamed(name, bodies);
      if (body !== undefined) return { body };
      return /^[^\s@]+@[^\s@]+\.\p{L}{2,}$/u.test(name) ? { email: name } : { name: name.slice(0, 200) };
    });
}

/** Only what a clause says outright; a kind word in the assessment is no stance. */
function stanceOf(clauses: readonly string[]): Stance {
  const said = clauses.join(' ').toLowerCase();
  if (/avstår från att yttra/u.test(said)) return 'abstains';
  if (/avstyrk/u.test(said)) return 'rejects';
  if (/(inget|inte något) att erinra|ingen erinran/u.test(said)) return 'no-objection';
  if (/tillstyrk/u.test(said)) {
    return /med .{0,60}(synpunkt|tillägg|ändring|förbehåll)/u.test(said)
      ? 'supports-with-comments'
      : 'supports';
  }
  return 'not-stated';
}

function factsOf(
  parts: readonly Part[],
  content: StatementContent,
  lines: readonly Line[],
  bodies: readonly NamedBody[],
): FoundFacts {
  const value = (field: Field) => {
    const fact = parts.find((part) => part.field === field);
    return fact && [fact.value, ...fact.lines.map(({ text }) => text)].filter(Boolean).join(' ');
  };
  const own = value('ownCaseNumber') ?? null;
  const running = [
    content.summary,
    content.matter,
    content.assessment,
    ...content.sections.map(({ text }) => text),
  ];
  const whole = joined(lines.map(({ text }) => text));
  const items = itemsOf(
    parts.filter(({ field }) => field === 'matter' || field === 'assessment').flatMap((part) => part.lines),
    (line) => line.afterBlank,
  );
  const administrations = administrationsIn(whole);
  const leadIns = parts.flatMap(({ field, heading }) =>
    field === 'clauses' && heading ? [heading.text] : [],
  );
  return {
    ownCaseNumber: own,
    relatedCases: caseNumbersIn([value('relatedCase') ?? '', content.title, ...running].join(' ')).filter(
      (number) => number !== own,
    ),
    priorDecisions: priorDecisionsIn(running.join(' '), bodies),
    areas: items.flatMap((item) => areaIn(item) ?? []),
    date: firstDate(value('date') ?? '') ?? null,
    officer: value('officer') ?? null,
    deadline: firstDate(value('deadline') ?? '') ?? null,
    body: decidingBody(leadIns, bodies) ?? null,
    administration: administrations[0] ?? null,
    signed: parts.some(({ field }) => field === 'signature'),
  };
}

const nothingThere: Texts = { sv: 'Texten är tom.', en: 'The text is empty.' };
const noHeading: Texts = {
  sv: 'Texten ser inte ut att vara en tjänsteskrivelse: ingen känd rubrik, som Sammanfattning eller Förslag till beslut, hittades.',
  en: 'The text does not look like a staff report: no known heading, such as Sammanfattning or Förslag till beslut, was found.',
};

function unreadable(code: string, detail: Texts): Invalid {
  return new Invalid({ pointer: '', code, detail });
}
