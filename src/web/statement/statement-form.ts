import { cleanText } from '../../http/read-body.js';
import { DomainError } from '../../rules/problem.js';
import { STANCES } from '../../rules/stance.js';
import type { StatementRecipientBody } from '../../statements/statements.dto.js';
import { MOST_WARNINGS, type ReportWarning } from '../../statements/staff-report/report-warning.js';
import {
  emptyStatement,
  FOUND_FACTS,
  type FoundFact,
  type StatementContent,
} from '../../statements/statement.js';

/** Codes of bodies with their names, in the order of names. */
export type Bodies = readonly (readonly [code: string, name: string])[];

/** A document with the day that its title ends with in a field of its own. */
interface BasisTyped {
  readonly title: string;
  readonly date: string;
  readonly documentId?: string | undefined;
}

/** What the editor's form holds: the statement, its recipients one on a line. */
export interface StatementTyped extends Omit<StatementContent, 'recipients' | 'stance' | 'basis'> {
  readonly stance: string;
  readonly basis: readonly BasisTyped[];
  readonly recipients: string;
}

/** What is quoted in a warning is a line or two. */
const LONGEST_WARNING = 2000;

type Typed = Readonly<Record<string, unknown>>;

/** A statement as it stands in the form. */
export const typedOf = (statement: StatementContent, bodies: Bodies): StatementTyped => ({
  title: statement.title,
  summary: statement.summary,
  matter: statement.matter,
  assessment: statement.assessment,
  stance: statement.stance,
  clauses: statement.clauses,
  answers: statement.answers,
  remarks: statement.remarks,
  sections: statement.sections,
  basis: statement.basis.map(({ title, ...document }) => ({ ...dated(title), ...document })),
  recipients: statement.recipients.map((recipient) => lineOf(recipient, bodies)).join('\n'),
  found: statement.found.map(({ body, ...found }) => ({
    ...found,
    ...(body !== undefined && { body: lineOf({ body }, bodies) }),
  })),
});

const DATED = /^(.*\S)[ ]+(\d{4}-\d\d-\d\d)$/;

function dated(title: string): Pick<BasisTyped, 'title' | 'date'> {
  const [, name, date] = DATED.exec(title) ?? [];
  return name !== undefined && date !== undefined ? { title: name, date } : { title, date: '' };
}

const lineOf = ({ body, email, name }: StatementRecipientBody, bodies: Bodies): string =>
  email ?? name ?? bodies.find(([code]) => code === body)?.[1] ?? body ?? '';

/**
 * What was typed, with rows that were left empty gone. Every part is there: what a save leaves out of a statement is
 * empty afterwards.
 */
export function statementTyped(form: Typed): StatementTyped {
  const answers = rowsOf(form['answers'], 'text').map(({ question, text }) => ({
    question: Number(question),
    text: textIn(text),
  }));
  return {
    title: textIn(form['title']),
    summary: textIn(form['summary']),
    matter: textIn(form['matter']),
    assessment: textIn(form['assessment']),
    stance: textIn(form['stance']) || 'not-stated',
    clauses: rowsOf(form['clauses'], 'text').map(({ text }) => ({ text: textIn(text) })),
    answers,
    remarks: rowsOf(form['remarks'], 'passage', 'text', 'proposal').map(({ passage, text, proposal }) => ({
      passage: textIn(passage),
      text: textIn(text),
      ...(proposal !== undefined && { proposal: textIn(proposal) }),
    })),
    basis: rowsOf(form['basis'], 'title', 'date').map(({ title, date, documentId }) => ({
      title: textIn(title),
      date: textIn(date),
      ...(documentId !== undefined && { documentId: textIn(documentId) }),
    })),
    sections: rowsOf(form['sections'], 'heading', 'text').map(({ heading, text }) => ({
      heading: textIn(heading),
      text: textIn(text),
    })),
    recipients: textIn(form['recipients']),
    found: rowsOf(form['found'], ...SAID_OF_FOUND)
      .map(foundTyped)
      .filter(({ fact }) => FOUND_FACTS.includes(fact)),
  };
}

const SAID_OF_FOUND = ['body', 'date', 'section', 'text'] as const;

/** What is left empty is not said. */
const foundTyped = ({ fact, ...row }: Typed): FoundFact => ({
  fact: textIn(fact) as FoundFact['fact'],
  ...Object.fromEntries(
    SAID_OF_FOUND.map((part) => [part, textIn(row[part])]).filter(([, value]) => value!.trim() !== ''),
  ),
});

/** The body of the API. A recipient is a body by its name or code, an e-mail address, or somebody reached by post. */
export const bodyOfStatement = (
  typed: StatementTyped,
  bodies: Bodies,
): object & { [Part in Exclude<keyof StatementContent, 'stance'>]: StatementContent[Part] } => ({
  ...typed,
  basis: typed.basis.map(({ title, date, documentId }) => ({
    title: [title.trimEnd(), date].filter((part) => part !== '').join(' '),
    ...(documentId !== undefined && { documentId }),
  })),
  recipients: typed.recipients
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => recipientIn(line, bodies)),
  found: typed.found.map(({ body, ...found }) => ({
    ...found,
    ...(body !== undefined && { body: bodyIn(body, bodies) ?? body }),
  })),
});

/** The same as the statement that it would be saved as. */
export const contentOfTyped = (typed: StatementTyped, bodies: Bodies): StatementContent => ({
  ...emptyStatement,
  ...bodyOfStatement(typed, bodies),
  stance: STANCES.find((stance) => stance === typed.stance) ?? 'not-stated',
});

/** What a page between two forms carries, as it was typed. @throws DomainError `malformed` for what is no such thing. */
export function typedIn(carried: unknown): StatementTyped {
  try {
    const fields = JSON.parse(textIn(carried), (_, value: unknown) =>
      typeof value === 'string' ? cleanText(value) : value,
    ) as unknown;
    if (typeof fields === 'object' && fields !== null) return statementTyped(fields as Typed);
  } catch (error) {
    if (error instanceof DomainError) throw error;
  }
  throw new DomainError('malformed', {
    sv: 'Formuläret gick inte att läsa. Öppna yttrandet igen.',
    en: 'The form could not be read. Open the statement again.',
  });
}

/** What an import warns of, as the page before it carries it: what is no warning is none. */
export function warnedIn(carried: unknown): ReportWarning[] {
  const text = (value: unknown) => cleanText(textIn(value)).slice(0, LONGEST_WARNING);
  try {
    const warnings = JSON.parse(textIn(carried) || '[]') as unknown;
    return (Array.isArray(warnings) ? warnings : [])
      .slice(0, MOST_WARNINGS)
      .map(({ code, line, detail }) => ({
        code: text(code),
        line: Number.isInteger(line) ? Number(line) : null,
        detail: { sv: text(detail.sv), en: text(detail.en) },
      }));
  } catch {
    return [];
  }
}

/**
 * What a button of the form does with what is typed, which saves nothing, and the field where one goes on: the row that was
 * moved, that stands where one was removed, or that is empty.
 *
 * @param form as it was sent, with its empty rows.
 */
export function edited(
  typed: StatementTyped,
  button: string,
  form: Typed,
): { typed: StatementTyped; goOnAt: string | undefined } {
  const [, way, number] = /^(upp|ned|bort)-(\d{1,3})$/.exec(button) ?? [];
  const rows = Object.values(form['clauses'] ?? {}) as unknown[];
  const row = rows[Number(number) - 1];
  if (way === undefined || rowsOf([row], 'text').length === 0)
    return { typed, goOnAt: emptyRow(typed, button) };
  const at = rowsOf(rows.slice(0, Number(number) - 1), 'text').length;
  const clauses = [...typed.clauses];
  const [moved] = clauses.splice(at, 1);
  const to = { upp: Math.max(0, at - 1), ned: Math.min(at + 1, clauses.length) }[way];
  if (to !== undefined) clauses.splice(to, 0, moved!);
  return { typed: { ...typed, clauses }, goOnAt: `clauses[${to ?? at}][text]` };
}

/** The first field of the row that stands empty below those of its part. */
function emptyRow({ clauses, sections, remarks, basis }: StatementTyped, button: string): string | undefined {
  const fields: Readonly<Record<string, string>> = {
    'ny-att-sats': `clauses[${clauses.length}][text]`,
    'ny-rubrik': `sections[${sections.length}][heading]`,
    'ny-synpunkt': `remarks[${remarks.length}][passage]`,
    'nytt-underlag': `basis[${basis.length}][title]`,
  };
  return fields[button];
}

function recipientIn(line: string, bodies: Bodies): StatementRecipientBody {
  const body = bodyIn(line, bodies);
  if (body !== undefined) return { body };
  return line.includes('@') ? { email: line } : { name: line };
}

/** The code of the body that is called so. */
const bodyIn = (called: string, bodies: Bodies): string | undefined =>
  bodies.find(([code, name]) => [code, name].some((each) => isSame(each, called.trim())))?.[0];

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The rows of a part in which any of the fields is filled in. Beyond 200 rows the form's reader hands out an object. */
function rowsOf(part: unknown, ...fields: readonly string[]): Typed[] {
  const rows = Object.values(part ?? {}) as unknown[];
  return rows.filter(
    (row): row is Typed =>
      typeof row === 'object' &&
      row !== null &&
      fields.some((field) => textIn((row as Typed)[field]).trim() !== ''),
  );
}

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
