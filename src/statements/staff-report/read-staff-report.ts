import { Invalid } from '../../rules/problem.js';
import type { Texts } from '../../rules/texts.js';
import { emptyStatement, type StatementContent } from '../statement.js';
import type { NamedBody } from './facts.js';
import { beyondTheFacts, factsOf, type FoundFacts } from './found-facts.js';
import type { Field } from './fields.js';
import { isFact } from './letterhead.js';
import { itemsOf, textOf, type Line } from './lines.js';
import { readLines } from './pages.js';
import { partsOf, type Part } from './parts.js';
import { recipientsIn } from './recipients.js';
import { reportWarnings, type ReportWarning } from './report-warnings.js';
import { stanceSaid } from './stance-said.js';

/** What was read out of a staff report. Every line that is not blank is in one of these. */
export interface StaffReport {
  readonly content: StatementContent;
  readonly found: FoundFacts;
  /** Every heading with the field its text went to. */
  readonly headings: readonly { readonly text: string; readonly field: Field }[];
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
  if (lines.length + furniture.length === 0) throw unreadable('empty-report', nothingThere);
  const parts = partsOf(lines);
  if (!parts.some(isOfAReport)) throw unreadable('not-a-staff-report', noHeading);

  const clauses = itemsOf(linesOf(parts, 'clauses'), beginsClause);
  const basis = itemsOf(linesOf(parts, 'basis'), beginsDocument);
  const { recipients, unread } = recipientsIn(linesOf(parts, 'recipients'), bodies);
  const content: StatementContent = {
    ...proseOf(parts),
    clauses: clauses.map(({ text: clause }) => ({ text: clause })),
    basis: basis.map(({ text: title }) => ({ title })),
    recipients,
    stance: stanceSaid(clauses.map((clause) => clause.text)),
  };
  const found = factsOf(parts, textsOf(content), lines, bodies);
  const unplaced = [...furniture, ...unread, ...beyondTheFacts(parts, found), ...parts.flatMap(unplacedOf)];
  return {
    content,
    found,
    headings: parts.flatMap(headingOf),
    unplaced: inOrder(unplaced),
    warnings: reportWarnings({ content, found, lines, clauses, basis }),
  };
}

/** A letter may have a date and a signature too. */
const isOfAReport = ({ heading, field }: Part): boolean =>
  heading !== undefined &&
  field !== 'title' &&
  field !== 'signature' &&
  field !== 'unplaced' &&
  !isFact(field);

function proseOf(parts: readonly Part[]): StatementContent {
  const prose = (field: Field) =>
    parts
      .filter((part) => part.field === field && part.lines.length > 0)
      .map((part) => textOf(part.lines))
      .join('\n\n');
  const sections = parts.filter(({ field }) => field === 'section');
  return {
    ...emptyStatement,
    title: prose('title').replace(/^#{1,6} /, ''),
    summary: prose('summary'),
    matter: prose('matter'),
    assessment: prose('assessment'),
    sections: sections.map(({ heading, lines }) => ({ heading: heading?.text ?? '', text: textOf(lines) })),
  };
}

function textsOf(content: StatementContent): string[] {
  const { title, summary, matter, assessment, clauses, basis, sections } = content;
  const lists = [...clauses.map((clause) => clause.text), ...basis.map((document) => document.title)];
  return [title, summary, matter, assessment, ...sections.map((section) => section.text), ...lists];
}

function linesOf(parts: readonly Part[], field: Field): Line[] {
  return parts.filter((part) => part.field === field).flatMap((part) => part.lines);
}

function headingOf({ heading, field }: Part): StaffReport['headings'] {
  return heading && field !== 'unplaced' ? [{ text: heading.text, field }] : [];
}

function inOrder(lines: readonly Line[]): StaffReport['unplaced'] {
  return lines.toSorted((a, b) => a.number - b.number).map(({ number, text }) => ({ line: number, text }));
}

/** A heading that came to nothing is listed as the line it is. */
function unplacedOf({ field, heading, lines }: Part): Line[] {
  if (field !== 'unplaced') return [];
  return heading ? [heading, ...lines.filter(({ number }) => number !== heading.number)] : lines;
}

/**
 * A clause begins with *att*, a number, a bullet, or as a sentence of its own. An *att* that opens a
 * line goes on with the clause when the line before cannot end there (”för”, ”genom”).
 */
function beginsClause(line: Line, before: Line): boolean {
  const open = /(?:^|\s)(?:för|genom|om|på|till|av|med|än|samt|utan|är|så)$/iu;
  return line.afterBlank || (/^att(?!\p{L})/iu.test(line.text) && !open.test(before.text.slice(-12)));
}

/** A document's title may run on: then its next line begins small or the one before ends open. */
function beginsDocument(line: Line, before: Line): boolean {
  return (
    line.afterBlank ||
    !(/^\p{Ll}/u.test(line.text) || /[,/–-]$/.test(before.text) || /^\d{4}$/.test(line.text))
  );
}

const nothingThere: Texts = { sv: 'Texten är tom.', en: 'The text is empty.' };
const noHeading: Texts = {
  sv: 'Texten ser inte ut att vara en tjänsteskrivelse: ingen känd rubrik, som Sammanfattning eller Förslag till beslut, hittades.',
  en: 'The text does not look like a staff report: no known heading, such as Sammanfattning or Förslag till beslut, was found.',
};

function unreadable(code: string, detail: Texts): Invalid {
  return new Invalid({ pointer: '', code, detail });
}
